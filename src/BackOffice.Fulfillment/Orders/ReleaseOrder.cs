using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

[Event("fulfillment.order-released", 1)]
public sealed record OrderReleased(OrderId Order, FulfillmentOrderId FulfillmentOrder) : Event
{
    public override Words Says() => "Released to the pickers";
}

// Gives what is allocated to the pickers. What waits for goods is released later, as a second part.
[Needs(May.ReleaseOrders), Raises<OrderReleased>]
public sealed record ReleaseOrder(OrderId Id) : Command
{
    public override async Task Run(Work work)
    {
        var order = await work.Find<Order>(Id);
        order.CanProgress();
        Refuse.If(order.State is OrderState.Closed, $"{order.Number} has gone.");
        Refuse.If(order.AllocatedCount == order.ReleasedCount && order.ReleasedCount + order.PickedCount > 0, $"{order.Number} is already released.");
        Refuse.If(order.AllocatedCount == order.ReleasedCount, $"{order.Number} has no goods yet; {order.BackorderedCount} are short.");

        var items = order.Lines.Select(line => line.Item).ToList();
        var bins = await work.All<StockLevel>().AsNoTracking().Where(s => s.Location == order.Location && items.Contains(s.Item)).ToDictionaryAsync(s => s.Item, s => s.Bin);
        var id = work.New<FulfillmentOrderId>();
        var lines = order.Lines.Where(line => line.Allocated > line.Released).Select(line => new FulfillmentLine
        {
            Id = work.New<FulfillmentLineId>(),
            FulfillmentOrder = id,
            OrderLine = line.Id,
            Item = line.Item,
            Code = line.Code,
            Description = line.Description,
            Bin = bins.GetValueOrDefault(line.Item, ""),
            Quantity = line.Release(),
        }).ToList();
        order.Tally();

        var part = new FulfillmentOrder
        {
            Id = id,
            Order = order.Id,
            Location = order.Location,
            CustomerName = order.CustomerName,
            ReleasedAt = work.Now,
            ShipBy = order.ShipBy,
            Priority = order.Priority,
            UnitCount = lines.Sum(line => line.Quantity),
            LineCount = lines.Count,
        };
        part.Lines.AddRange(lines);
        work.Add(part);
        work.Raise(new OrderReleased(order.Id, part.Id));
    }
}
