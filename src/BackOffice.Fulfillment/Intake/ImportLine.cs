namespace BackOffice.Fulfillment;

public readonly record struct ImportLineId(long Value) : IId;

public enum ImportLineState { Open, Mended, Dismissed }

/// <summary>A line of an order file that became no order: rejected (it can be mended) or set aside (someone looks at it).</summary>
public sealed class ImportLine : IRoot
{
    public ImportLineId Id { get; init; }
    public int Version { get; private set; }
    public ImportId Import { get; init; }
    public required string Channel { get; init; }
    public required string FileName { get; init; }
    public int LineNumber { get; init; }
    /// <summary>As it came; never changed.</summary>
    [LongText] public required string Raw { get; init; }
    /// <summary>Of channel, text and how many equal ones stood before it: the same file again brings no line twice.</summary>
    public required string Fingerprint { get; init; }
    public LineVerdict Verdict { get; init; }
    public RejectReason? Reason { get; init; }
    public string? Detail { get; init; }
    public SetAsideKind? Aside { get; init; }
    public ImportLineState State { get; private set; }
    public OrderId? Order { get; private set; }
    public DateTime? HandledAt { get; private set; }
    public PersonId? HandledBy { get; private set; }
    [Personal] public string? Note { get; private set; }

    internal void Mend(OrderId order, PersonId by, DateTime at)
    {
        Refuse.If(State is ImportLineState.Mended, "This line was mended already.");
        Refuse.If(Verdict is not LineVerdict.Rejected, "Only a rejected line can be mended.");
        (State, Order, HandledBy, HandledAt) = (ImportLineState.Mended, order, by, at);
    }

    internal void Dismiss(string note, PersonId by, DateTime at)
    {
        Refuse.If(State is not ImportLineState.Open, "Somebody has dealt with this line already.");
        (State, Note, HandledBy, HandledAt) = (ImportLineState.Dismissed, note, by, at);
    }
}
