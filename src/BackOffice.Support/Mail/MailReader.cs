using System.Text;
using System.Text.RegularExpressions;
using MimeKit;
using MimeKit.Text;
using MimeKit.Utils;

namespace BackOffice.Support;

/// <summary>
/// Understands a raw mail. It refuses only what is no mail at all (no header); every other damage is borne: wrong charsets are guessed
/// and marked, broken multiparts give what they hold.
/// </summary>
public static partial class MailReader
{
    const int LongestLine = 400, LongestText = 2_000_000, MostParts = 200;

    /// <summary>Thrown for bytes that are no mail; the raw mail then goes to quarantine with this reason.</summary>
    public sealed class NoMail(string reason) : Exception(reason);

    /// <param name="raw">the bytes as received</param>
    /// <param name="ourAddresses">the addresses of our mailboxes, to know our own mail</param>
    /// <param name="cancel">a time limit for one mail</param>
    public static IncomingMail Read(byte[] raw, IReadOnlyCollection<string> ourAddresses, CancellationToken cancel = default)
    {
        var message = Parse(raw, cancel);
        var from = message.From.Mailboxes.FirstOrDefault() ?? message.Sender;
        var parts = new Parts();
        parts.Take(message.Body, 0, cancel);

        var guessed = parts.Guessed | NeedsGuessing(raw, message);
        var text = parts.Text.ToString().TrimEnd();
        var html = parts.Html.Length == 0 ? null : parts.Html.ToString();
        if (text.Length == 0 && html is not null) text = MailHtml.ToText(html);
        var (kind, reason) = Classify(message, ourAddresses);

        var subject = Clean(message.Subject);
        return new()
        {
            MessageId = Cut(message.MessageId, LongestLine),
            InReplyTo = Ids(message, HeaderId.InReplyTo),
            References = Ids(message, HeaderId.References),
            FromAddress = Clean(from?.Address),
            FromName = Clean(from?.Name),
            To = Addresses(message.To),
            Cc = Addresses(message.Cc),
            SentAt = message.Date == DateTimeOffset.MinValue ? null : message.Date.UtcDateTime,
            Subject = subject,
            Text = text.Length > LongestText ? text[..LongestText] : text,
            Html = html is { Length: > LongestText } ? html[..LongestText] : html,
            Parts = parts.Files,
            Class = kind,
            ClassReason = reason,
            FailedMessageId = kind is MailClass.Bounce ? FailedId(message) : null,
            CharsetGuessed = guessed,
            IsForward = ForwardSubject().IsMatch(subject) && message.InReplyTo is null,
        };
    }

    static MimeMessage Parse(byte[] raw, CancellationToken cancel)
    {
        if (raw.Length == 0) throw new NoMail("It is empty.");
        try
        {
            var options = ParserOptions.Default.Clone();
            options.CharsetEncoding = Encoding.GetEncoding(1252);
            options.MaxMimeDepth = 50;
            var message = new MimeParser(options, new MemoryStream(raw, writable: false), MimeFormat.Entity).ParseMessage(cancel);
            if (!message.Headers.Any(h => h.Id is not HeaderId.Unknown)) throw new NoMail("It has no header that mail would have.");
            return message;
        }
        catch (FormatException)
        {
            throw new NoMail("It has no header that mail would have.");
        }
    }

    // Who speaks, by the signs of RFC 3834 and of the mail programs. First hit wins; the sign is kept for the reader.
    static (MailClass, string) Classify(MimeMessage message, IReadOnlyCollection<string> ours)
    {
        string? Header(string name) => message.Headers[name]?.Trim();

        if (Header("X-BackOffice-Ticket") is not null) return (MailClass.Own, "X-BackOffice-Ticket");
        if (message.Body is MultipartReport { ReportType: { } type })
            return type.Equals("delivery-status", StringComparison.OrdinalIgnoreCase) ? (MailClass.Bounce, "multipart/report") : (MailClass.AutoReply, type);
        var sender = message.From.Mailboxes.FirstOrDefault()?.Address ?? "";
        if (DaemonName().IsMatch(sender) || Header("X-Failed-Recipients") is not null) return (MailClass.Bounce, "mailer-daemon");
        if (ours.Contains(sender, StringComparer.OrdinalIgnoreCase)) return (MailClass.Own, "our own address");
        if (Header("Auto-Submitted") is { } submitted && !submitted.StartsWith("no", StringComparison.OrdinalIgnoreCase))
            return (MailClass.AutoReply, "Auto-Submitted");
        if (Header("Return-Path") is "<>") return (MailClass.AutoReply, "empty return path");
        if (Header("Precedence") is { } precedence && PrecedenceOfMachines().IsMatch(precedence)) return (MailClass.AutoReply, "Precedence");
        foreach (var sign in (string[])["List-Id", "List-Unsubscribe", "X-Autoreply", "X-Autorespond", "X-Loop"])
            if (Header(sign) is not null) return (MailClass.AutoReply, sign);
        if (Header("X-Auto-Response-Suppress") is { } suppress && !suppress.Equals("none", StringComparison.OrdinalIgnoreCase))
            return (MailClass.AutoReply, "X-Auto-Response-Suppress");
        return (MailClass.Human, "");
    }

    static string? FailedId(MimeMessage message)
    {
        foreach (var part in message.BodyParts.OfType<MessagePart>())
            if (part.Message?.MessageId is { } id) return id;
        foreach (var part in message.BodyParts.OfType<MimePart>().Where(p => p.ContentType.IsMimeType("text", "rfc822-headers") && p.Content is not null))
        {
            using var memory = new MemoryStream();
            part.Content!.DecodeTo(memory);
            if (IdLine().Match(Encoding.Latin1.GetString(memory.ToArray())) is { Success: true } match) return match.Groups[1].Value;
        }

        return message.InReplyTo ?? message.References.LastOrDefault();
    }

    // Headers in bytes beyond ASCII outside of encoded words have no charset of their own: the reader guessed.
    static bool NeedsGuessing(byte[] raw, MimeMessage message)
    {
        var end = raw.AsSpan().IndexOf("\n\n"u8);
        var endWindows = raw.AsSpan().IndexOf("\r\n\r\n"u8);
        var length = end < 0 ? endWindows : endWindows < 0 ? end : Math.Min(end, endWindows);
        return length > 0 && raw.AsSpan(0, length).IndexOfAnyExceptInRange((byte)0, (byte)127) >= 0 && message.Subject is not null;
    }

    static IReadOnlyList<string> Ids(MimeMessage message, HeaderId header) =>
        [.. message.Headers.Where(h => h.Id == header).SelectMany(h => MimeUtils.EnumerateReferences(h.Value)).Take(100).Select(id => Cut(id, LongestLine)!)];

    static IReadOnlyList<string> Addresses(InternetAddressList list) => [.. list.Mailboxes.Take(100).Select(m => Clean(m.Address))];

    // Control signs and direction marks in names, subjects and addresses are only ever a trick.
    static string Clean(string? text) => text is null ? "" : Cut(ControlSigns().Replace(text, " ").Trim(), LongestLine)!;

    static string? Cut(string? text, int length) => text is { } t && t.Length > length ? t[..length] : text;

    sealed class Parts
    {
        public StringBuilder Text { get; } = new();
        public StringBuilder Html { get; } = new();
        public List<MailPart> Files { get; } = [];
        public bool Guessed { get; private set; }

        public void Take(MimeEntity? entity, int depth, CancellationToken cancel)
        {
            cancel.ThrowIfCancellationRequested();
            if (entity is null || Files.Count >= MostParts) return;
            switch (entity)
            {
                case MultipartAlternative alternative:
                    TakeBest(alternative, depth, cancel);
                    break;
                case Multipart many:
                    foreach (var one in many) Take(one, depth + 1, cancel);
                    break;
                case MessagePart attached:
                    Files.Add(new(FileName(attached, "message.eml"), "message/rfc822", null, false, Bytes(attached)));
                    break;
                case TextPart text when !text.IsAttachment && text.FileName is null && (text.IsPlain || text.IsHtml || depth == 0):
                    Append(text.IsHtml ? Html : Text, Decode(text));
                    break;
                case MimePart part:
                    Files.Add(new(
                        FileName(part, "file"), part.ContentType.MimeType.ToLowerInvariant(), part.ContentId ?? part.ContentLocation?.OriginalString,
                        part.ContentId is not null && !part.IsAttachment, Bytes(part)));
                    break;
            }
        }

        void TakeBest(MultipartAlternative alternative, int depth, CancellationToken cancel)
        {
            foreach (var one in alternative)
            {
                if (one is TextPart { IsHtml: true } && Html.Length > 0) continue;
                if (one is TextPart { IsPlain: true } && Text.Length > 0) continue;
                Take(one, depth + 1, cancel);
            }
        }

        static void Append(StringBuilder to, string text)
        {
            if (to.Length > 0) to.Append('\n');
            to.Append(text);
        }

        string Decode(TextPart part)
        {
            if (part.Content is null) return "";
            using var memory = new MemoryStream();
            part.Content.DecodeTo(memory);
            var bytes = memory.ToArray();
            var named = part.ContentType.CharsetEncoding;
            if (named is not null && !(named.CodePage is 20127 && HasHighBytes(bytes))) return named.GetString(bytes);
            if (part.ContentType.Charset is null && !HasHighBytes(bytes)) return Encoding.ASCII.GetString(bytes);

            Guessed = true;
            try
            {
                return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
            }
            catch (DecoderFallbackException)
            {
                return Encoding.GetEncoding(1252).GetString(bytes);
            }
        }

        static bool HasHighBytes(byte[] bytes) => bytes.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)127) >= 0;

        static byte[] Bytes(MimeEntity entity)
        {
            using var memory = new MemoryStream();
            if (entity is MimePart { Content: { } content }) content.DecodeTo(memory);
            if (entity is MessagePart { Message: { } message }) message.WriteTo(memory);
            return memory.ToArray();
        }

        static string FileName(MimeEntity entity, string otherwise)
        {
            var name = entity.ContentDisposition?.FileName ?? entity.ContentType.Name;
            name = Clean(name?.Replace('\\', '/').Split('/')[^1]).Trim('.', ' ');
            return name.Length == 0 ? otherwise : name.Length > 150 ? name[..150] : name;
        }
    }

    [GeneratedRegex(@"^\s*(fwd?|wg|tr|rv|i)\s*:", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 200)]
    private static partial Regex ForwardSubject();

    [GeneratedRegex(@"^(mailer-daemon|postmaster)@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 200)]
    private static partial Regex DaemonName();

    [GeneratedRegex(@"\b(bulk|junk|list|auto_reply)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 200)]
    private static partial Regex PrecedenceOfMachines();

    [GeneratedRegex(@"^message-id:\s*<?([^>\s]{1,500})>?", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant, 200)]
    private static partial Regex IdLine();

    [GeneratedRegex(@"[\p{Cc}\u200B-\u200F\u202A-\u202E\u2066-\u2069]+", RegexOptions.CultureInvariant, 200)]
    private static partial Regex ControlSigns();
}
