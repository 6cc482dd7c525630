namespace BackOffice.Fulfillment;

[Event("fulfillment.shipment-packed", 1)]
public sealed record ShipmentPacked(ShipmentId Shipment, OrderId Order) : Event
{
    public override Words Says() => "Packed";
}

public sealed record PackedShipment(ShipmentId Shipment, string Number);

// Closes the parcel over everything that was picked.
[Needs(May.Pack), Raises<ShipmentPacked>]
public sealed record PackOrder(FulfillmentOrderId Id, int? WeightGrams = null) : Command<PackedShipment>
{
    public override async Task<PackedShipment> Run(Work work)
    {
        Refuse.If(WeightGrams is < 1 or > 1_000_000, "Weigh the parcel again; 1 g to 1,000 kg.");
        var part = await work.Find<FulfillmentOrder>(Id);
        var order = await work.Find<Order>(part.Order);
        order.CanProgress();
        part.Pack();

        var id = work.New<ShipmentId>();
        var packed = part.Lines.Where(line => line.Picked > 0).ToList();
        var shipment = new Shipment
        {
            Id = id,
            Order = order.Id,
            FulfillmentOrder = part.Id,
            Location = order.Location,
            Customer = order.Customer,
            CustomerName = order.CustomerName,
            ShipTo = order.ShipTo,
            Country = order.Country,
            WeightGrams = WeightGrams ?? 100 + (packed.Sum(line => line.Picked) * 250),
            UnitCount = packed.Sum(line => line.Picked),
            ShipBy = order.ShipBy,
            PackedAt = work.Now,
        };
        foreach (var line in packed)
        {
            order.Line(line.OrderLine).Pack(line.Picked);
            shipment.Lines.Add(new ShipmentLine
            {
                Id = work.New<ShipmentLineId>(),
                Shipment = id,
                OrderLine = line.OrderLine,
                Item = line.Item,
                Code = line.Code,
                Description = line.Description,
                Quantity = line.Picked,
            });
        }
        order.Tally();
        work.Add(shipment);
        work.Raise(new ShipmentPacked(shipment.Id, order.Id));
        return new(shipment.Id, shipment.Number);
    }
}
