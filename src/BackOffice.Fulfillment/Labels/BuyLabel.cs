namespace BackOffice.Fulfillment;

[Event("fulfillment.label-requested", 1)]
public sealed record LabelRequested(ShipmentId Shipment, OrderId Order) : Event
{
    public override Words Says() => "Label asked for";
}

// Asks the carrier for a label, after the commit. Pressed twice, it buys one.
[Needs(May.BuyLabels), Raises<LabelRequested>]
public sealed record BuyLabel(ShipmentId Id) : Command
{
    public override async Task Run(Work work)
    {
        var shipment = await work.Find<Shipment>(Id);
        if (shipment.RequestLabel()) work.Raise(new LabelRequested(shipment.Id, shipment.Order));
    }
}
