using System.ComponentModel.DataAnnotations.Schema;

namespace BackOffice.Fulfillment;

public readonly record struct OrderLineId(long Value) : IId;

/// <summary>What is odd about a line, shown so that a person may look at it.</summary>
public enum LineMark { None, FreeOfCharge, UnknownItem }

/// <summary>
/// One item of an order. Each ordered unit is in exactly one place: cancelled, not yet planned, backordered, allocated,
/// picked, packed or shipped. <see cref="Released"/> counts those of the allocated that pickers may take;
/// <see cref="Delivered"/> those of the shipped that arrived.
/// </summary>
public sealed class OrderLine
{
    public OrderLineId Id { get; init; }
    public OrderId Order { get; init; }
    public int Position { get; init; }
    public ItemId Item { get; init; }
    public required string Code { get; init; }
    public required string Description { get; init; }
    /// <summary>Millionths of the major unit: real catalogues have prices of 0.001.</summary>
    public long UnitPriceMicros { get; init; }
    public TaxCategory TaxCategory { get; init; }
    /// <summary>Thousandths of a per cent: 20,000 is 20 %.</summary>
    public int TaxMilliPercent { get; init; }
    public long NetMinor { get; private set; }
    public long TaxMinor { get; private set; }
    public LineMark Mark { get; init; }
    public DateTime? PromisedAt { get; private set; }
    public int Ordered { get; init; }
    public int Cancelled { get; private set; }
    public int Backordered { get; private set; }
    public int Allocated { get; private set; }
    public int Released { get; private set; }
    public int Picked { get; private set; }
    public int Packed { get; private set; }
    public int Shipped { get; private set; }
    public int Delivered { get; private set; }

    [NotMapped] public TaxRate TaxRate => new(TaxCategory, TaxMilliPercent);
    [NotMapped] public int Unplanned => Ordered - Cancelled - Backordered - Allocated - Picked - Packed - Shipped;
    [NotMapped] public int Open => Ordered - Cancelled - Shipped;
    /// <summary>Units that stock keeps for this line: they are counted in the level's Allocated until they leave.</summary>
    [NotMapped] public int HeldInStock => Allocated + Picked + Packed;

    internal void Promise(DateTime? at) => PromisedAt = at;

    internal void Cost(TaxedLine taxed) => (NetMinor, TaxMinor) = (taxed.Net.Minor, taxed.Tax.Minor);

    /// <summary>Stock gave <paramref name="count"/>; what is still missing waits as a backorder, and its promise is not known.</summary>
    internal void Allocate(int count)
    {
        Allocated += count;
        Backordered = Unplanned + Backordered;
        if (Backordered > 0) PromisedAt = null;
        Check();
    }

    internal void FillBackorder(int count)
    {
        (Backordered, Allocated) = (Backordered - count, Allocated + count);
        Check();
    }

    internal int Release()
    {
        var count = Allocated - Released;
        Released = Allocated;
        return count;
    }

    internal void Pick(int count)
    {
        (Allocated, Released, Picked) = (Allocated - count, Released - count, Picked + count);
        Check();
    }

    internal void PickShort(int count)
    {
        (Allocated, Released, Backordered) = (Allocated - count, Released - count, Backordered + count);
        PromisedAt = null;
        Check();
    }

    internal void Pack(int count)
    {
        (Picked, Packed) = (Picked - count, Packed + count);
        Check();
    }

    internal void Unpack(int count)
    {
        (Packed, Picked) = (Packed - count, Picked + count);
        Check();
    }

    internal void Ship(int count)
    {
        (Packed, Shipped) = (Packed - count, Shipped + count);
        Check();
    }

    internal void Deliver(int count)
    {
        Delivered += count;
        Check();
    }

    internal void CancelOpen()
    {
        Cancelled += Unplanned + Backordered + Allocated + Picked;
        (Backordered, Allocated, Released, Picked) = (0, 0, 0, 0);
        Check();
    }

    // A quantity that does not fit is our own mistake, never a person's; the CHECK constraint would say it less clearly.
    void Check()
    {
        if (Unplanned < 0 || Cancelled < 0 || Backordered < 0 || Allocated < 0 || Picked < 0 || Packed < 0 || Released < 0 || Released > Allocated || Delivered > Shipped)
            throw new InvalidOperationException($"Line {Id.Value} of order {Order.Value} does not add up.");
    }
}
