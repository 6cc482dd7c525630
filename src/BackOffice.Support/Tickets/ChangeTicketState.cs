namespace BackOffice.Support;

// Moves a ticket without a reply: waits for the customer, solves, opens again, closes, or throws out spam.
[Needs(May.AnswerTickets), Raises<TicketStateChanged>]
public sealed record ChangeTicketState(TicketId Id, TicketState To) : Command
{
    public override async Task Run(Work work)
    {
        var ticket = await work.Find<Ticket>(Id);
        var before = ticket.State;
        Refuse.If(before == To, $"{ticket.Number} is {To} already.");
        Refuse.If(before is TicketState.Merged or TicketState.Closed, $"{ticket.Number} is {before}; open a follow-up instead.");
        Refuse.If(To is TicketState.New or TicketState.Merged or TicketState.PendingInternal, $"A ticket does not become {To} this way.");
        Refuse.If(To is TicketState.Closed && before is not TicketState.Solved, $"{ticket.Number} is {before}; solve it before you close it.");

        ticket.MoveTo(To, work.Now, work.ClockIds);
        ticket.Own(work.Actor, work.Now);
        work.SetClock(ticket);
        work.Raise(new TicketStateChanged(Id, before, To));
    }
}
