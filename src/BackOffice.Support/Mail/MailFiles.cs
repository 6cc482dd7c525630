using System.Security.Cryptography;
using System.Text;
using MimeKit;

namespace BackOffice.Support;

/// <summary>
/// One mail found in a file: its bytes, or the reason why it may not even be stored (too big), and where it was found.
/// </summary>
public sealed record FoundMail(string Where, byte[]? Raw, string? Trouble);

/// <summary>Finds the mails in what people and programs drop: single messages (.eml or raw), mbox files, and folders of these.</summary>
public static class MailFiles
{
    /// <summary>The same limit as at the portal's SMTP door.</summary>
    public const int LargestMail = 25 * 1024 * 1024;

    /// <summary>All mails under a path, one at a time; a folder is read in the order of names.</summary>
    public static IEnumerable<FoundMail> In(string path)
    {
        if (Directory.Exists(path))
            return Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(f => !Path.GetFileName(f).StartsWith('.'))
                .Order(StringComparer.Ordinal).SelectMany(In);
        if (!File.Exists(path)) return [new(path, null, "There is no such file.")];
        return IsMbox(path) ? InMbox(path) : [Single(path)];
    }

    /// <summary>
    /// What makes two mails the same: SHA-256 over the mail without the headers that each way of delivery adds (Received, Return-Path,
    /// Delivered-To, signatures and seals, the marks of mail stores), with plain line ends.
    /// </summary>
    public static string ContentHash(byte[] raw)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var rest = raw.AsSpan();
        var (inHeader, skip) = (true, false);
        while (rest.Length > 0)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[(end + 1)..];
            line = line.TrimEnd((byte)'\r');
            if (inHeader && line.Length == 0) inHeader = false;
            else if (inHeader && line[0] is not ((byte)' ' or (byte)'\t')) skip = IsTrace(line);
            if (inHeader && skip) continue;
            hash.AppendData(line);
            hash.AppendData("\n"u8);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    static readonly string[] traces =
    [
        "received", "return-path", "delivered-to", "x-received", "x-original-to", "envelope-to", "dkim-signature", "authentication-results",
        "received-spf", "arc-seal", "arc-message-signature", "arc-authentication-results", "content-length", "lines", "status", "x-status",
        "x-mozilla-status", "x-mozilla-status2", "x-uid", "x-keywords", "x-spam-status", "x-spam-score", "x-virus-scanned", "delivery-date", "from ",
    ];

    static bool IsTrace(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith("From "u8)) return true;
        var colon = line.IndexOf((byte)':');
        return colon is > 0 and < 40 && traces.Contains(Encoding.ASCII.GetString(line[..colon]).TrimEnd().ToLowerInvariant());
    }

    static FoundMail Single(string path)
    {
        if (new FileInfo(path).Length > LargestMail) return new(path, null, "It is larger than 25 MB.");
        return new(path, File.ReadAllBytes(path), null);
    }

    static bool IsMbox(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[5];
        return file.ReadAtLeast(start, 5, throwOnEndOfStream: false) == 5 && start.SequenceEqual("From "u8);
    }

    static IEnumerable<FoundMail> InMbox(string path)
    {
        using var file = File.OpenRead(path);
        var starts = Starts(file);
        for (var i = 0; i < starts.Count; i++)
        {
            var length = (i + 1 < starts.Count ? starts[i + 1] : file.Length) - starts[i];
            if (length > LargestMail)
            {
                yield return new($"{path}#{i + 1}", null, "It is larger than 25 MB.");
                continue;
            }

            var raw = new byte[length];
            file.Position = starts[i];
            file.ReadExactly(raw);
            yield return new($"{path}#{i + 1}", WithoutMarker(raw), null);
        }
    }

    // Where each message begins. A "From " inside a body is no beginning if the message says how long it is (Content-Length), so the
    // parser decides; where it cannot go on, the rest is one message and finds its own end in quarantine.
    static List<long> Starts(FileStream file)
    {
        var starts = new List<long>();
        var options = ParserOptions.Default.Clone();
        options.RespectContentLength = true;
        var parser = new MimeParser(options, file, MimeFormat.Mbox);
        try
        {
            while (!parser.IsEndOfStream)
            {
                parser.ParseMessage();
                starts.Add(parser.MboxMarkerOffset);
            }
        }
        catch (FormatException)
        {
            if (parser.MboxMarkerOffset >= 0 && !starts.Contains(parser.MboxMarkerOffset)) starts.Add(parser.MboxMarkerOffset);
        }

        return starts;
    }

    static byte[] WithoutMarker(byte[] raw)
    {
        var end = raw.AsSpan().IndexOf((byte)'\n');
        return raw.AsSpan().StartsWith("From "u8) && end >= 0 ? raw[(end + 1)..] : raw;
    }
}
