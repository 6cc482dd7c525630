using System.ComponentModel.DataAnnotations.Schema;

namespace BackOffice.Fulfillment;

public readonly record struct FulfillmentOrderId(long Value) : IId;

public readonly record struct FulfillmentLineId(long Value) : IId;

public enum FulfillmentState { Released, Picking, Picked, Incomplete, Packed, Closed, Cancelled }

/// <summary>The part of an order that one location does in one go: what was allocated when it was released.</summary>
public sealed class FulfillmentOrder : IRoot
{
    public FulfillmentOrderId Id { get; init; }
    public int Version { get; private set; }
    public OrderId Order { get; init; }
    public LocationId Location { get; init; }
    public FulfillmentState State { get; private set; }
    [Personal] public required string CustomerName { get; init; }
    public DateTime ReleasedAt { get; init; }
    public DateTime? ShipBy { get; init; }
    public int Priority { get; init; }
    public int UnitCount { get; init; }
    public int LineCount { get; init; }
    public int PickedCount { get; private set; }
    public int ShortCount { get; private set; }
    public PersonId? Picker { get; private set; }
    public string? PickerName { get; private set; }
    /// <summary>Since when they pick it.</summary>
    public DateTime? ClaimedAt { get; private set; }
    /// <summary>A claim is a lease: after this instant anyone may go on without asking.</summary>
    public DateTime? ClaimedUntil { get; private set; }
    public List<FulfillmentLine> Lines { get; } = [];

    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(15);

    [NotMapped] public string Number => $"F-{Id.Value}";
    [NotMapped] public bool IsPickable => State is FulfillmentState.Released or FulfillmentState.Picking;

    internal void Claim(PersonId by, string name, DateTime at, bool takeOver)
    {
        Refuse.If(!IsPickable, $"{Number} is {State}; there is nothing left to pick.");
        Refuse.If(!takeOver && Picker is not null && Picker != by && ClaimedUntil > at,
            $"{PickerName} is picking {Number}; take it over first.", "claimed");
        (ClaimedAt, Picker, PickerName, ClaimedUntil) = (Picker == by ? ClaimedAt : at, by, name, at + Lease);
    }

    internal void GiveBack(PersonId by)
    {
        Refuse.If(!IsPickable, $"{Number} is {State}; there is nothing left to pick.");
        Refuse.If(Picker != by, $"{Number} is not yours to give back; {PickerName ?? "nobody"} picks it.", "claimed");
        (Picker, PickerName, ClaimedAt, ClaimedUntil) = (null, null, null, null);
    }

    /// <summary>
    /// The line that a scan belongs to: the first of this item that still wants units. A wrong item and one too many are
    /// different mistakes, with different sounds.
    /// </summary>
    internal FulfillmentLine Scanned(ItemId? item, string code)
    {
        var lines = Lines.Where(line => line.Item == item).ToList();
        Refuse.If(lines.Count == 0, $"{code} is not on {Number}; put it back.", "wrong-item");
        var line = lines.FirstOrDefault(line => line.Left > 0);
        Refuse.If(line is null, $"{code} is complete; this one is too many, put it back.", "over-scan");
        return line;
    }

    internal FulfillmentLine Line(FulfillmentLineId id)
    {
        var line = Lines.FirstOrDefault(line => line.Id == id);
        Refuse.If(line is null, $"{Number} has no such line.", Refusal.NotFound);
        return line;
    }

    internal void Pick(FulfillmentLine line, int count)
    {
        Refuse.If(count < 1, "Count at least one.");
        Refuse.If(count > line.Left, $"Only {line.Left} are left to pick; {count} would be too many.", "over-scan");
        line.Pick(count);
        Tally();
    }

    internal void PickShort(FulfillmentLine line, int count)
    {
        Refuse.If(count < 1 || count > line.Left, $"Between 1 and {line.Left} can be missing.");
        line.PickShort(count);
        Tally();
    }

    internal void Pack()
    {
        Refuse.If(State is FulfillmentState.Packed or FulfillmentState.Closed, $"{Number} is already packed.");
        Refuse.If(State is FulfillmentState.Cancelled, $"{Number} is cancelled; put the goods back.");
        Refuse.If(IsPickable, $"{Number} is not picked; {Lines.Sum(line => line.Left)} units are left.");
        Refuse.If(PickedCount == 0, $"Nothing of {Number} was picked.");
        State = FulfillmentState.Packed;
    }

    internal void Unpack() => State = FulfillmentState.Picked;

    internal void Close() => State = FulfillmentState.Closed;

    internal void Cancel() => (State, Picker, PickerName, ClaimedAt, ClaimedUntil) = (FulfillmentState.Cancelled, null, null, null, null);

    void Tally()
    {
        (PickedCount, ShortCount) = (Lines.Sum(line => line.Picked), Lines.Sum(line => line.Short));
        State = Lines.Any(line => line.Left > 0) ? FulfillmentState.Picking
            : PickedCount == 0 ? FulfillmentState.Incomplete
            : FulfillmentState.Picked;
    }
}

public sealed class FulfillmentLine
{
    public FulfillmentLineId Id { get; init; }
    public FulfillmentOrderId FulfillmentOrder { get; init; }
    public OrderLineId OrderLine { get; init; }
    public ItemId Item { get; init; }
    public required string Code { get; init; }
    public required string Description { get; init; }
    public string Bin { get; init; } = "";
    public int Quantity { get; init; }
    public int Picked { get; private set; }
    public int Short { get; private set; }

    [NotMapped] public int Left => Quantity - Picked - Short;

    internal void Pick(int count) => Picked += count;

    internal void PickShort(int count) => Short += count;
}
