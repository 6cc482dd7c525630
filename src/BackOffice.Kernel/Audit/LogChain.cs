using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace BackOffice.Kernel;

/// <summary>
/// How the log's rows are hashed. Each field stands with its length before it, so that no two rows have the same bytes:
/// position and instant (ticks) as eight bytes, big end first; texts as UTF-8; a field that is not there as length -1.
/// </summary>
public static class LogChain
{
    /// <summary>What the first link follows.</summary>
    public static readonly string Beginning = new('0', 64);

    /// <summary>The hash of a link: SHA-256 over the link before and the rows, in order.</summary>
    public static string Hash(string before, IEnumerable<LogEntry> rows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Convert.FromHexString(before));
        foreach (var row in rows) Append(hash, row);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    static void Append(IncrementalHash hash, LogEntry row)
    {
        Append(hash, row.Position);
        Append(hash, row.At.Ticks);
        Append(hash, row.Actor.Value);
        foreach (var text in new[] { row.CommandId, row.Command, row.Kind, row.Content, row.Touched, row.Changes, row.Origin }) Append(hash, text);
    }

    static void Append(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }

    static void Append(IncrementalHash hash, string? text)
    {
        var bytes = text is null ? null : Encoding.UTF8.GetBytes(text);
        Append(hash, bytes?.Length ?? -1L);
        if (bytes is not null) hash.AppendData(bytes);
    }
}
