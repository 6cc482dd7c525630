namespace BackOffice.Support;

public enum MessageWay { In, Out }

/// <summary>Whether an outgoing message has left the house.</summary>
public enum Delivery { None, Waiting, Sent, GivenBack }

/// <summary>Something said between the customer and us: public, never a note.</summary>
public sealed class TicketMessage
{
    public TicketMessageId Id { get; init; }
    public TicketId Ticket { get; init; }
    public MessageWay Way { get; init; }
    public TicketChannel Channel { get; init; }
    public MailClass Class { get; init; }
    public DateTime At { get; init; }

    /// <summary>What the sender's clock said; only shown.</summary>
    public DateTime? SentAt { get; init; }
    [Personal] public required string FromName { get; init; }
    [Personal] public required string FromAddress { get; init; }
    [Personal] public required string To { get; init; }
    [Personal] public required string Subject { get; init; }
    [Personal, LongText] public required string Text { get; init; }
    [Personal] public string Preview { get; init; } = "";

    /// <summary>The HTML as it came, in the file store; cleaned whenever it is shown.</summary>
    public string? HtmlFile { get; init; }
    public string? MailMessageId { get; init; }
    public string? InReplyTo { get; init; }
    public JoinRule JoinedBy { get; init; }
    public RawMailId? Raw { get; init; }
    public bool CharsetGuessed { get; init; }
    public PersonId? Author { get; init; }
    public bool IsAcknowledgement { get; init; }
    public Delivery Delivery { get; private set; }
    public DateTime? DeliveredAt { get; private set; }

    internal void Wait() => Delivery = Delivery.Waiting;

    internal void Left(DateTime at) => (Delivery, DeliveredAt) = (Delivery.Sent, at);

    internal void CameBack() => Delivery = Delivery.GivenBack;

    /// <summary>The first words of what was written, on one line.</summary>
    internal static string PreviewOf(string text)
    {
        var visible = QuoteFolding.Fold(text.Length > 4_000 ? text[..4_000] : text).Visible;
        var line = string.Join(' ', visible.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(40));
        return line.Length > 160 ? line[..160] : line;
    }
}

/// <summary>A file that came with a message.</summary>
public sealed class TicketAttachment
{
    public TicketAttachmentId Id { get; init; }
    public TicketId Ticket { get; init; }
    public TicketMessageId Message { get; init; }
    [Personal] public required string Name { get; init; }
    public required string ContentType { get; init; }
    public string? ContentId { get; init; }
    public bool IsInline { get; init; }
    public long Size { get; init; }
    public required string File { get; init; }
}

/// <summary>An address that has a part in the ticket: it has written, or was written to.</summary>
public sealed class TicketParticipant
{
    public TicketId Ticket { get; init; }
    [Personal] public required string Address { get; init; }
}

/// <summary>An order that the ticket is about.</summary>
public sealed class TicketOrder
{
    public TicketId Ticket { get; init; }
    public OrderId Order { get; init; }

    /// <summary>Linked by a person rather than recognised in a text.</summary>
    public bool ByHand { get; init; }
}
