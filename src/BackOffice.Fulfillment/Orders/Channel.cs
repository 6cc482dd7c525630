namespace BackOffice.Fulfillment;

public readonly record struct ChannelId(long Value) : IId;

/// <summary>A way by which orders come: a shop, a marketplace, the telephone. External ids are unique within it.</summary>
public sealed class Channel : IRoot
{
    public ChannelId Id { get; init; }
    public int Version { get; private set; }
    /// <summary>Lower case, unique: <c>web</c>.</summary>
    public required string Code { get; init; }
    public required string Name { get; init; }
    public required string Currency { get; init; }
    /// <summary>Who buys when nobody is named.</summary>
    public CustomerId WalkIn { get; init; }
    public LocationId Location { get; init; }
}
