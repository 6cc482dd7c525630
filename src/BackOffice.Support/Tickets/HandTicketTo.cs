namespace BackOffice.Support;

// Hands a ticket to a department; the customer's clock runs on.
[Needs(May.AnswerTickets), Raises<TicketStateChanged>]
public sealed record HandTicketTo(TicketId Id, string Department) : Command
{
    static readonly string[] departments = ["Fulfillment", "Accounting"];

    public override async Task Run(Work work)
    {
        Refuse.If(!departments.Contains(Department), "Choose the department that is to look at it.");
        var ticket = await work.Find<Ticket>(Id);
        var before = ticket.State;
        ticket.HandTo(Department, work.Now, work.ClockIds);
        ticket.Own(work.Actor, work.Now);
        work.SetClock(ticket);
        work.Raise(new TicketStateChanged(Id, before, ticket.State));
    }
}
