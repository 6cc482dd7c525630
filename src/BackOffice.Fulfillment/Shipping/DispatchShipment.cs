using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

[Event("fulfillment.shipment-dispatched", 1)]
public sealed record ShipmentDispatched(ShipmentId Shipment, OrderId Order, CustomerId Customer) : Event
{
    public override Words Says() => "Handed to the carrier";
}

// Hands a packed shipment to its carrier: on-hand falls here and nowhere else, and the cost of the goods is frozen.
[Needs(May.DispatchShipments), Raises<ShipmentDispatched>]
public sealed record DispatchShipment(ShipmentId Id, string? Tracking = null) : Command
{
    public override async Task Run(Work work)
    {
        Refuse.If(Tracking is { Length: < 6 or > 40 }, "Give the carrier's tracking number (6 to 40 signs).");
        var seen = await work.Look<Shipment>(Id);
        Refuse.If(seen is null, "There is no such parcel.", Refusal.NotFound);
        var part = await work.Find<FulfillmentOrder>(seen.FulfillmentOrder);
        var order = await work.Find<Order>(seen.Order);
        var shipment = await work.Find<Shipment>(Id);
        shipment.Dispatch(Tracking, work.Now);
        order.CanProgress();

        part.Close();
        foreach (var line in shipment.Lines) order.Line(line.OrderLine).Ship(line.Quantity);
        order.CloseIfDone(work.Now);
        await LeaveStock(work, shipment);
        work.Raise(new ShipmentDispatched(shipment.Id, order.Id, order.Customer));
    }

    // One's own allocation is consumed, never checked against "available" again.
    static async Task LeaveStock(Work work, Shipment shipment)
    {
        foreach (var goods in shipment.Lines.GroupBy(line => line.Item).OrderBy(goods => goods.Key.Value))
        {
            var (item, count) = (goods.Key, goods.Sum(line => line.Quantity));
            var cost = await Costs.Find(work, item);
            var value = 0L;
            foreach (var line in goods)
            {
                line.Cost(cost.Leave(line.Quantity));
                value += line.CostMinor;
            }
            var changed = await work.All<StockLevel>().Where(s => s.Item == item && s.Location == shipment.Location && s.OnHand >= count && s.Allocated >= count)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.OnHand, s => s.OnHand - count).SetProperty(s => s.Allocated, s => s.Allocated - count));
            if (changed != 1) throw new InvalidOperationException($"Item {item.Value} has fewer than {count} units to send.");
            work.Touched<StockLevel>(item, shipment.Location);
            Movements.Add(work, item, shipment.Location, MovementKind.Dispatched, onHand: -count, allocated: -count, valueMinor: -value, order: shipment.Order, shipment: shipment.Id);
        }
        shipment.Cost(shipment.Lines.Sum(line => line.CostMinor));
    }
}
