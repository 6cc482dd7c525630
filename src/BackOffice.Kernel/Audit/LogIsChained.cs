using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

/// <summary>
/// Recomputes the chain over the whole log, row by row in order, and compares it with the links and with the daily roots
/// beside the database. What is newer than the last link waits for it and is no violation.
/// </summary>
static class LogIsChained
{
    const int MostNamed = 20;

    public static async Task<Checked> Check(Reader reader, Database database)
    {
        var (wrong, count, before) = (new List<Violation>(), 0L, LogChain.Beginning);
        var roots = LogRoots.In(database.Settings.Folder).ToDictionary(r => r.Position);
        var last = 0L;
        var links = await reader.All<LogLink>().OrderBy(l => l.Last).ToListAsync();
        foreach (var link in links)
        {
            if (link.First != last + 1) wrong.Add($"A link is missing: {last} is followed by {link.First}.");
            var rows = await reader.All<LogEntry>().Where(e => e.Position >= link.First && e.Position <= link.Last).OrderBy(e => e.Position).ToListAsync();
            if (LogChain.Hash(before, rows) != link.Hash) wrong.Add($"The log was changed between {link.First} and {link.Last}: its hash is not that of the chain.");
            if (roots.Remove(link.Last, out var root) && root.Hash != link.Hash) wrong.Add($"The chain is not that of {root.Day:yyyy-MM-dd}: its root was another.");
            // On with what the chain says, so that each changed stretch is named once.
            (before, last, count) = (link.Hash, link.Last, count + rows.Count);
            if (wrong.Count >= MostNamed) break;
        }
        if (wrong.Count < MostNamed && roots.Count > 0) wrong.AddRange(await Cut(roots.Values, database));
        return new(count, wrong.ToMany());
    }

    // A root may have been written since this reading began: it is looked for in one that begins now.
    static async Task<IEnumerable<Violation>> Cut(IEnumerable<LogRoot> roots, Database database)
    {
        using var now = await database.Read();
        var known = (await now.Reader.All<LogLink>().Select(l => new { l.Last, l.Hash }).ToListAsync()).Select(l => (l.Last, l.Hash)).ToHashSet();
        return roots.Where(root => !known.Contains((root.Position, root.Hash)))
            .Select(root => new Violation($"The root of {root.Day:yyyy-MM-dd} stands at {root.Position}, where the chain has no such link: it was cut or made anew."));
    }
}
