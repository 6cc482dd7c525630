namespace BackOffice.Support;

[Event("support.ticket-assigned", 1)]
public sealed record TicketAssigned(TicketId Ticket, PersonId? To) : Event
{
    public override Words Says() => To is null ? "Put back into the queue" : "Assigned";
}

// Gives a ticket to somebody, or back to the queue. The person who has it now is seen, and named if that changed meanwhile.
[Needs(May.AssignTickets), Raises<TicketAssigned>]
public sealed record AssignTicket(TicketId Id, PersonId? To, PersonId? SeenWith) : Command
{
    public override async Task Run(Work work)
    {
        var ticket = await work.Find<Ticket>(Id);
        Refuse.If(ticket.Assignee != SeenWith && ticket.Assignee != To, $"{ticket.Number} is with {ticket.AssigneeName ?? "nobody"} by now; look again.", Refusal.Conflict);
        var person = To is { } id ? await work.Look<Person>(id) : null;
        Refuse.If(To is not null && person is null or { IsActive: false } or { IsHouse: true }, "There is no such colleague.");

        ticket.AssignTo(person?.Id, person?.Name, work.Now);
        work.Raise(new TicketAssigned(Id, To));
    }
}
