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
        var shipments = reader.Shipments;
        if (!Gone) shipments = shipments.Where(s => s.State == ShipmentState.Packed).OrderBy(s => s.ShipBy).ThenBy(s => s.Id);
        else
        {
            shipments = shipments.Where(s => s.DispatchedAt != null);
            if (Cursor() is var (at, id)) shipments = shipments.Where(s => s.DispatchedAt <= at && (s.DispatchedAt < at || s.Id < id));
            shipments = shipments.OrderByDescending(s => s.DispatchedAt).ThenByDescending(s => s.Id);
        }
        return shipments.Select(s => new Row(
            s.Id, s.Version, s.Order, s.CustomerName, s.Country, s.State, s.Label, s.LabelError, s.Carrier, s.Tracking, s.UnitCount, s.WeightGrams, s.ShipBy, s.DispatchedAt));
    }

    /// <summary>Where the page after a row begins.</summary>
    public static string CursorOf(Row row) => $"{row.DispatchedAt?.Ticks}_{row.Id.Value}";

    (DateTime At, ShipmentId Id)? Cursor() =>
        After?.Split('_') is [var at, var id] && long.TryParse(at, out var ticks) && ticks is > 0 and < 3_155_378_975_999_999_999 && Ids.Parse<ShipmentId>(id) is { } shipment
            ? (new DateTime(ticks, DateTimeKind.Utc), shipment) : null;
}
