namespace BackOffice.Fulfillment;

/// <summary>Confirmed orders that have not gone, those that must leave first on top: the least slack first.</summary>
[Needs(May.SeeBoard)]
public sealed record PromisesAtRisk : ListView<PromisesAtRisk.Row>
{
    public sealed record Row(
        OrderId Id, int Version, string Customer, OrderStage Stage, int Holds, int Ordered, int Cancelled, int Backordered, int Allocated, int Picked, int Packed, int Shipped, DateTime? ShipBy, DateTime? PromisedAt);

    public override int Limit => 20;

    public override IQueryable<Row> Read(Reader reader)
    {
        OrderStage[] working = [OrderStage.ToRelease, OrderStage.ToPick, OrderStage.ToPack, OrderStage.ToDispatch, OrderStage.ToAllocate];
        return reader.Orders.Where(o => working.Contains(o.Stage)).OrderBy(o => o.ShipBy).ThenBy(o => o.Id).Select(o => new Row(
            o.Id, o.Version, o.CustomerName, o.Stage, o.OpenHoldCount, o.OrderedCount, o.CancelledCount, o.BackorderedCount, o.AllocatedCount, o.PickedCount, o.PackedCount, o.ShippedCount, o.ShipBy, o.PromisedAt));
    }
}
