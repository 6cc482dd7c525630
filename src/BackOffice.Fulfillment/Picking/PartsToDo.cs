namespace BackOffice.Fulfillment;

/// <summary>What waits to be picked or packed, the soonest first.</summary>
[Needs(May.Pick)]
public sealed record PartsToDo(bool ToPack = false) : ListView<PartsToDo.Row>
{
    public sealed record Row(
        FulfillmentOrderId Id, int Version, OrderId Order, string Customer, FulfillmentState State, int Lines, int Units, int Picked, int Short, string? Picker, DateTime? ClaimedAt, DateTime? ShipBy, DateTime ReleasedAt);

    public override IQueryable<Row> Read(Reader reader) =>
        (ToPack ? reader.FulfillmentOrders.Where(f => f.State == FulfillmentState.Picked)
            : reader.FulfillmentOrders.Where(f => f.State == FulfillmentState.Released || f.State == FulfillmentState.Picking))
        .OrderByDescending(f => f.Priority).ThenBy(f => f.ShipBy).ThenBy(f => f.Id)
        .Select(f => new Row(f.Id, f.Version, f.Order, f.CustomerName, f.State, f.LineCount, f.UnitCount, f.PickedCount, f.ShortCount, f.PickerName, f.ClaimedAt, f.ShipBy, f.ReleasedAt));
}
