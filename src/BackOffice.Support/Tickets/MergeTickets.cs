using Microsoft.EntityFrameworkCore;

namespace BackOffice.Support;

[Event("support.ticket-merged", 1)]
public sealed record TicketMerged(TicketId Ticket, TicketId Into) : Event
{
    public override Words Says() => "Merged";
}

// Joins two tickets about the same matter: the first stops without hit or miss, the second takes its oldest unanswered message,
// its participants and its orders. Its messages are shown in the second from then on.
[Needs(May.MergeTickets), Raises<TicketMerged>]
public sealed record MergeTickets(TicketId Id, TicketId Into) : Command
{
    public override async Task Run(Work work)
    {
        // Locked in the order of their ids, so that two people merging crosswise wait instead of blocking each other.
        var first = await work.Find<Ticket>(Id < Into ? Id : Into);
        var second = await work.Find<Ticket>(Id < Into ? Into : Id);
        var (ticket, into) = first.Id == Id ? (first, second) : (second, first);

        var unanswered = ticket.ReadClocks(work.Now).Running.Where(c => c.Kind is not SlaKind.Resolution).Select(c => (DateTime?)c.StartedAt).Min();
        ticket.MergeInto(into, work.Now, work.ClockIds);
        if (unanswered is { } since) into.TakesOver(since, work.Now, work.ClockIds);
        var participants = await work.All<TicketParticipant>().Where(p => p.Ticket == Id).Select(p => p.Address).ToListAsync();
        await work.AddParticipants(Into, participants);
        var orders = await work.All<TicketOrder>().Where(o => o.Ticket == Id).Select(o => o.Order).ToListAsync();
        var linked = await work.All<TicketOrder>().Where(o => o.Ticket == Into).Select(o => o.Order).ToListAsync();
        foreach (var order in orders.Except(linked))
        {
            work.Add(new TicketOrder { Ticket = Into, Order = order });
            into.IsAbout(order);
        }

        work.SetClock(ticket);
        work.SetClock(into);

        work.Raise(new TicketMerged(Id, Into));
    }
}
