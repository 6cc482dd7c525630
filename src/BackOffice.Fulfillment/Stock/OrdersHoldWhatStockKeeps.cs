using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

sealed class OrdersHoldWhatStockKeeps : Invariant
{
    public override Words Name => "Stock keeps what orders hold";
    public override Words Says => "What stock keeps allocated is what open orders have allocated, picked and packed.";

    public override async Task<Checked> Check(Reader reader)
    {
        var held = reader.OrderLines.Where(l => l.Allocated + l.Picked + l.Packed > 0).Join(reader.Orders.IgnoreAutoIncludes(), l => l.Order, o => o.Id, (l, o) => new { l.Item, o.Location, Count = l.Allocated + l.Picked + l.Packed })
            .GroupBy(h => new { h.Item, h.Location }).Select(g => new { g.Key.Item, g.Key.Location, Count = g.Sum(h => h.Count) });
        var wrong = await reader.StockLevels.Where(s => s.Allocated != (held.Where(h => h.Item == s.Item && h.Location == s.Location).Sum(h => (int?)h.Count) ?? 0))
            .Select(s => s.Item).Take(MostNamed).ToListAsync();
        return new(await reader.StockLevels.LongCountAsync(), [.. wrong.Select(id => new Violation($"Item {id.Value} keeps another number allocated than orders hold.", $"/stock/{id.Value}"))]);
    }
}
