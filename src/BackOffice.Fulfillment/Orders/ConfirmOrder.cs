namespace BackOffice.Fulfillment;

[Event("fulfillment.order-confirmed", 1)]
public sealed record OrderConfirmed(OrderId Order, CustomerId Customer) : Event
{
    public override Words Says() => "Confirmed";
}

[Event("fulfillment.order-allocated", 1)]
public sealed record OrderAllocated(OrderId Order, int Allocated, int Short) : Event
{
    public override Words Says() => Short == 0 ? $"{Allocated} allocated" : $"{Allocated} allocated, {Short} short";
}

// Promises an order and takes its goods out of what is available. What is missing waits as a backorder.
[Needs(May.ConfirmOrders), Raises<OrderConfirmed>, Raises<OrderAllocated>, Raises<OrderHeld>]
public sealed record ConfirmOrder(OrderId Id) : Command
{
    public override async Task Run(Work work)
    {
        var order = await work.Find<Order>(Id);
        var location = await work.Look<Location>(order.Location) ?? throw new InvalidOperationException($"Order {Id.Value} has no location.");
        order.Confirm(work.Now, location.PromiseFrom(work.Now));

        foreach (var goods in order.Lines.GroupBy(line => line.Item).OrderBy(goods => goods.Key.Value))
        {
            var left = await Allocation.Take(work, goods.Key, order.Location, goods.Sum(line => line.Unplanned), order.Id);
            foreach (var line in goods.OrderBy(line => line.Position))
            {
                var count = Math.Min(left, line.Unplanned);
                line.Allocate(count);
                left -= count;
            }
        }
        order.Tally();
        work.Raise(new OrderConfirmed(order.Id, order.Customer));
        work.Raise(new OrderAllocated(order.Id, order.AllocatedCount, order.BackorderedCount));

        if (!order.PaysInAdvance || order.GrossMinor == 0) return;
        var hold = order.PlaceHold(work.New<HoldId>(), HoldReason.Payment, "Ships after payment", work.Actor.Id, work.Now);
        work.Raise(new OrderHeld(order.Id, hold.Id, hold.Reason));
    }
}
