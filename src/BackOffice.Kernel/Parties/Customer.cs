namespace BackOffice.Kernel;

public readonly record struct CustomerId(long Value) : IId;

/// <summary>Someone who buys. Orders keep their own snapshot of name and address; this is who they are today.</summary>
public sealed class Customer : IRoot
{
    public CustomerId Id { get; init; }
    public int Version { get; private set; }
    /// <summary>The number by which the company knows the customer.</summary>
    [Personal] public required string Number { get; init; }
    [Personal] public required string Name { get; init; }
    [Personal] public string? Email { get; init; }
    [Personal] public string? Phone { get; init; }
    public string Country { get; init; } = "";
    public string Language { get; init; } = "en";
    /// <summary>(channel, id in that channel), unique; null for customers entered by hand.</summary>
    [Personal] public string? ExternalId { get; init; }
    /// <summary>The channel's stand-in for buyers who gave no name.</summary>
    public bool IsWalkIn { get; init; }
    /// <summary>Ships only after payment.</summary>
    public bool PaysInAdvance { get; init; }
    public DateTime CreatedAt { get; init; }
    /// <summary>When everything personal was blanked.</summary>
    public DateTime? ErasedAt { get; private set; }

    internal void Erase(DateTime at) => ErasedAt = at;
}
