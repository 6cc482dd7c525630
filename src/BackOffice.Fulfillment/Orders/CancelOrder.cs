using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

[Event("fulfillment.order-cancelled", 1)]
public sealed record OrderCancelled(OrderId Order, CustomerId Customer) : Event
{
    public override Words Says() => "What had not gone was cancelled";
}

// Cancels what has not shipped, and gives its stock back. Goods in a parcel have to be unpacked first.
[Needs(May.CancelOrders), Raises<OrderCancelled>]
public sealed record CancelOrder(OrderId Id, string Reason) : Command
{
    public override async Task Run(Work work)
    {
        Refuse.If(Reason.Trim().Length is 0 or > 200, "Say in a few words why the order is cancelled.");
        var order = await work.Find<Order>(Id);
        var held = order.Lines.GroupBy(line => line.Item).OrderBy(goods => goods.Key.Value)
            .Select(goods => (Item: goods.Key, Count: goods.Sum(line => line.HeldInStock))).Where(goods => goods.Count > 0).ToList();
        order.Cancel(Reason.Trim(), work.Now);

        foreach (var part in await work.All<FulfillmentOrder>().Where(f => f.Order == Id).OrderBy(f => f.Id).ToListAsync())
            if (part.State is not (FulfillmentState.Closed or FulfillmentState.Packed)) part.Cancel();
        foreach (var (item, count) in held) await Allocation.Free(work, item, order.Location, count, order.Id, "Order cancelled");
        work.Raise(new OrderCancelled(order.Id, order.Customer));
    }
}
