namespace BackOffice.Fulfillment;

[Event("fulfillment.label-failed", 1)]
public sealed record LabelFailed(ShipmentId Shipment, OrderId Order) : Event
{
    public override Words Says() => "The carrier sold no label";
}

// The carrier said no: the parcel stays packed, visibly without a label, and can be tried again.
[Needs(May.BuyLabels), Raises<LabelFailed>]
public sealed record RecordLabelFailure(ShipmentId Id, string Why) : Command
{
    public override async Task Run(Work work)
    {
        var shipment = await work.Find<Shipment>(Id);
        if (shipment.FailLabel(Why.Length > 300 ? Why[..300] : Why)) work.Raise(new LabelFailed(shipment.Id, shipment.Order));
    }
}
