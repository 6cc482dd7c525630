namespace BackOffice.Support;

public readonly record struct TicketId(long Value) : IId;

public readonly record struct TicketMessageId(long Value) : IId;

public readonly record struct TicketNoteId(long Value) : IId;

public readonly record struct TicketAttachmentId(long Value) : IId;

public readonly record struct TicketClockEventId(long Value) : IId;

public readonly record struct RawMailId(long Value) : IId;

public readonly record struct MailboxId(long Value) : IId;

public readonly record struct SlaPolicyId(long Value) : IId;
