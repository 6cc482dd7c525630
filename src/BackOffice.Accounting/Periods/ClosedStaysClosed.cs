namespace BackOffice.Accounting;

sealed class ClosedStaysClosed : Invariant
{
    public override Words Name => "Closed months stay closed";
    public override Words Says => "No entry stands in a closed month that was posted after its closing.";

    public override async Task<Checked> Check(Reader reader)
    {
        var closed = reader.All<Period>().Where(p => p.State == PeriodState.Closed);
        var late = await reader.JournalEntries.IgnoreAutoIncludes().Join(closed, e => e.Period, p => p.Id, (e, p) => new { e.Id, e.PostedAt, p.ClosedAt })
            .Where(e => e.PostedAt > e.ClosedAt).OrderBy(e => e.Id).Select(e => e.Id).Take(MostNamed).ToListAsync();
        return new(await reader.All<Period>().LongCountAsync(), [.. late.Select(e => new Violation($"{JournalEntry.NumberOf(e)} was posted into a month that was closed.", $"/journal/{e.Value}"))]);
    }
}
