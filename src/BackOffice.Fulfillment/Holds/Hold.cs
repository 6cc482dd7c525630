using System.ComponentModel.DataAnnotations.Schema;

namespace BackOffice.Fulfillment;

public readonly record struct HoldId(long Value) : IId;

public enum HoldReason { Payment, Credit, Address, PossibleDuplicate, FraudCheck, CustomerRequest, OutOfStock, PromiseUnknown, Other }

/// <summary>A reason why an order must not go on, with who said so and who lifted it. Many at once are possible.</summary>
public sealed class Hold
{
    public HoldId Id { get; init; }
    public OrderId Order { get; init; }
    public HoldReason Reason { get; init; }
    [Personal] public required string Note { get; init; }
    public PersonId PlacedBy { get; init; }
    public DateTime PlacedAt { get; init; }
    public PersonId? ReleasedBy { get; private set; }
    public DateTime? ReleasedAt { get; private set; }
    [Personal] public string? ReleaseNote { get; private set; }

    [NotMapped] public bool IsOpen => ReleasedAt is null;

    internal void Release(PersonId by, string note, DateTime at)
    {
        Refuse.If(!IsOpen, "This hold was already released.");
        (ReleasedBy, ReleaseNote, ReleasedAt) = (by, note, at);
    }
}
