namespace BackOffice.Accounting;

sealed class EntriesAreWhole : Invariant
{
    public override Words Name => "Entries are whole";
    public override Words Says => "Each journal entry is posted, with at least two lines, in one period.";

    public override async Task<Checked> Check(Reader reader)
    {
        var lines = reader.JournalLines;
        var wrong = await reader.JournalEntries.IgnoreAutoIncludes().Where(e => !e.IsPosted || lines.Count(l => l.Entry == e.Id) < 2 || lines.Any(l => l.Entry == e.Id && (l.Period != e.Period || l.AmountMinor == 0))).Select(e => e.Id).Take(MostNamed).ToListAsync();
        return new(await reader.JournalEntries.LongCountAsync(), [.. wrong.Select(w => new Violation($"{JournalEntry.NumberOf(w)} is not whole.", $"/journal/{w.Value}"))]);
    }
}
