namespace BackOffice.Fulfillment;

[Event("fulfillment.shipment-delivered", 1)]
public sealed record ShipmentDelivered(ShipmentId Shipment, OrderId Order) : Event
{
    public override Words Says() => "Delivered";
}

// The carrier says that a parcel arrived; said twice, it arrived once.
[Needs(May.DispatchShipments), Raises<ShipmentDelivered>]
public sealed record ConfirmDelivery(ShipmentId Id) : Command
{
    public override async Task Run(Work work)
    {
        var seen = await work.Look<Shipment>(Id);
        Refuse.If(seen is null, "There is no such parcel.", Refusal.NotFound);
        if (seen.State is ShipmentState.Delivered) return;
        var order = await work.Find<Order>(seen.Order);
        var shipment = await work.Find<Shipment>(Id);
        shipment.Deliver(work.Now);
        foreach (var line in shipment.Lines) order.Line(line.OrderLine).Deliver(line.Quantity);
        order.Tally();
        work.Raise(new ShipmentDelivered(shipment.Id, order.Id));
    }
}
