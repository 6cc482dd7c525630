namespace BackOffice.Accounting;

/// <summary>
/// Recomputes each entry's digest and compares it with the one that its posting wrote into the log, which is chained: whoever
/// drops the guards and bends an entry has to bend the log as well, and the roots kept elsewhere.
/// </summary>
sealed class EntriesAreSealed : Invariant
{
    private const int Batch = 200;
    private const string Mark = $"\"{Change.Seal}\"";

    public override Words Name => "Entries are sealed in the log";
    public override Words Says => "Each journal entry is exactly what the chained log says was posted, and none is missing.";

    public override async Task<Checked> Check(Reader reader)
    {
        var (wrong, known, after, since) = (new List<Violation>(), new HashSet<JournalEntryId>(), 0L, (DateTime?)null);
        while (wrong.Count < MostNamed)
        {
            var rows = await reader.All<LogEntry>().Where(l => l.Position > after && l.Changes != null && l.Changes.Contains(Mark)).OrderBy(l => l.Position)
                .Select(l => new { l.Position, l.At, l.Changes }).Take(Batch).ToListAsync();
            if (rows.Count == 0)
                break;
            (after, since) = (rows[^1].Position, since ?? rows[0].At);
            var seals = rows.SelectMany(r => Json.Read<Change[]>(r.Changes!)).Where(c => c is { Field: Change.Seal, Entity: "JournalEntry" }).ToDictionary(c => Ids.Parse<JournalEntryId>(c.Id)!.Value, c => c.New);
            known.UnionWith(seals.Keys);
            var ids = seals.Keys.ToArray();
            var entries = await reader.JournalEntries.Where(e => ids.Contains(e.Id)).ToDictionaryAsync(e => e.Id);
            wrong.AddRange(seals.Where(s => !entries.TryGetValue(s.Key, out var entry) || EntrySeal.Of(entry) != s.Value).Select(s => entries.ContainsKey(s.Key)
                ? new Violation($"{JournalEntry.NumberOf(s.Key)} is not what was posted: its digest is another in the log.", $"/journal/{s.Key.Value}")
                : new Violation($"{JournalEntry.NumberOf(s.Key)} was posted, says the log, and is gone.")));
        }
        // Entries of before there were seals are older than the first one.
        if (since is { } first && wrong.Count < MostNamed)
            await foreach (var id in reader.JournalEntries.IgnoreAutoIncludes().Where(e => e.PostedAt >= first).Select(e => e.Id).AsAsyncEnumerable())
                if (!known.Contains(id) && wrong.Count < MostNamed)
                    wrong.Add(new($"{JournalEntry.NumberOf(id)} was never posted, says the log.", $"/journal/{id.Value}"));
        return new(known.Count, [.. wrong.Take(MostNamed)]);
    }
}
