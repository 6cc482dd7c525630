namespace BackOffice.Fulfillment;

public readonly record struct StockMovementId(long Value) : IId;

public enum MovementKind { Received, Allocated, Freed, PickedShort, Dispatched, Returned, Adjusted, Damaged, Counted }

/// <summary>
/// One change of a stock level, never changed afterwards; the levels are the sums of these. Its value is frozen when it
/// happens: what came in is worth what was paid, what left is worth the moving average of that moment.
/// </summary>
public sealed class StockMovement
{
    public StockMovementId Id { get; init; }
    public DateTime At { get; init; }
    public ItemId Item { get; init; }
    public LocationId Location { get; init; }
    public MovementKind Kind { get; init; }
    public int OnHandChange { get; init; }
    public int AllocatedChange { get; init; }
    public int UnavailableChange { get; init; }
    /// <summary>In the company's currency, with the sign of <see cref="OnHandChange"/>.</summary>
    public long ValueMinor { get; init; }
    public OrderId? Order { get; init; }
    public ShipmentId? Shipment { get; init; }
    public GoodsReceiptId? Receipt { get; init; }
    public string? Reason { get; init; }
    public PersonId By { get; init; }
}
