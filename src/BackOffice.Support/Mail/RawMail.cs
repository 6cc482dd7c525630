namespace BackOffice.Support;

/// <summary>How a raw mail ended. Every one ends; Waiting is only until the next moment, or until the start after a crash.</summary>
public enum RawMailEnd { Waiting, Ticketed, Joined, Dropped, Quarantined }

/// <summary>A mail exactly as it came in: stored and committed before anything else is done with it.</summary>
public sealed class RawMail : IRoot
{
    public RawMailId Id { get; init; }
    public int Version { get; private set; }
    public MailboxId Mailbox { get; init; }
    public required string ContentHash { get; init; }
    public required string File { get; init; }
    public long Size { get; init; }
    public DateTime ReceivedAt { get; init; }

    /// <summary>By which door: SMTP, drop folder, import.</summary>
    public required string Door { get; init; }
    public required string FoundAt { get; init; }
    public RawMailEnd End { get; private set; }

    /// <summary>The rule by which it was dropped, or why it is in quarantine.</summary>
    [Personal] public string? Reason { get; private set; }
    public TicketId? Ticket { get; private set; }
    public TicketMessageId? Message { get; private set; }

    /// <summary>How often the same mail came again.</summary>
    public int AgainCount { get; private set; }

    internal void CameAgain() => AgainCount++;

    internal void BecameTicket(TicketMessage message) => Finish(RawMailEnd.Ticketed, null, message);

    internal void JoinedTicket(TicketMessage message) => Finish(RawMailEnd.Joined, message.JoinedBy.ToString(), message);

    internal void Drop(string rule) => Finish(RawMailEnd.Dropped, rule, null);

    internal void Quarantine(string reason) => Finish(RawMailEnd.Quarantined, reason.Length > 400 ? reason[..400] : reason, null);

    internal void TryAgain()
    {
        Refuse.If(End is not RawMailEnd.Quarantined, $"This mail is {End}; only one in quarantine can be tried again.");
        (End, Reason) = (RawMailEnd.Waiting, null);
    }

    void Finish(RawMailEnd end, string? reason, TicketMessage? message)
    {
        Refuse.If(End is not (RawMailEnd.Waiting or RawMailEnd.Quarantined), $"This mail is {End} already.");
        (End, Reason, Ticket, Message) = (end, reason, message?.Ticket, message?.Id);
    }
}

/// <summary>An address of ours to which customers write.</summary>
public sealed class Mailbox : IRoot
{
    public MailboxId Id { get; init; }
    public int Version { get; private set; }
    public required string Address { get; init; }
    public required string Name { get; init; }

    /// <summary>Signs the Message-IDs and reply addresses of this mailbox.</summary>
    [Secret] public required string Secret { get; init; }
    public string? Signature { get; init; }

    internal Addresses Addresses => new(Secret, Address[(Address.IndexOf('@') + 1)..]);
}

/// <summary>When an address was last told by itself that its mail arrived: at most once in 24 hours over all mailboxes.</summary>
public sealed class Acknowledged
{
    [Personal] public required string Address { get; init; }
    public DateTime At { get; internal set; }
}
