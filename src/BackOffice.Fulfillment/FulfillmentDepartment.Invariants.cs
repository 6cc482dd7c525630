using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

public sealed partial class FulfillmentDepartment
{
    const int MostNamed = 20;

    public override IReadOnlyList<Guard> Guards =>
    [
        Never("StockMovements", "UPDATE", "A stock movement never changes; move it back instead."),
        Never("StockMovements", "DELETE", "A stock movement is never deleted; move it back instead."),
    ];

    public override IReadOnlyList<Invariant> Invariants =>
    [
        new("Every unit of an order is in one place", async reader =>
        {
            var wrong = await reader.OrderLines.Join(reader.Orders.IgnoreAutoIncludes().Where(o => o.State != OrderState.Draft), l => l.Order, o => o.Id, (l, o) => l)
                .Where(l => l.Ordered != l.Cancelled + l.Backordered + l.Allocated + l.Picked + l.Packed + l.Shipped || l.Released > l.Allocated || l.Delivered > l.Shipped)
                .Select(l => l.Order).Take(MostNamed).ToListAsync();
            return new(await reader.OrderLines.LongCountAsync(), wrong.Select(id => $"{Order.NumberOf(id)} has a line that does not add up.").ToMany());
        }),
        new("Orders are the sums of their lines", async reader =>
        {
            var sums = reader.OrderLines.GroupBy(l => l.Order).Select(g => new
            {
                Order = g.Key, Ordered = g.Sum(l => l.Ordered), Cancelled = g.Sum(l => l.Cancelled), Backordered = g.Sum(l => l.Backordered), Allocated = g.Sum(l => l.Allocated),
                Picked = g.Sum(l => l.Picked), Packed = g.Sum(l => l.Packed), Shipped = g.Sum(l => l.Shipped), Net = g.Sum(l => l.NetMinor), Tax = g.Sum(l => l.TaxMinor),
            });
            var wrong = await reader.Orders.IgnoreAutoIncludes().Join(sums, o => o.Id, s => s.Order, (o, s) => new { Order = o, Sum = s })
                .Where(x => x.Order.OrderedCount != x.Sum.Ordered || x.Order.CancelledCount != x.Sum.Cancelled || x.Order.BackorderedCount != x.Sum.Backordered || x.Order.AllocatedCount != x.Sum.Allocated
                    || x.Order.PickedCount != x.Sum.Picked || x.Order.PackedCount != x.Sum.Packed || x.Order.ShippedCount != x.Sum.Shipped || x.Order.NetMinor != x.Sum.Net || x.Order.TaxMinor != x.Sum.Tax
                    || x.Order.GrossMinor != x.Sum.Net + x.Sum.Tax)
                .Select(x => x.Order.Id).Take(MostNamed).ToListAsync();
            return new(await reader.Orders.LongCountAsync(), wrong.Select(id => $"{Order.NumberOf(id)} is not the sum of its lines.").ToMany());
        }),
        new("Stock levels are the sums of their movements", async reader =>
        {
            var sums = reader.StockMovements.GroupBy(m => new { m.Item, m.Location })
                .Select(g => new { g.Key.Item, g.Key.Location, OnHand = g.Sum(m => m.OnHandChange), Allocated = g.Sum(m => m.AllocatedChange), Unavailable = g.Sum(m => m.UnavailableChange) });
            var wrong = await reader.StockLevels.Join(sums, s => new { s.Item, s.Location }, m => new { m.Item, m.Location }, (s, m) => new { Level = s, Sum = m })
                .Where(x => x.Level.OnHand != x.Sum.OnHand || x.Level.Allocated != x.Sum.Allocated || x.Level.Unavailable != x.Sum.Unavailable)
                .Select(x => x.Level.Item).Take(MostNamed).ToListAsync();
            return new(await reader.StockLevels.LongCountAsync(), wrong.Select(id => $"The level of item {id.Value} is not what its movements make.").ToMany());
        }),
        new("What stock keeps allocated is what orders hold", async reader =>
        {
            var held = reader.OrderLines.Where(l => l.Allocated + l.Picked + l.Packed > 0).Join(reader.Orders.IgnoreAutoIncludes(), l => l.Order, o => o.Id, (l, o) => new { l.Item, o.Location, Count = l.Allocated + l.Picked + l.Packed })
                .GroupBy(h => new { h.Item, h.Location }).Select(g => new { g.Key.Item, g.Key.Location, Count = g.Sum(h => h.Count) });
            var wrong = await reader.StockLevels.Where(s => s.Allocated != (held.Where(h => h.Item == s.Item && h.Location == s.Location).Sum(h => (int?)h.Count) ?? 0))
                .Select(s => s.Item).Take(MostNamed).ToListAsync();
            return new(await reader.StockLevels.LongCountAsync(), wrong.Select(id => $"Item {id.Value} keeps another number allocated than orders hold.").ToMany());
        }),
        new("The cost of an item covers what is on hand", async reader =>
        {
            var onHand = reader.StockLevels.GroupBy(s => s.Item).Select(g => new { Item = g.Key, Count = g.Sum(s => s.OnHand) });
            var wrong = await reader.All<ItemCost>().Where(c => c.Count != (onHand.Where(s => s.Item == c.Id).Sum(s => (int?)s.Count) ?? 0) || (c.Count == 0 && c.ValueMinor != 0))
                .Select(c => c.Id).Take(MostNamed).ToListAsync();
            return new(await reader.All<ItemCost>().LongCountAsync(), wrong.Select(id => $"The cost of item {id.Value} is for another number than is on hand.").ToMany());
        }),
        new("Shipped units are in dispatched parcels", async reader =>
        {
            var sent = reader.All<ShipmentLine>().Join(reader.Shipments.IgnoreAutoIncludes().Where(s => s.State == ShipmentState.Dispatched || s.State == ShipmentState.Delivered), l => l.Shipment, s => s.Id, (l, s) => l)
                .GroupBy(l => l.OrderLine).Select(g => new { Line = g.Key, Count = g.Sum(l => l.Quantity) });
            var wrong = await reader.OrderLines.Where(l => l.Shipped > 0 && l.Shipped != (sent.Where(s => s.Line == l.Id).Sum(s => (int?)s.Count) ?? 0)).Select(l => l.Order).Take(MostNamed).ToListAsync();
            return new(await reader.OrderLines.LongCountAsync(l => l.Shipped > 0), wrong.Select(id => $"{Order.NumberOf(id)} has shipped units that no parcel holds.").ToMany());
        }),
        new("Every line of an import is accounted for", async reader =>
        {
            var wrong = await reader.Imports.IgnoreAutoIncludes().Where(i => i.ReadCount != i.AcceptedCount + i.RejectedCount + i.SetAsideCount + i.DuplicateCount).Select(i => i.Id).Take(MostNamed).ToListAsync();
            return new(await reader.Imports.LongCountAsync(), wrong.Select(id => $"Import {id.Value} has lines that are in no count.").ToMany());
        }),
    ];

    static Guard Never(string table, string deed, string why) => new($"{table}_{deed}",
        $"""CREATE TRIGGER "{table}_{deed}" BEFORE {deed} ON "{table}" BEGIN SELECT RAISE(ABORT, '{why}'); END""",
        $"CREATE OR ALTER TRIGGER [fulfillment].[{table}_{deed}] ON [fulfillment].[{table}] AFTER {deed} AS BEGIN SET NOCOUNT ON; THROW 51001, '{why}', 1; END");
}
