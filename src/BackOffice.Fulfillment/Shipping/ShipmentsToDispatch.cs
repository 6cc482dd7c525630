namespace BackOffice.Fulfillment;

/// <summary>Parcels that stand packed, or those that went, the soonest cut-off (or the latest gone) first.</summary>
[Needs(May.SeeShipments)]
public sealed record ShipmentsToDispatch(bool Gone = false, string? After = null) : ListView<ShipmentsToDispatch.Row>
{
    public sealed record Row(
        ShipmentId Id, int Version, OrderId Order, string Customer, string Country, ShipmentState State, LabelState Label, string? LabelError, string? Carrier, string? Tracking, int Units,
        int WeightGrams, DateTime? ShipBy, DateTime? DispatchedAt);

    public override int Limit => 60;

    public override IQueryable<Row> Read(Reader reader)
    {
        var shipments = Gone ? reader.Shipments.Where(s => s.State == ShipmentState.Dispatched || s.State == ShipmentState.Delivered) : reader.Shipments.Where(s => s.State == ShipmentState.Packed);
        if (Ids.Parse<ShipmentId>(After) is { } after) shipments = shipments.Where(s => s.Id < after);
        return (Gone ? shipments.OrderByDescending(s => s.Id) : shipments.OrderBy(s => s.ShipBy).ThenBy(s => s.Id)).Select(s => new Row(
            s.Id, s.Version, s.Order, s.CustomerName, s.Country, s.State, s.Label, s.LabelError, s.Carrier, s.Tracking, s.UnitCount, s.WeightGrams, s.ShipBy, s.DispatchedAt));
    }
}
