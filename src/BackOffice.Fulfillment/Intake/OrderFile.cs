using System.Text;

namespace BackOffice.Fulfillment;

/// <summary>A line as it came, with its number in the file (the first is 1).</summary>
public readonly record struct FileLine(int Number, string Raw);

/// <summary>
/// Reads an order file line by line, whatever its size: plain or gzip (told by its first bytes, not by its name), each line
/// as UTF-8 or, where that fails, as Latin-1.
/// </summary>
public static class OrderFile
{
    /// <summary>Longer than this is no order line; the rest of it is read and forgotten.</summary>
    public const int LongestLine = 16_384;

    /// <summary>These files name a country but no street; the label then says whose parcel it is.</summary>
    internal static string AddressOf(string? customer) => customer is null ? "Address not given" : $"Customer {customer}";

    /// <summary>What a compressed file may unpack to: more is no order file but a bomb.</summary>
    public const long LargestUnpacked = 1024L * 1024 * 1024;

    /// <summary>Order files are text, plain or in gzip, by what they hold and not by what they are called.</summary>
    internal static void RefuseUnlessOrders(string name, Stream content)
    {
        var kind = FileKinds.Of(content);
        Refuse.If(kind is not (FileKind.Text or FileKind.Gzip), $"{name} is no order file: it holds {kind}, not lines of text. Save it as CSV and send that.");
    }

    static readonly UTF8Encoding strict = new(false, throwOnInvalidBytes: true);

    public static IEnumerable<FileLine> Lines(Stream stream)
    {
        using var plain = Plain(stream);
        using var line = new MemoryStream(512);
        var buffer = new byte[65_536];
        var number = 0;
        for (int read; (read = plain.Read(buffer)) > 0;)
        {
            var from = 0;
            for (int at; (at = Array.IndexOf(buffer, (byte)'\n', from, read - from)) >= 0; from = at + 1)
            {
                Keep(line, buffer.AsSpan(from, at - from));
                if (Finish(line, ++number) is { } whole) yield return whole;
            }
            Keep(line, buffer.AsSpan(from, read - from));
        }
        if (line.Length > 0 && Finish(line, number + 1) is { } last) yield return last;
    }

    static Stream Plain(Stream stream)
    {
        var buffered = new BufferedStream(stream, 65_536);
        int first = buffered.ReadByte(), second = buffered.ReadByte();
        buffered.Position = 0;
        return first == 0x1f && second == 0x8b ? new WholeGzip(buffered, LargestUnpacked) : buffered;
    }

    static void Keep(MemoryStream line, ReadOnlySpan<byte> bytes)
    {
        var room = LongestLine + 1 - (int)line.Length;
        line.Write(bytes[..Math.Min(room, bytes.Length)]);
    }

    // Empty lines are no lines; a lone carriage return at the end belongs to the line break.
    static FileLine? Finish(MemoryStream line, int number)
    {
        var bytes = line.GetBuffer().AsSpan(0, (int)line.Length);
        line.SetLength(0);
        if (number == 1 && bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        if (bytes.EndsWith("\r"u8)) bytes = bytes[..^1];
        if (bytes.IsEmpty) return null;
        try
        {
            return new(number, strict.GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
            return new(number, Encoding.Latin1.GetString(bytes));
        }
    }
}
