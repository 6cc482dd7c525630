using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

/// <summary>
/// How fast orders are packed, measured in the hour that ends with the last one packed (<c>Shipment.PackedAt</c>): from the first to the last
/// of that hour. Pure; null is "not known", and nothing is put in its place.
/// </summary>
/// <param name="PerHour">Orders an hour, to one decimal. A pause within the hour counts; what was packed before it does not.</param>
/// <param name="LastAt">When the last order was packed (UTC).</param>
public sealed record PackingPace(decimal PerHour, DateTime LastAt)
{
    static readonly TimeSpan window = TimeSpan.FromHours(1);

    /// <summary>A handful packed in a few minutes is a burst, not a pace; a hundred are a pace in any time.</summary>
    const int fewest = 5, plenty = 100;
    static readonly TimeSpan shortest = TimeSpan.FromMinutes(15);

    /// <summary>The pace from the instants (UTC, in any order) at which orders were packed; null for fewer than five of them, or less than 15 minutes (unless it is a hundred), within the hour.</summary>
    public static PackingPace? Of(IReadOnlyCollection<DateTime> packedAt)
    {
        if (packedAt.Count == 0) return null;
        var last = packedAt.Max();
        var lately = packedAt.Where(at => at > last - window).ToList();
        var took = last - lately.Min();
        // The first one begins the measure; its own work lies before it.
        return lately.Count < fewest || took <= TimeSpan.Zero || (took < shortest && lately.Count < plenty) ? null : new(Math.Round((lately.Count - 1) / (decimal)took.TotalHours, 1), last);
    }

    /// <summary>When the last of <paramref name="left"/> orders is packed (UTC), if packing goes on at this pace without a pause.</summary>
    public DateTime DoneAt(int left) => LastAt.AddHours((double)(left / PerHour));

    /// <summary>What a tile says of it.</summary>
    public static TilePace Tile(PackingPace? pace, int left) => new(left, pace?.PerHour, pace?.LastAt, pace?.DoneAt(left));

    /// <summary>
    /// The pace as it stands in the parcels: an order of several parcels counts once, when the last was packed; unpacked parcels do not count.
    /// </summary>
    public static async Task<PackingPace?> Read(Reader reader)
    {
        var parcels = await reader.Shipments.IgnoreAutoIncludes().Where(s => s.State != ShipmentState.Voided).OrderByDescending(s => s.Id).Take(120).Select(s => new { s.Order, s.PackedAt }).ToListAsync();
        return Of([.. parcels.GroupBy(s => s.Order).Select(order => order.Max(s => s.PackedAt))]);
    }
}
