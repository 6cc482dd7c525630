using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

[Event("fulfillment.backorder-filled", 1)]
public sealed record BackorderFilled(OrderId Order, ItemId Item, int Count) : Event
{
    public override Words Says() => $"{Count} of the backorder came in";
}

/// <summary>
/// Who waits for goods, in rank: priority first, then the earlier promise (by when the order should ship), then age. Goods that
/// come in are given out in this order, also to orders on hold: a hold stops the work, not the claim.
/// </summary>
sealed class Backorders
{
    /// <summary>More orders than this wait for one delivery only when something is very wrong; the rest is filled by the next one.</summary>
    public const int Most = 500;

    public required List<Order> Orders { get; init; }

    public static async Task<Backorders> WaitingFor(Work work, IReadOnlyCollection<ItemId> items, Location location)
    {
        var wanted = items.ToList();
        var ids = await work.All<OrderLine>().AsNoTracking().Where(l => l.Backordered > 0 && wanted.Contains(l.Item))
            .Join(work.All<Order>().Where(o => o.Location == location.Id && o.State == OrderState.Confirmed), l => l.Order, o => o.Id, (l, o) => o)
            .OrderByDescending(o => o.Priority).ThenBy(o => o.ShipBy).ThenBy(o => o.PlacedAt).ThenBy(o => o.Id)
            .Select(o => o.Id).Take(Most).ToListAsync();
        var orders = new List<Order>();
        foreach (var id in ids.Distinct().OrderBy(id => id.Value)) orders.Add(await work.Find<Order>(id));
        return new() { Orders = [.. orders.OrderByDescending(o => o.Priority).ThenBy(o => o.ShipBy).ThenBy(o => o.PlacedAt).ThenBy(o => o.Id.Value)] };
    }

    public static async Task<int> Fill(Work work, Backorders waiting, ItemId item, Location location, GoodsReceiptId receipt)
    {
        var filled = 0;
        foreach (var order in waiting.Orders)
        {
            var lines = order.Lines.Where(line => line.Item == item && line.Backordered > 0).OrderBy(line => line.Position).ToList();
            if (lines.Count == 0) continue;
            var got = await Allocation.Take(work, item, location.Id, lines.Sum(line => line.Backordered), order.Id);
            if (got == 0) break;
            var left = got;
            foreach (var line in lines)
            {
                var count = Math.Min(left, line.Backordered);
                if (count == 0) break;
                line.FillBackorder(count);
                left -= count;
                if (line.Backordered == 0) order.Repromise(line, location.PromiseFrom(work.Now));
            }
            filled += got;
            work.Raise(new BackorderFilled(order.Id, item, got));
        }
        return filled;
    }
}
