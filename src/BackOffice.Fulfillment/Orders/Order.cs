using System.ComponentModel.DataAnnotations.Schema;

namespace BackOffice.Fulfillment;

public readonly record struct OrderId(long Value) : IId;

public enum OrderState { Draft, Confirmed, Closed, Cancelled }

/// <summary>The next thing to do with an order, from its quantities; the order that is late is late because of this.</summary>
public enum OrderStage { Draft, ToAllocate, ToRelease, ToPick, ToPack, ToDispatch, Shipped, Cancelled }

/// <summary>
/// What a customer asked for. It stores four states only; everything else that people call a status is the sum of its
/// lines' quantities, kept here by <see cref="Tally"/> in the same transaction and recomputed by <c>verify</c>.
/// </summary>
public sealed class Order : IRoot
{
    public OrderId Id { get; init; }
    public int Version { get; private set; }
    public required string Channel { get; init; }
    /// <summary>The channel's own number, unique within it; null for orders entered by hand without one.</summary>
    public string? ExternalId { get; init; }
    /// <summary>SHA-256 of what was sent: the same external id with other content is refused.</summary>
    public required string ContentHash { get; init; }
    /// <summary>SHA-256 of items and quantities: finds likely duplicates of the same customer.</summary>
    public required string GoodsHash { get; init; }
    public ImportId? Import { get; init; }
    public required CustomerId Customer { get; init; }
    [Personal] public required string CustomerName { get; init; }
    /// <summary>The address as given, one line each; a snapshot.</summary>
    [Personal] public required string ShipTo { get; init; }
    public required string Country { get; init; }
    public required string Currency { get; init; }
    public TaxSide TaxSide { get; init; }
    public long NetMinor { get; private set; }
    public long TaxMinor { get; private set; }
    public long GrossMinor { get; private set; }
    public OrderState State { get; private set; }
    public OrderStage Stage { get; private set; }
    public required LocationId Location { get; init; }
    public int Priority { get; init; }
    public DateOnly? RequestedOn { get; init; }
    public DateTime PlacedAt { get; init; }
    public DateTime EnteredAt { get; init; }
    public PersonId EnteredBy { get; init; }
    /// <summary>Ships only after payment: confirming places a payment hold.</summary>
    public bool PaysInAdvance { get; init; }
    public DateTime? ConfirmedAt { get; private set; }
    public DateTime? ClosedAt { get; private set; }
    [Personal] public string? CancelReason { get; private set; }
    /// <summary>When it has to leave the house, so that the promise is kept.</summary>
    public DateTime? ShipBy { get; private set; }
    public DateTime? PromisedAt { get; private set; }
    public int LineCount { get; private set; }
    public int OrderedCount { get; private set; }
    public int CancelledCount { get; private set; }
    public int BackorderedCount { get; private set; }
    public int AllocatedCount { get; private set; }
    public int ReleasedCount { get; private set; }
    public int PickedCount { get; private set; }
    public int PackedCount { get; private set; }
    public int ShippedCount { get; private set; }
    public int DeliveredCount { get; private set; }
    public int OpenHoldCount { get; private set; }
    public List<OrderLine> Lines { get; } = [];
    public List<Hold> Holds { get; } = [];

    [NotMapped] public string Number => NumberOf(Id);
    [NotMapped] public Money Net => new(NetMinor, Currency);
    [NotMapped] public Money Tax => new(TaxMinor, Currency);
    [NotMapped] public Money Gross => new(GrossMinor, Currency);
    [NotMapped] public bool IsOnHold => OpenHoldCount > 0;

    public static string NumberOf(OrderId id) => $"O-{id.Value}";

    internal OrderLine Line(OrderLineId id) => Lines.Single(line => line.Id == id);

    internal void Confirm(DateTime at, PromisedTimes promise)
    {
        Refuse.If(State is OrderState.Cancelled, $"{Number} is cancelled; enter a new order.");
        Refuse.If(State is not OrderState.Draft, $"{Number} is already confirmed.");
        Refuse.If(Lines.All(line => line.Open == 0), $"{Number} has no lines; add one first.");
        (State, ConfirmedAt, ShipBy, PromisedAt) = (OrderState.Confirmed, at, promise.ShipBy, promise.DeliverBy);
        foreach (var line in Lines) line.Promise(promise.DeliverBy);
    }

    /// <summary>The one check before work goes on, for single and bulk paths alike: it names the hold that blocks.</summary>
    internal void CanProgress()
    {
        Refuse.If(State is OrderState.Draft, $"{Number} is a draft; confirm it first.");
        Refuse.If(State is OrderState.Cancelled, $"{Number} is cancelled.");
        if (Holds.FirstOrDefault(hold => hold.IsOpen) is { Reason: var reason })
            Refuse.Because($"{Number} is on hold ({reason}); release the hold first.", "on-hold");
    }

    internal Hold PlaceHold(HoldId id, HoldReason reason, string note, PersonId by, DateTime at)
    {
        Refuse.If(State is OrderState.Closed or OrderState.Cancelled, $"{Number} is {State}; nothing is left to hold.");
        var hold = new Hold { Id = id, Order = Id, Reason = reason, Note = note, PlacedBy = by, PlacedAt = at };
        Holds.Add(hold);
        Tally();
        return hold;
    }

    internal void Cancel(string reason, DateTime at)
    {
        Refuse.If(State is OrderState.Cancelled, $"{Number} is already cancelled.");
        Refuse.If(State is OrderState.Closed, $"{Number} has gone; ask the customer to send it back instead.");
        Refuse.If(PackedCount > 0, $"{Number} is already packed; unpack its parcel first.");
        foreach (var line in Lines) line.CancelOpen();
        CancelReason = reason;
        Tally();
        (State, ClosedAt) = (ShippedCount > 0 ? OrderState.Closed : OrderState.Cancelled, at);
        Tally();
    }

    /// <summary>Everything shipped or cancelled closes an order by itself.</summary>
    internal void CloseIfDone(DateTime at)
    {
        Tally();
        if (State is not OrderState.Confirmed || ShippedCount == 0 || ShippedCount + CancelledCount != OrderedCount) return;
        (State, ClosedAt) = (OrderState.Closed, at);
        Tally();
    }

    /// <summary>When goods come in for what was short, the promise of those lines is made anew; the order keeps the worst.</summary>
    internal void Repromise(OrderLine line, PromisedTimes promise)
    {
        line.Promise(promise.DeliverBy);
        if (BackorderedCount == 0 && ShipBy < promise.ShipBy) ShipBy = promise.ShipBy;
    }

    internal void Price()
    {
        var rate = Lines.Select(line => new TaxableLine(Money.OfLine(line.Ordered, line.UnitPriceMicros, Currency), line.TaxRate, TaxSide)).ToList();
        var taxed = TaxComputation.Of(rate, Currency);
        for (var at = 0; at < Lines.Count; at++) Lines[at].Cost(taxed.Lines[at]);
        (NetMinor, TaxMinor, GrossMinor) = (taxed.Net.Minor, taxed.Tax.Minor, taxed.Gross.Minor);
        Tally();
    }

    /// <summary>The sums of the lines. Ordered = cancelled + not yet planned + backordered + allocated + picked + packed + shipped, always.</summary>
    internal void Tally()
    {
        LineCount = Lines.Count;
        OrderedCount = CancelledCount = BackorderedCount = AllocatedCount = ReleasedCount = PickedCount = PackedCount = ShippedCount = DeliveredCount = 0;
        foreach (var line in Lines)
        {
            OrderedCount += line.Ordered;
            CancelledCount += line.Cancelled;
            BackorderedCount += line.Backordered;
            AllocatedCount += line.Allocated;
            ReleasedCount += line.Released;
            PickedCount += line.Picked;
            PackedCount += line.Packed;
            ShippedCount += line.Shipped;
            DeliveredCount += line.Delivered;
        }
        OpenHoldCount = Holds.Count(hold => hold.IsOpen);
        Stage = StageOf();
    }

    internal OrderStage StageOf() => State switch
    {
        OrderState.Draft => OrderStage.Draft,
        OrderState.Cancelled => OrderStage.Cancelled,
        OrderState.Closed => OrderStage.Shipped,
        _ when AllocatedCount > ReleasedCount => OrderStage.ToRelease,
        _ when ReleasedCount > 0 => OrderStage.ToPick,
        _ when PickedCount > 0 => OrderStage.ToPack,
        _ when PackedCount > 0 => OrderStage.ToDispatch,
        _ when BackorderedCount > 0 => OrderStage.ToAllocate,
        _ => OrderStage.Shipped,
    };
}
