namespace BackOffice.Support;

[Event("support.ticket-kept", 1)]
public sealed record TicketKept(TicketId Ticket) : Event
{
    public override Words Says() => "Began to answer";
}

// Whoever begins to answer a ticket that is only lent keeps it: a long letter is not taken out of their hands.
[Needs(May.AnswerTickets), Raises<TicketKept>]
public sealed record KeepTicket(TicketId Id) : Command
{
    public override async Task Run(Work work)
    {
        var ticket = await work.Find<Ticket>(Id);
        Refuse.If(ticket.Assignee != work.Actor.Id, $"{ticket.Number} is with {ticket.AssigneeName ?? "nobody"} by now; look again.", Refusal.Conflict);
        if (ticket.LeasedUntil is null) return;
        ticket.Own(work.Actor, work.Now);
        work.Raise(new TicketKept(Id));
    }
}
