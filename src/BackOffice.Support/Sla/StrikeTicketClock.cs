namespace BackOffice.Support;

[Event("support.sla-warned", 1)]
public sealed record SlaWarned(TicketId Ticket, DateTime? DueAt) : Event
{
    public override Words Says() => "Three quarters of the promised time are used";
}

[Event("support.sla-missed", 1)]
public sealed record SlaMissed(TicketId Ticket, SlaKind Kind, DateTime At, SlaMissCause Cause) : Event
{
    public override Words Says() => $"Promised time missed: {Kind}";
}

// Sent by the clock at the instant at which a ticket's promise is to be warned of, or was missed; so no view has to read the clock.
[Needs(May.ReceiveMail), Raises<SlaWarned>, Raises<SlaMissed>]
public sealed record StrikeTicketClock(TicketId Id) : Command
{
    public override async Task Run(Work work)
    {
        var ticket = await work.Find<Ticket>(Id);
        var (before, missed) = (ticket.Stand, ticket.MissedCount);
        ticket.Strike(work.Now);
        work.SetClock(ticket);

        foreach (var miss in ticket.ReadClocks(work.Now).Misses.Skip(missed)) work.Raise(new SlaMissed(Id, miss.Kind, miss.At, miss.Cause));
        if (before is SlaStand.InTime && ticket.Stand is SlaStand.Warned) work.Raise(new SlaWarned(Id, ticket.DueAt));
    }
}
