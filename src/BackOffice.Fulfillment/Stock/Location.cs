namespace BackOffice.Fulfillment;

public readonly record struct LocationId(long Value) : IId;

/// <summary>A warehouse: where stock is, with its own clock and the hour at which the carrier comes.</summary>
public sealed class Location : IRoot
{
    public LocationId Id { get; init; }
    public int Version { get; private set; }
    public required string Code { get; init; }
    public required string Name { get; init; }
    /// <summary>The sender's address on labels, one line each.</summary>
    public string Address { get; init; } = "";
    public required string Zone { get; init; }
    public TimeOnly CutOff { get; init; } = new(15, 30);

    internal PromisedTimes PromiseFrom(DateTime at) => PromisedTimes.From(at, CutOff, TimeZoneInfo.FindSystemTimeZoneById(Zone));
}
