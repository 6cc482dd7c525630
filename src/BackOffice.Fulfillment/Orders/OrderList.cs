namespace BackOffice.Fulfillment;

/// <summary>Orders, newest first, by what the address says.</summary>
[Needs(May.SeeOrders)]
public sealed record OrderList(OrderStage? Stage = null, string? Channel = null, bool OnHold = false, CustomerId? Customer = null, ImportId? Import = null, string? After = null)
    : ListView<OrderList.Row>
{
    public sealed record Row(
        OrderId Id, int Version, string Channel, string? ExternalId, string Customer, OrderStage Stage, int Ordered, int Cancelled, int Backordered, int Allocated, int Picked,
        int Packed, int Shipped, int Delivered, int Holds, DateTime PlacedAt, DateTime? ShipBy, long GrossMinor, string Currency);

    public override int Limit => 50;

    public override IQueryable<Row> Read(Reader reader)
    {
        var orders = reader.Orders;
        // The row rule says the same in a way that no index serves: whoever enters little would have all orders looked through.
        if (reader.Reach.OnlyOwn is { } own) orders = orders.Where(o => o.EnteredBy == own);
        if (Stage is { } stage) orders = orders.Where(o => o.Stage == stage);
        if (Channel is not null) orders = orders.Where(o => o.Channel == Channel);
        if (OnHold) orders = orders.Where(o => (o.State == OrderState.Draft || o.State == OrderState.Confirmed) && o.OpenHoldCount > 0);
        if (Customer is { } customer) orders = orders.Where(o => o.Customer == customer);
        if (Import is { } import) orders = orders.Where(o => o.Import == import);
        if (Ids.Parse<OrderId>(After) is { } after) orders = orders.Where(o => o.Id < after);
        return orders.OrderByDescending(o => o.Id).Select(o => new Row(
            o.Id, o.Version, o.Channel, o.ExternalId, o.CustomerName, o.Stage, o.OrderedCount, o.CancelledCount, o.BackorderedCount, o.AllocatedCount, o.PickedCount,
            o.PackedCount, o.ShippedCount, o.DeliveredCount, o.OpenHoldCount, o.PlacedAt, o.ShipBy, o.GrossMinor, o.Currency));
    }
}
