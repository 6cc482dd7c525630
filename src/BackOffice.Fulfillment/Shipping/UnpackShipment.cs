namespace BackOffice.Fulfillment;

[Event("fulfillment.shipment-unpacked", 1)]
public sealed record ShipmentUnpacked(ShipmentId Shipment, OrderId Order) : Event
{
    public override Words Says() => "Unpacked again";
}

// Opens a packed parcel again: its goods are picked, its label is void.
[Needs(May.Pack), Raises<ShipmentUnpacked>]
public sealed record UnpackShipment(ShipmentId Id) : Command
{
    public override async Task Run(Work work)
    {
        var seen = await work.Look<Shipment>(Id);
        Refuse.If(seen is null, "There is no such parcel.", Refusal.NotFound);
        var part = await work.Find<FulfillmentOrder>(seen.FulfillmentOrder);
        var order = await work.Find<Order>(seen.Order);
        var shipment = await work.Find<Shipment>(Id);
        shipment.Void();
        part.Unpack();
        foreach (var line in shipment.Lines) order.Line(line.OrderLine).Unpack(line.Quantity);
        order.Tally();
        work.Raise(new ShipmentUnpacked(shipment.Id, order.Id));
    }
}
