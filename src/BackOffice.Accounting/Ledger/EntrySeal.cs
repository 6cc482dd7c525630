using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace BackOffice.Accounting;

/// <summary>
/// The digest of an entry with its lines (by id), SHA-256: every number as eight bytes, big end first; every text as UTF-8 with its
/// length before it; what is not there as length -1. It stands in the chained log from the moment of posting.
/// </summary>
static class EntrySeal
{
    public static string Of(JournalEntry entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Numbers(hash, entry.Id.Value, entry.Period.Value, entry.EffectiveOn.DayNumber, entry.PostedAt.Ticks, entry.PostedBy.Value, entry.SourceId, entry.Revision);
        Texts(hash, entry.Source.ToString(), entry.Purpose, entry.Rule, entry.Text);
        Numbers(hash, entry.Customer?.Value ?? -1, entry.Order?.Value ?? -1, entry.Invoice?.Value ?? -1, entry.Payment?.Value ?? -1, entry.Reverses?.Value ?? -1, entry.Lines.Count);
        foreach (var line in entry.Lines.OrderBy(l => l.Id.Value))
        {
            Numbers(hash, line.Id.Value, line.Account.Value, line.Period.Value, line.AmountMinor);
            Texts(hash, line.Currency, line.About);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Numbers(IncrementalHash hash, params ReadOnlySpan<long> numbers)
    {
        Span<byte> bytes = stackalloc byte[8];
        foreach (var number in numbers)
        {
            BinaryPrimitives.WriteInt64BigEndian(bytes, number);
            hash.AppendData(bytes);
        }
    }

    private static void Texts(IncrementalHash hash, params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            Numbers(hash, bytes.Length);
            hash.AppendData(bytes);
        }
    }
}
