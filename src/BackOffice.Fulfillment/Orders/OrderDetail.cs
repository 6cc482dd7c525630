using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

/// <summary>Everything that the order page shows of Fulfillment's own.</summary>
[Needs(May.SeeOrders)]
public sealed record OrderDetail(OrderId Id) : View<OrderDetail.Value?>
{
    public sealed record Value(
        OrderId Id, int Version, OrderState State, OrderStage Stage, string Channel, string? ExternalId, CustomerId Customer, string CustomerName, string ShipTo, string Country,
        string Location, DateTime EnteredAt, string EnteredBy, DateTime? ConfirmedAt, DateTime? ShipBy, DateTime? PromisedAt, string? CancelReason, Tallies Units, Money Net, Money Tax,
        Money Gross, Many<Line> Lines, Many<HoldRow> Holds, Many<Parcel> Parcels, Many<Part> Parts)
    {
        public string Number => Order.NumberOf(Id);
        public bool IsOnHold => Holds.Any(hold => hold.IsOpen);
        public bool IsOpen => State is OrderState.Draft or OrderState.Confirmed;
    }

    public sealed record Tallies(int Ordered, int Cancelled, int Backordered, int Allocated, int Released, int Picked, int Packed, int Shipped, int Delivered)
    {
        public int Unplanned => Ordered - Cancelled - Backordered - Allocated - Picked - Packed - Shipped;
        public int Open => Ordered - Cancelled - Backordered - Shipped;
    }

    public sealed record Line(
        OrderLineId Id, ItemId Item, string Code, string Description, LineMark Mark, string Bin, long UnitPriceMicros, long NetMinor, string Currency, DateTime? PromisedAt, Tallies Units,
        Level? Level);

    public sealed record Level(int OnHand, int Mine, int Others, int Unavailable, int SafetyStock)
    {
        public int Available => OnHand - Mine - Others - Unavailable - SafetyStock;
    }

    public sealed record HoldRow(HoldId Id, HoldReason Reason, string Note, string PlacedBy, DateTime PlacedAt, string? ReleasedBy, DateTime? ReleasedAt, string? ReleaseNote)
    {
        public bool IsOpen => ReleasedAt is null;
    }

    public sealed record Parcel(ShipmentId Id, ShipmentState State, LabelState Label, string? LabelError, string? Carrier, string? Service, string? Tracking, int UnitCount, int WeightGrams, DateTime? DispatchedAt);

    public sealed record Part(FulfillmentOrderId Id, FulfillmentState State, string? PickerName, int Picked, int Units);

    public override IEnumerable<IId> About => [Id];

    public override async Task<Value?> Read(Reader reader)
    {
        if (await reader.Orders.AsSplitQuery().FirstOrDefaultAsync(o => o.Id == Id) is not { } order) return null;
        var items = order.Lines.Select(line => line.Item).ToList();
        var levels = await reader.StockLevels.Where(s => s.Location == order.Location && items.Contains(s.Item)).ToDictionaryAsync(s => s.Item);
        var people = order.Holds.SelectMany(hold => new[] { hold.PlacedBy, hold.ReleasedBy ?? hold.PlacedBy }).Append(order.EnteredBy).Distinct().ToList();
        var names = await reader.All<Person>().IgnoreAutoIncludes().Where(p => people.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name);
        var location = await reader.Locations.Where(l => l.Id == order.Location).Select(l => l.Name).SingleAsync();
        var parcels = await reader.Shipments.Where(s => s.Order == Id).OrderBy(s => s.Id)
            .Select(s => new Parcel(s.Id, s.State, s.Label, s.LabelError, s.Carrier, s.Service, s.Tracking, s.UnitCount, s.WeightGrams, s.DispatchedAt)).ToListAsync();
        var parts = await reader.FulfillmentOrders.Where(f => f.Order == Id).OrderBy(f => f.Id).Select(f => new Part(f.Id, f.State, f.PickerName, f.PickedCount, f.UnitCount)).ToListAsync();

        string Name(PersonId id) => names.GetValueOrDefault(id, "");
        var held = order.Lines.GroupBy(line => line.Item).ToDictionary(goods => goods.Key, goods => goods.Sum(line => line.HeldInStock));
        return new(
            order.Id, order.Version, order.State, order.Stage, order.Channel, order.ExternalId, order.Customer, order.CustomerName, order.ShipTo, order.Country, location, order.EnteredAt,
            Name(order.EnteredBy), order.ConfirmedAt, order.ShipBy, order.PromisedAt, order.CancelReason,
            new(order.OrderedCount, order.CancelledCount, order.BackorderedCount, order.AllocatedCount, order.ReleasedCount, order.PickedCount, order.PackedCount, order.ShippedCount, order.DeliveredCount),
            order.Net, order.Tax, order.Gross,
            order.Lines.OrderBy(line => line.Position).Select(line => LineOf(line, order.Currency, levels.GetValueOrDefault(line.Item), held[line.Item])).ToMany(),
            order.Holds.OrderByDescending(hold => hold.Id.Value).Select(hold => new HoldRow(hold.Id, hold.Reason, hold.Note, Name(hold.PlacedBy), hold.PlacedAt,
                hold.ReleasedBy is { } by ? Name(by) : null, hold.ReleasedAt, hold.ReleaseNote)).ToMany(),
            parcels.ToMany(), parts.ToMany());
    }

    static Line LineOf(OrderLine line, string currency, StockLevel? level, int mine) => new(
        line.Id, line.Item, line.Code, line.Description, line.Mark, level?.Bin ?? "", line.UnitPriceMicros, line.NetMinor, currency, line.PromisedAt,
        new(line.Ordered, line.Cancelled, line.Backordered, line.Allocated, line.Released, line.Picked, line.Packed, line.Shipped, line.Delivered),
        level is null ? null : new(level.OnHand, mine, level.Allocated - mine, level.Unavailable, level.SafetyStock));
}
