namespace BackOffice.Support;

[Event("support.ticket-taken", 1)]
public sealed record TicketTaken(TicketId Ticket, PersonId By, PersonId? From = null, string? FromName = null, string? Reason = null) : Event
{
    public override Words Says() => (FromName, Reason) switch
    {
        (null, _) => "Taken from the queue",
        (_, null) => $"Taken over from {FromName}, whose time had run out",
        _ => $"Taken over from {FromName}: {Reason}",
    };

    internal static TicketTaken Of(Actor by, TicketId ticket, PersonId? from, string? name, string? reason = null) =>
        from is null || from == by.Id ? new(ticket, by.Id) : new(ticket, by.Id, from, name, string.IsNullOrWhiteSpace(reason) ? null : reason.Trim());
}

// Takes this ticket for a quarter of an hour, or over from whoever is seen to have it: without a word once their time has run out,
// else with a reason. It stands in the history with both names.
[Needs(May.AnswerTickets), Raises<TicketTaken>]
public sealed record TakeTicket(TicketId Id, PersonId? SeenWith, string Reason = "") : Command
{
    public const int LongestReason = 200;

    public override async Task Run(Work work)
    {
        Refuse.If(Reason.Length > LongestReason, $"Say it in at most {LongestReason} signs.");
        var ticket = await work.Find<Ticket>(Id);
        var (from, name) = (ticket.Assignee, ticket.AssigneeName);
        Refuse.If(from != SeenWith && from != work.Actor.Id, $"{ticket.Number} is with {name ?? "nobody"} by now; look again.", Refusal.Conflict);

        ticket.Take(work.Actor, Reason, work.Now);
        work.Raise(TicketTaken.Of(work.Actor, Id, from, name, Reason));
    }
}
