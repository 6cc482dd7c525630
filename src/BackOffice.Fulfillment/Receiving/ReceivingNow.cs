using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

/// <summary>What came in last, and the orders that wait for goods.</summary>
[Needs(May.ReceiveGoods)]
public sealed record ReceivingNow(LocationId At) : View<ReceivingNow.Value>
{
    public sealed record Value(string Location, Many<Receipt> Receipts, Many<Wait> Waiting);

    public sealed record Receipt(GoodsReceiptId Id, string DeliveryNote, string Vendor, DateTime At, int Units, int Filled);

    public sealed record Wait(OrderId Order, string Customer, ItemId Item, string Code, string Description, int Count);

    public override async Task<Value> Read(Reader reader) => new(
        await reader.Locations.Where(l => l.Id == At).Select(l => l.Name).FirstOrDefaultAsync() ?? "",
        (await reader.GoodsReceipts.Where(r => r.Location == At).OrderByDescending(r => r.Id).Take(15)
            .Select(r => new Receipt(r.Id, r.DeliveryNote, r.Vendor, r.ReceivedAt, r.UnitCount, r.FilledCount)).ToListAsync()).ToMany(),
        (await reader.OrderLines.Where(l => l.Backordered > 0)
            .Join(reader.Orders.IgnoreAutoIncludes().Where(o => o.Location == At && o.State == OrderState.Confirmed), l => l.Order, o => o.Id, (l, o) => new { Line = l, Order = o })
            .OrderByDescending(w => w.Order.Priority).ThenBy(w => w.Order.ShipBy).ThenBy(w => w.Order.PlacedAt).ThenBy(w => w.Line.Id).Take(40)
            .Select(w => new Wait(w.Order.Id, w.Order.CustomerName, w.Line.Item, w.Line.Code, w.Line.Description, w.Line.Backordered)).ToListAsync()).ToMany());
}
