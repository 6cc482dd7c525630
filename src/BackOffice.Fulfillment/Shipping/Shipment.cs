using System.ComponentModel.DataAnnotations.Schema;

namespace BackOffice.Fulfillment;

public readonly record struct ShipmentId(long Value) : IId;

public readonly record struct ShipmentLineId(long Value) : IId;

public enum ShipmentState { Packed, Dispatched, Delivered, Voided }

/// <summary>The label is apart from the shipment: "packed but unlabelled" is a real state that one can try again.</summary>
public enum LabelState { None, Requested, Purchased, Failed }

/// <summary>One parcel on its way to a customer.</summary>
public sealed class Shipment : IRoot
{
    public ShipmentId Id { get; init; }
    public int Version { get; private set; }
    public OrderId Order { get; init; }
    public FulfillmentOrderId FulfillmentOrder { get; init; }
    public LocationId Location { get; init; }
    public CustomerId Customer { get; init; }
    public ShipmentState State { get; private set; }
    [Personal] public required string CustomerName { get; init; }
    [Personal] public required string ShipTo { get; init; }
    public required string Country { get; init; }
    public int WeightGrams { get; init; }
    public int UnitCount { get; init; }
    public DateTime? ShipBy { get; init; }
    public DateTime PackedAt { get; init; }
    public DateTime? DispatchedAt { get; private set; }
    public DateTime? DeliveredAt { get; private set; }
    public LabelState Label { get; private set; }
    [Personal] public string? LabelError { get; private set; }
    public string? Carrier { get; private set; }
    public string? Service { get; private set; }
    public string? Tracking { get; private set; }
    /// <summary>What the goods cost, in the company's currency: frozen at dispatch from the moving average.</summary>
    public long CostMinor { get; private set; }
    public List<ShipmentLine> Lines { get; } = [];

    [NotMapped] public string Number => NumberOf(Id);

    public static string NumberOf(ShipmentId id) => $"S-{id.Value}";

    /// <summary>True when a label has to be asked for; pressing twice, or when one is there, buys nothing.</summary>
    internal bool RequestLabel()
    {
        Refuse.If(State is not ShipmentState.Packed, $"{Number} is {State}; a label is bought before it goes.");
        if (Label is LabelState.Requested or LabelState.Purchased) return false;
        (Label, LabelError) = (LabelState.Requested, null);
        return true;
    }

    internal bool TakeLabel(string carrier, string service, string tracking)
    {
        if (Label is not LabelState.Requested || State is not ShipmentState.Packed) return false;
        (Label, Carrier, Service, Tracking) = (LabelState.Purchased, carrier, service, tracking);
        return true;
    }

    internal bool FailLabel(string why)
    {
        if (Label is not LabelState.Requested) return false;
        (Label, LabelError) = (LabelState.Failed, why);
        return true;
    }

    internal void Dispatch(string? tracking, DateTime at)
    {
        Refuse.If(State is ShipmentState.Dispatched or ShipmentState.Delivered, $"{Number} has already gone.");
        Refuse.If(State is ShipmentState.Voided, $"{Number} was unpacked again.");
        Refuse.If(tracking is null && Label is not LabelState.Purchased, $"{Number} has no label; buy one or give the carrier's tracking number.");
        (State, Tracking, DispatchedAt) = (ShipmentState.Dispatched, tracking ?? Tracking, at);
    }

    internal void Cost(long minor) => CostMinor = minor;

    internal void Deliver(DateTime at)
    {
        Refuse.If(State is not ShipmentState.Dispatched, $"{Number} is {State}; only what is on its way can arrive.");
        (State, DeliveredAt) = (ShipmentState.Delivered, at);
    }

    internal void Void()
    {
        Refuse.If(State is not ShipmentState.Packed, $"{Number} is {State}; only a packed parcel can be unpacked.");
        State = ShipmentState.Voided;
    }
}

public sealed class ShipmentLine
{
    public ShipmentLineId Id { get; init; }
    public ShipmentId Shipment { get; init; }
    public OrderLineId OrderLine { get; init; }
    public ItemId Item { get; init; }
    public required string Code { get; init; }
    public required string Description { get; init; }
    public int Quantity { get; init; }
    public long CostMinor { get; private set; }

    internal void Cost(long minor) => CostMinor = minor;
}
