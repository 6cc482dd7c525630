using Microsoft.EntityFrameworkCore;

namespace BackOffice.Support;

/// <summary>What must always hold in Support.</summary>
static class SupportInvariants
{
    const int MostNamed = 100;

    public static IReadOnlyList<Invariant> All =>
    [
        new("Every mail ended: ticketed, joined, dropped by a rule, or in quarantine", EveryMailEnded),
        new("Every ticket knows how many messages it has", MessagesAreCounted),
        new("Every open ticket has its clocks", ClocksRun),
        new("Every reply that waits has its errand", RepliesAreOnTheirWay),
    ];

    static async Task<Checked> EveryMailEnded(Reader reader)
    {
        var mails = reader.All<RawMail>();
        var messages = reader.All<TicketMessage>();
        var waiting = await mails.Where(r => r.End == RawMailEnd.Waiting).OrderBy(r => r.Id).Select(r => r.Id).Take(MostNamed).ToListAsync();
        var lost = await mails.Where(r => (r.End == RawMailEnd.Ticketed || r.End == RawMailEnd.Joined) && !messages.Any(m => m.Id == r.Message && m.Raw == r.Id && m.Ticket == r.Ticket))
            .OrderBy(r => r.Id).Select(r => r.Id).Take(MostNamed).ToListAsync();
        var silent = await mails.Where(r => (r.End == RawMailEnd.Dropped || r.End == RawMailEnd.Quarantined) && r.Reason == null).OrderBy(r => r.Id).Select(r => r.Id).Take(MostNamed).ToListAsync();
        var twice = await messages.Where(m => m.Raw != null).GroupBy(m => m.Raw).Where(g => g.Count() > 1).Select(g => g.Key).OrderBy(raw => raw).Take(MostNamed).ToListAsync();
        return new(await mails.LongCountAsync(),
        [
            .. waiting.Select(id => $"Mail {id.Value} has not ended."), .. lost.Select(id => $"Mail {id.Value} has no message."),
            .. silent.Select(id => $"Mail {id.Value} ended without a reason."), .. twice.Select(id => $"Mail {id!.Value.Value} became more than one message."),
        ]);
    }

    static async Task<Checked> MessagesAreCounted(Reader reader)
    {
        var tickets = reader.All<Ticket>().IgnoreAutoIncludes();
        var messages = reader.All<TicketMessage>();
        var wrong = await tickets.Where(t => t.MessageCount != messages.Count(m => m.Ticket == t.Id && !m.IsAcknowledgement)).OrderBy(t => t.Id).Select(t => t.Id).Take(MostNamed).ToListAsync();
        return new(await tickets.LongCountAsync(), wrong.Select(id => $"T-{id.Value} counts its messages wrongly.").ToMany());
    }

    static async Task<Checked> ClocksRun(Reader reader)
    {
        var open = Queue.In(reader, QueueTab.All, null);
        var events = reader.All<TicketClockEvent>();
        var without = await open.Where(t => !events.Any(e => e.Ticket == t.Id)).OrderBy(t => t.Id).Select(t => t.Id).Take(MostNamed).ToListAsync();
        return new(await open.LongCountAsync(), without.Select(id => $"T-{id.Value} is open and has no clock.").ToMany());
    }

    static async Task<Checked> RepliesAreOnTheirWay(Reader reader)
    {
        var waiting = await reader.All<TicketMessage>().Where(m => m.Delivery == Delivery.Waiting).OrderBy(m => m.Id).Select(m => new { m.Id, m.Ticket }).Take(10_000).ToListAsync();
        var subjects = (await reader.All<ErrandRow>().Where(e => e.Kind == "support.send-reply" && e.State != ErrandState.Done).Select(e => e.Subject).ToListAsync()).ToHashSet();
        return new(waiting.Count, waiting.Where(m => !subjects.Contains(Touched.Key(m.Ticket))).Take(MostNamed).Select(m => $"The reply {m.Id.Value} on T-{m.Ticket.Value} has no errand.").ToMany());
    }
}
