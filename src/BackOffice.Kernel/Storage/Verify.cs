using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

/// <summary>Recomputes everything that must always hold and names each violation; it never repairs.</summary>
public sealed class Verify(Database database, Departments departments)
{
    public sealed record Check(string Name, bool Ok, long Checked, Many<string> Violations);

    public async Task<IReadOnlyList<Check>> Run()
    {
        var checks = new List<Check>();
        foreach (var invariant in Kernel.Append(new("The log is chained as it was written", reader => LogIsChained.Check(reader, database))).Concat(departments.All.SelectMany(d => d.Invariants)))
        {
            using var reading = await database.Read();
            var found = await invariant.Check(reading.Reader);
            checks.Add(new(invariant.Name, found.Violations.Count == 0, found.Count, found.Violations));
        }
        return checks;
    }

    static IReadOnlyList<Invariant> Kernel =>
    [
        new("The log's positions are without a gap", async reader =>
        {
            var log = reader.All<LogEntry>();
            var count = await log.LongCountAsync();
            var last = count == 0 ? 0 : await log.MaxAsync(e => e.Position);
            var head = await reader.All<Head>().Select(h => h.Position).FirstOrDefaultAsync();
            var wrong = new List<string>();
            if (last != head) wrong.Add($"The head says {head}, the last entry is {last}.");
            if (count != last) wrong.Add($"{last} positions, but {count} entries.");
            return new(count, wrong.ToMany());
        }),
        new("Every command of the log is remembered", async reader =>
        {
            var commands = reader.All<CommandRow>();
            var lost = await reader.All<LogEntry>().Where(e => !commands.Any(c => c.Id == e.CommandId)).Select(e => e.Position).Take(20).ToListAsync();
            return new(await reader.All<LogEntry>().LongCountAsync(), lost.Select(p => $"The command of entry {p} is not remembered.").ToMany());
        }),
    ];
}
