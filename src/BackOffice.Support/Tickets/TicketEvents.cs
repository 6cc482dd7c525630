namespace BackOffice.Support;

[Event("support.ticket-opened", 1)]
public sealed record TicketOpened(TicketId Ticket, TicketMessageId Message) : Event
{
    public override Words Says() => "Ticket opened";
}

[Event("support.customer-wrote", 1)]
public sealed record CustomerWrote(TicketId Ticket, TicketMessageId Message, bool Reopened) : Event
{
    public override Words Says() => Reopened ? "Customer wrote; opened again" : "Customer wrote";
}

[Event("support.acknowledgement-written", 1)]
public sealed record AcknowledgementWritten(TicketId Ticket, TicketMessageId Message) : Event
{
    public override Words Says() => "Receipt acknowledged";
}

[Event("support.ticket-state-changed", 1)]
public sealed record TicketStateChanged(TicketId Ticket, TicketState From, TicketState To) : Event
{
    public override Words Says() => $"State: {From}, now {To}";
}
