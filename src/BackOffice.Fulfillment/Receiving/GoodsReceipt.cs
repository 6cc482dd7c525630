using System.ComponentModel.DataAnnotations.Schema;

namespace BackOffice.Fulfillment;

public readonly record struct GoodsReceiptId(long Value) : IId;

public readonly record struct GoodsReceiptLineId(long Value) : IId;

/// <summary>Goods that came in, as counted at the dock; written once.</summary>
public sealed class GoodsReceipt : IRoot
{
    public GoodsReceiptId Id { get; init; }
    public int Version { get; private set; }
    public LocationId Location { get; init; }
    public required string DeliveryNote { get; init; }
    public string Vendor { get; init; } = "";
    public DateTime ReceivedAt { get; init; }
    public PersonId ReceivedBy { get; init; }
    public int UnitCount { get; init; }
    /// <summary>In the company's currency.</summary>
    public long ValueMinor { get; init; }
    /// <summary>Units that went straight to orders which were waiting.</summary>
    public int FilledCount { get; private set; }
    public List<GoodsReceiptLine> Lines { get; } = [];

    [NotMapped] public string Number => $"GR-{Id.Value}";

    internal void Filled(int count) => FilledCount += count;
}

public sealed class GoodsReceiptLine
{
    public GoodsReceiptLineId Id { get; init; }
    public GoodsReceiptId Receipt { get; init; }
    public ItemId Item { get; init; }
    public required string Code { get; init; }
    public required string Description { get; init; }
    public int Count { get; init; }
    public long UnitCostMicros { get; init; }
    public long ValueMinor { get; init; }
}
