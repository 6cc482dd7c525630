using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

sealed class PositionsAreDense : Invariant
{
    public override Words Name => "Log without gaps";
    public override Words Says => "The positions of the log are without a gap, and its head is the last one.";

    public override async Task<Checked> Check(Reader reader)
    {
        var log = reader.All<LogEntry>();
        var count = await log.LongCountAsync();
        var last = count == 0 ? 0 : await log.MaxAsync(e => e.Position);
        var head = await reader.All<Head>().Select(h => h.Position).FirstOrDefaultAsync();
        var wrong = new List<Violation>();
        if (last != head) wrong.Add($"The head says {head}, the last entry is {last}.");
        if (count != last) wrong.Add($"{last} positions, but {count} entries.");
        return new(count, wrong.ToMany());
    }
}
