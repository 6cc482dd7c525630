namespace BackOffice.Fulfillment;

public readonly record struct ItemId(long Value) : IId;

/// <summary>One thing that can be sold (an SKU). Stock is never a field of it.</summary>
public sealed class Item : IRoot
{
    public ItemId Id { get; init; }
    public int Version { get; private set; }
    /// <summary>The code in capitals, unique.</summary>
    public required string Code { get; init; }
    public string Name { get; internal set; } = "";
    /// <summary>What the scanner reads, when it is not the code itself.</summary>
    public string? Barcode { get; init; }
    public int WeightGrams { get; init; } = 250;
    /// <summary>False for goods that an order file named and nobody has looked at yet.</summary>
    public bool IsReviewed { get; private set; }
    public DateTime CreatedAt { get; init; }

    public static string Codify(string code) => code.Trim().ToUpperInvariant();

    internal void Review(string name) => (Name, IsReviewed) = (name, true);
}

/// <summary>
/// What all units of an item are worth together, over all locations, in the company's currency: the moving weighted average.
/// Receiving adds what was paid; leaving takes the average of what is there, rounded half to even to the smallest unit, and
/// the last unit takes all that is left, so that quantity and value reach zero together.
/// </summary>
public sealed class ItemCost : IRoot
{
    /// <summary>The item's own id.</summary>
    public ItemId Id { get; init; }
    public int Version { get; private set; }
    public int Count { get; private set; }
    public long ValueMinor { get; private set; }
    /// <summary>The last purchase price, in millionths: what found units are worth when none is left to average.</summary>
    public long LastCostMicros { get; private set; }

    internal void Receive(int count, long valueMinor, long unitCostMicros)
    {
        (Count, ValueMinor) = (Count + count, ValueMinor + valueMinor);
        if (unitCostMicros > 0) LastCostMicros = unitCostMicros;
    }

    /// <summary>Units found come in at the average, or at the last price paid when there is none.</summary>
    internal long Find(int count, string currency)
    {
        var value = Count > 0 ? Share(count) : Money.OfLine(count, LastCostMicros, currency).Minor;
        (Count, ValueMinor) = (Count + count, ValueMinor + value);
        return value;
    }

    internal long Leave(int count)
    {
        if (count > Count) throw new InvalidOperationException($"Item {Id.Value} has {Count} units of known cost; {count} cannot leave.");
        var value = count == Count ? ValueMinor : Share(count);
        (Count, ValueMinor) = (Count - count, ValueMinor - value);
        return value;
    }

    long Share(int count) => (long)Math.Round((decimal)ValueMinor * count / Count, MidpointRounding.ToEven);
}
