using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

/// <summary>
/// What goes outside against the facts that ask for it (the table of what follows). Facts older than the first errand of a
/// kind are left out: the table may have grown since.
/// </summary>
sealed class ErrandsAreComplete(Consequences consequences) : Invariant
{
    public override Words Name => "Errands complete";
    public override Words Says => "Each fact that something outside follows from has its errand, once, and no errand is without its fact.";

    public override async Task<Checked> Check(Reader reader)
    {
        var asking = consequences.All.Where(e => e.Later.Count > 0).ToDictionary(e => EventKinds.NameOf(e.Event));
        var kinds = asking.Values.SelectMany(e => e.Later.Select(l => ErrandRunner.NameOf(l.Errand))).Distinct().ToArray();
        var there = new Dictionary<(string Kind, string Content), (int Count, DateTime At)>();
        var began = new Dictionary<string, DateTime>();
        var count = 0L;
        await foreach (var row in reader.All<ErrandRow>().Where(r => kinds.Contains(r.Kind)).OrderBy(r => r.Id).Select(r => new { r.Kind, r.Content, r.CreatedAt }).AsAsyncEnumerable())
        {
            count++;
            there[(row.Kind, row.Content)] = (there.GetValueOrDefault((row.Kind, row.Content)).Count + 1, row.CreatedAt);
            if (!began.TryGetValue(row.Kind, out var at) || row.CreatedAt < at) began[row.Kind] = row.CreatedAt;
        }

        var names = asking.Keys.ToArray();
        var missing = new List<Violation>();
        await foreach (var entry in reader.All<LogEntry>().Where(e => names.Contains(e.Kind)).OrderBy(e => e.Position).Select(e => new { e.Position, e.Kind, e.Content, e.At }).AsAsyncEnumerable())
        {
            if (EventKinds.Read(entry.Kind, entry.Content) is not { } fact) continue;
            foreach (var (type, make) in asking[entry.Kind].Later)
            {
                if (make(fact) is not { } errand) continue;
                var (kind, content) = (ErrandRunner.NameOf(type), Json.Write(errand));
                var found = there.GetValueOrDefault((kind, content));
                if (found.Count > 0) there[(kind, content)] = found with { Count = found.Count - 1 };
                else if (began.TryGetValue(kind, out var since) && entry.At >= since && missing.Count < MostNamed) missing.Add(new($"Entry {entry.Position} has no errand ({kind}).", $"/audit/{entry.Position}"));
            }
        }
        var without = there.Where(left => left.Value.Count > 0).Take(MostNamed).Select(left => new Violation($"An errand ({left.Key.Kind} {left.Key.Content}) stands without a fact that asks for it."));
        return new(count, [.. missing, .. without]);
    }
}
