using Microsoft.EntityFrameworkCore;

namespace BackOffice.Support;

sealed class RepliesAreOnTheirWay : Invariant
{
    public override Words Name => "Replies on their way";
    public override Words Says => "Every reply that waits has its errand.";

    public override async Task<Checked> Check(Reader reader)
    {
        var waiting = await reader.All<TicketMessage>().Where(m => m.Delivery == Delivery.Waiting).OrderBy(m => m.Id).Select(m => new { m.Id, m.Ticket }).Take(10_000).ToListAsync();
        var subjects = (await reader.All<ErrandRow>().Where(e => e.Kind == "support.send-reply" && e.State != ErrandState.Done).Select(e => e.Subject).ToListAsync()).ToHashSet();
        return new(waiting.Count, [.. waiting.Where(m => !subjects.Contains(Touched.Key(m.Ticket))).Take(MostNamed)
            .Select(m => new Violation($"The reply {m.Id.Value} on T-{m.Ticket.Value} has no errand.", $"/tickets/{m.Ticket.Value}"))]);
    }
}
