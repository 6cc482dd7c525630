namespace BackOffice.Accounting;

sealed class EntriesAddUp : Invariant
{
    public override Words Name => "Entries add up";
    public override Words Says => "Each journal entry adds up to nothing in each currency.";

    public override async Task<Checked> Check(Reader reader)
    {
        var wrong = await reader.JournalLines.GroupBy(l => new { l.Entry, l.Currency }).Where(g => g.Sum(l => l.AmountMinor) != 0).Select(g => g.Key).Take(MostNamed).ToListAsync();
        return new(await reader.JournalLines.LongCountAsync(), [.. wrong.Select(w => new Violation($"{JournalEntry.NumberOf(w.Entry)} does not add up in {w.Currency}.", $"/journal/{w.Entry.Value}"))]);
    }
}
