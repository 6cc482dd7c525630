namespace BackOffice.Support;

[Event("support.priority-set", 1)]
public sealed record PrioritySet(TicketId Ticket, TicketPriority Priority) : Event
{
    public override Words Says() => $"Priority: {Priority}";
}

// Another priority promises other times: start and earned pauses stay, a miss that comes of it is stamped now.
[Needs(May.AssignTickets), Raises<PrioritySet>]
public sealed record SetPriority(TicketId Id, TicketPriority Priority) : Command
{
    public override async Task Run(Work work)
    {
        var ticket = await work.Find<Ticket>(Id);
        Refuse.If(ticket.Priority == Priority, $"{ticket.Number} has this priority already.");
        ticket.ChangePriority(await work.PolicyFor(Priority), work.Now, work.New<TicketClockEventId>());
        work.SetClock(ticket);
        work.Raise(new PrioritySet(Id, Priority));
    }
}
