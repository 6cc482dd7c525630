using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

sealed class OrdersAreTheirLines : Invariant
{
    public override Words Name => "Orders are the sums of their lines";
    public override Words Says => "What an order counts and costs is what its lines count and cost; its holds are counted.";

    public override async Task<Checked> Check(Reader reader)
    {
        var orders = reader.Orders.IgnoreAutoIncludes();
        var sums = reader.OrderLines.GroupBy(l => l.Order).Select(g => new
        {
            Order = g.Key,
            Ordered = g.Sum(l => l.Ordered),
            Cancelled = g.Sum(l => l.Cancelled),
            Backordered = g.Sum(l => l.Backordered),
            Allocated = g.Sum(l => l.Allocated),
            Picked = g.Sum(l => l.Picked),
            Packed = g.Sum(l => l.Packed),
            Shipped = g.Sum(l => l.Shipped),
            Net = g.Sum(l => l.NetMinor),
            Tax = g.Sum(l => l.TaxMinor),
        });
        var wrong = await orders.Join(sums, o => o.Id, s => s.Order, (o, s) => new { Order = o, Sum = s })
            .Where(x => x.Order.OrderedCount != x.Sum.Ordered || x.Order.CancelledCount != x.Sum.Cancelled || x.Order.BackorderedCount != x.Sum.Backordered || x.Order.AllocatedCount != x.Sum.Allocated
                || x.Order.PickedCount != x.Sum.Picked || x.Order.PackedCount != x.Sum.Packed || x.Order.ShippedCount != x.Sum.Shipped || x.Order.NetMinor != x.Sum.Net || x.Order.TaxMinor != x.Sum.Tax
                || x.Order.GrossMinor != x.Sum.Net + x.Sum.Tax)
            .Select(x => x.Order.Id).Take(MostNamed).ToListAsync();
        var holds = reader.All<Hold>();
        var held = await orders.Where(o => o.OpenHoldCount != holds.Count(h => h.Order == o.Id && h.ReleasedAt == null)).Select(o => o.Id).Take(MostNamed).ToListAsync();
        return new(await orders.LongCountAsync(),
        [
            .. wrong.Select(id => new Violation($"{Order.NumberOf(id)} is not the sum of its lines.", $"/orders/{id.Value}")),
            .. held.Select(id => new Violation($"{Order.NumberOf(id)} counts its holds wrongly.", $"/orders/{id.Value}")),
        ]);
    }
}
