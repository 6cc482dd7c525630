using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace BackOffice.Support;

/// <summary>
/// Names that only this house can give: Message-IDs and reply addresses that carry a ticket and prove it by HMAC-SHA256
/// (64 bits of it, enough against guessing by mail). The secret belongs to the mailbox's settings and never leaves the house.
/// </summary>
public sealed partial class Addresses(string secret, string domain)
{
    readonly byte[] key = Encoding.UTF8.GetBytes(secret);

    /// <summary>The Message-ID (without angle brackets) of an outgoing message of a ticket.</summary>
    public string MessageId(TicketId ticket, TicketMessageId message) =>
        $"t.{ticket.Value}.{message.Value}.{Sign($"id:{ticket.Value}.{message.Value}")}@{domain}";

    /// <summary>The address to which answers to a ticket go: support+t17.SIGNATURE@domain.</summary>
    public string ReplyAddress(string mailbox, TicketId ticket)
    {
        var at = mailbox.IndexOf('@');
        return at < 1 ? mailbox : $"{mailbox[..at]}+t{ticket.Value}.{Sign($"to:{ticket.Value}")}{mailbox[at..]}";
    }

    /// <summary>The ticket that one of our own Message-IDs names; null if we did not make it.</summary>
    public TicketId? TicketOfMessageId(string? messageId)
    {
        if (messageId is null || OwnMessageId().Match(messageId) is not { Success: true } match) return null;
        var (ticket, message) = (long.Parse(match.Groups[1].Value), long.Parse(match.Groups[2].Value));
        return Same(match.Groups[3].Value, Sign($"id:{ticket}.{message}")) ? new TicketId(ticket) : null;
    }

    /// <summary>The ticket that a signed reply address names; null if we did not make it.</summary>
    public TicketId? TicketOfAddress(string address)
    {
        if (OwnAddress().Match(address) is not { Success: true } match) return null;
        var ticket = long.Parse(match.Groups[1].Value);
        return Same(match.Groups[2].Value, Sign($"to:{ticket}")) ? new TicketId(ticket) : null;
    }

    string Sign(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));

    static bool Same(string given, string made) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(given.ToLowerInvariant()), Encoding.ASCII.GetBytes(made));

    [GeneratedRegex(@"^<?t\.(\d{1,16})\.(\d{1,16})\.([0-9a-fA-F]{16})@", RegexOptions.CultureInvariant, 200)]
    private static partial Regex OwnMessageId();

    [GeneratedRegex(@"\+t(\d{1,16})\.([0-9a-fA-F]{16})@", RegexOptions.CultureInvariant, 200)]
    private static partial Regex OwnAddress();
}
