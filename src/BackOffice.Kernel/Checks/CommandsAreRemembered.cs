using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

sealed class CommandsAreRemembered : Invariant
{
    public override Words Name => "Every command has one effect";
    public override Words Says => "Each entry of the log belongs to one remembered command, and all entries of a command were written at once.";

    public override async Task<Checked> Check(Reader reader)
    {
        var commands = reader.All<CommandRow>();
        var log = reader.All<LogEntry>();
        var lost = await log.Where(e => !commands.Any(c => c.Id == e.CommandId)).OrderBy(e => e.Position).Select(e => e.Position).Take(MostNamed).ToListAsync();
        // Written twice: its entries do not follow each other, or they end beyond what was answered.
        var torn = await log.GroupBy(e => e.CommandId).Select(g => new { Command = g.Key, First = g.Min(e => e.Position), Last = g.Max(e => e.Position), Count = g.LongCount() })
            .Join(commands, g => g.Command, c => c.Id, (g, c) => new { g.First, g.Last, g.Count, c.Position })
            .Where(g => g.Last - g.First + 1 != g.Count || g.Last != g.Position).OrderBy(g => g.First).Select(g => g.First).Take(MostNamed).ToListAsync();
        return new(await log.LongCountAsync(),
        [
            .. lost.Select(p => new Violation($"The command of entry {p} is not remembered.", $"/audit/{p}")),
            .. torn.Select(p => new Violation($"The command of entry {p} was written more than once.", $"/audit/{p}")),
        ]);
    }
}
