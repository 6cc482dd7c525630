namespace BackOffice.Fulfillment;

[Event("fulfillment.label-bought", 1)]
public sealed record LabelBought(ShipmentId Shipment, OrderId Order, string Tracking) : Event
{
    public override Words Says() => $"Label bought: {Tracking}";
}

// What the carrier answered. A second answer changes nothing.
[Needs(May.BuyLabels), Raises<LabelBought>]
public sealed record RecordLabel(ShipmentId Id, string Carrier, string Service, string Tracking) : Command
{
    public override async Task Run(Work work)
    {
        var shipment = await work.Find<Shipment>(Id);
        if (shipment.TakeLabel(Carrier, Service, Tracking)) work.Raise(new LabelBought(shipment.Id, shipment.Order, Tracking));
    }
}
