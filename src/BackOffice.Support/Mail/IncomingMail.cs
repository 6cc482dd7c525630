using System.Text.Json.Serialization;

namespace BackOffice.Support;

/// <summary>What kind of sender speaks: a person, a machine that answers, a mail server that gives back, or ourselves.</summary>
public enum MailClass { Human, AutoReply, Bounce, Own }

/// <summary>A file that came with a mail, or an image inside it (<c>ContentId</c> then says which).</summary>
public sealed record MailPart(string Name, string ContentType, string? ContentId, bool Inline, byte[] Content);

/// <summary>
/// A mail as it was understood. Everything may be missing but the raw mail itself: without a date it has the date of receipt, without
/// a sender it has an empty address, without a body it has an empty text.
/// </summary>
public sealed record IncomingMail
{
    public string? MessageId { get; init; }
    public IReadOnlyList<string> InReplyTo { get; init; } = [];

    /// <summary>First to last, as written in the header.</summary>
    public IReadOnlyList<string> References { get; init; } = [];
    public string FromAddress { get; init; } = "";
    public string FromName { get; init; } = "";
    public IReadOnlyList<string> To { get; init; } = [];
    public IReadOnlyList<string> Cc { get; init; } = [];
    public DateTime? SentAt { get; init; }
    public string Subject { get; init; } = "";
    public string Text { get; init; } = "";

    /// <summary>As it came, not yet cleaned; never shown.</summary>
    [JsonIgnore] public string? Html { get; init; }

    /// <summary>Kept as files before the mail becomes a message.</summary>
    [JsonIgnore] public IReadOnlyList<MailPart> Parts { get; init; } = [];
    public MailClass Class { get; init; }

    /// <summary>By which sign it was classified, in words.</summary>
    public string ClassReason { get; init; } = "";

    /// <summary>The Message-ID of the mail that a bounce gives back.</summary>
    public string? FailedMessageId { get; init; }

    /// <summary>True if the charset was missing or wrong, so that letters may be wrong.</summary>
    public bool CharsetGuessed { get; init; }

    /// <summary>True if it hands on somebody else's mail: such a mail opens a ticket of its own.</summary>
    public bool IsForward { get; init; }
}
