namespace BackOffice.Kernel;

/// <summary>What a file is by its first bytes, whatever its name and its sender say.</summary>
public enum FileKind { Text, Xml, Gzip, Zip, Pdf, Png, Jpeg, Gif, Webp, Program, Other }

/// <summary>Tells kinds of files by their content.</summary>
public static class FileKinds
{
    /// <summary>How many bytes are needed to tell.</summary>
    public const int Enough = 512;

    public static FileKind Of(ReadOnlySpan<byte> start)
    {
        if (start.Length > Enough) start = start[..Enough];
        if (start.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b])) return FileKind.Gzip;
        if (start.StartsWith("PK\x03\x04"u8) || start.StartsWith("PK\x05\x06"u8)) return FileKind.Zip;
        if (start.StartsWith("%PDF-"u8)) return FileKind.Pdf;
        if (start.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G'])) return FileKind.Png;
        if (start.StartsWith((ReadOnlySpan<byte>)[0xff, 0xd8, 0xff])) return FileKind.Jpeg;
        if (start.StartsWith("GIF8"u8)) return FileKind.Gif;
        if (start.StartsWith("RIFF"u8) && start.Length >= 12 && start[8..12].SequenceEqual("WEBP"u8)) return FileKind.Webp;
        if (start.StartsWith("MZ"u8) && start.Contains((byte)0) || start.StartsWith((ReadOnlySpan<byte>)[0x7f, (byte)'E', (byte)'L', (byte)'F']) || start.StartsWith("#!"u8)) return FileKind.Program;
        if (start.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]) || start.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff])) return start.IndexOf((byte)'<') is >= 0 and < 8 ? FileKind.Xml : FileKind.Text;
        if (start.Contains((byte)0)) return FileKind.Other;
        var text = start.StartsWith((ReadOnlySpan<byte>)[0xef, 0xbb, 0xbf]) ? start[3..] : start;
        return text.TrimStart(" \t\r\n"u8).StartsWith("<?xml"u8) || text.TrimStart(" \t\r\n"u8).StartsWith("<Document"u8) ? FileKind.Xml : FileKind.Text;
    }

    /// <summary>The kind of what a stream holds; it must be able to go back, and does.</summary>
    public static FileKind Of(Stream stream)
    {
        Span<byte> start = stackalloc byte[Enough];
        var at = stream.Position;
        var read = stream.ReadAtLeast(start, Enough, throwOnEndOfStream: false);
        stream.Position = at;
        return Of(start[..read]);
    }

    /// <summary>The kind that a picture claims to be by its media type; null for what is no picture that a browser only paints.</summary>
    public static FileKind? OfPicture(string contentType) => contentType.ToLowerInvariant() switch
    {
        "image/png" => FileKind.Png,
        "image/jpeg" or "image/jpg" => FileKind.Jpeg,
        "image/gif" => FileKind.Gif,
        "image/webp" => FileKind.Webp,
        _ => null,
    };
}

/// <summary>Names of files are words of strangers.</summary>
public static class FileNames
{
    public const int Longest = 120;
    static readonly char[] forbidden = ['/', '\\', ':', '*', '?', '"', '<', '>', '|', '\u2028', '\u2029'];

    /// <summary>
    /// A name that is only a name, on every system: no folder, no way up, no control or direction sign, no leading dot, a bounded
    /// length that keeps the ending.
    /// </summary>
    public static string Plain(string? name)
    {
        var last = (name ?? "").Split('/', '\\')[^1];
        var plain = new string([.. last.Where(c => !char.IsControl(c) && !char.IsSurrogate(c) && c is not ((>= '\u200e' and <= '\u200f') or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069')))
            .Select(c => Array.IndexOf(forbidden, c) >= 0 ? '_' : c)]).Trim().TrimStart('.').TrimEnd('.', ' ');
        if (plain.Length == 0) return "file";
        var ending = Path.GetExtension(plain) is { Length: > 0 and <= 12 } found ? found : "";
        return plain.Length <= Longest ? plain : plain[..(Longest - ending.Length)] + ending;
    }
}
