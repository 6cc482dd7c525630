using System.ComponentModel.DataAnnotations.Schema;

namespace BackOffice.Fulfillment;

/// <summary>
/// How much of an item is in a location. Available = OnHand − Allocated − Unavailable − SafetyStock; it may fall below zero
/// only by a physical finding. OnHand falls at dispatch, so Allocated holds what is allocated, picked and packed. Only
/// movements write it, by conditional updates; CHECK constraints are the last line.
/// </summary>
public sealed class StockLevel
{
    public ItemId Item { get; init; }
    public LocationId Location { get; init; }
    public string Bin { get; init; } = "";
    public int OnHand { get; private set; }
    public int Allocated { get; private set; }
    public int Unavailable { get; private set; }
    public int SafetyStock { get; private set; }

    [NotMapped] public int Available => OnHand - Allocated - Unavailable - SafetyStock;
}
