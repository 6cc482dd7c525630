namespace BackOffice.Accounting;

sealed class PostedOnce : Invariant
{
    public override Words Name => "Everything is posted once";
    public override Words Says => "No fact has two entries for the same purpose.";

    public override async Task<Checked> Check(Reader reader)
    {
        var wrong = await reader.JournalEntries.IgnoreAutoIncludes().GroupBy(e => new { e.Source, e.SourceId, e.Purpose, e.Revision }).Where(g => g.Count() > 1).Select(g => new { g.Key.Source, g.Key.SourceId, g.Key.Purpose, g.Key.Revision, Entry = g.Max(e => e.Id) }).Take(MostNamed).ToListAsync();
        return new(await reader.JournalEntries.LongCountAsync(), [.. wrong.Select(w => new Violation($"{w.Source} {w.SourceId} was posted twice for {w.Purpose} {w.Revision}.", $"/journal/{w.Entry.Value}"))]);
    }
}
