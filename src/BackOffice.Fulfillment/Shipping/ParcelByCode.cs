using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

/// <summary>The parcel with this tracking number, or ours (S-1001), as a scanner reads it.</summary>
[Needs(May.SeeShipments)]
public sealed record ParcelByCode(string Code) : View<ParcelByCode.Found?>
{
    public sealed record Found(ShipmentId Id);

    public override async Task<Found?> Read(Reader reader)
    {
        var ours = Ids.Parse<ShipmentId>(Code.StartsWith("S-", StringComparison.OrdinalIgnoreCase) ? Code[2..] : Code);
        return await reader.Shipments.Where(s => s.Tracking == Code || (ours != null && s.Id == ours)).Select(s => new Found(s.Id)).FirstOrDefaultAsync();
    }
}
