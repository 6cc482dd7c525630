namespace BackOffice.Support;

public readonly record struct TicketId(long Value) : IId;

public readonly record struct TicketMessageId(long Value) : IId;
