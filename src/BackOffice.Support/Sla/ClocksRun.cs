using Microsoft.EntityFrameworkCore;

namespace BackOffice.Support;

sealed class ClocksRun : Invariant
{
    public override Words Name => "Every open ticket has its clocks";
    public override Words Says => "No open ticket is without the clocks of its service level.";

    public override async Task<Checked> Check(Reader reader)
    {
        var open = Queue.In(reader, QueueTab.All, null);
        var events = reader.All<TicketClockEvent>();
        var without = await open.Where(t => !events.Any(e => e.Ticket == t.Id)).OrderBy(t => t.Id).Select(t => t.Id).Take(MostNamed).ToListAsync();
        return new(await open.LongCountAsync(), [.. without.Select(id => new Violation($"T-{id.Value} is open and has no clock.", $"/tickets/{id.Value}"))]);
    }
}
