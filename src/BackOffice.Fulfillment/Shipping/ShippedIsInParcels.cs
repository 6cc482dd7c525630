using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

sealed class ShippedIsInParcels : Invariant
{
    public override Words Name => "Shipped units are in parcels";
    public override Words Says => "Shipped units are in parcels that went.";

    public override async Task<Checked> Check(Reader reader)
    {
        var parcels = reader.Shipments.IgnoreAutoIncludes();
        var lines = reader.All<ShipmentLine>();
        var gone = lines.Join(parcels.Where(s => s.State == ShipmentState.Dispatched || s.State == ShipmentState.Delivered), l => l.Shipment, s => s.Id, (l, s) => l)
            .GroupBy(l => l.OrderLine).Select(g => new { Line = g.Key, Count = g.Sum(l => l.Quantity) });
        var wrong = await reader.OrderLines.Where(l => l.Shipped != (gone.Where(s => s.Line == l.Id).Sum(s => (int?)s.Count) ?? 0)).Select(l => l.Order).Distinct().Take(MostNamed).ToListAsync();
        return new(await reader.OrderLines.LongCountAsync(l => l.Shipped > 0), [.. wrong.Select(id => new Violation($"{Order.NumberOf(id)} has shipped units that no parcel holds.", $"/orders/{id.Value}"))]);
    }
}
