namespace BackOffice.Fulfillment;

public enum LineVerdict { Accepted, Rejected, SetAside }

/// <summary>What is the matter with a line that was rejected. The detail beside it is what stood there.</summary>
public enum RejectReason
{
    FieldCount, QuoteNeverCloses, TooLong, NotText, NoOrderNumber, NoItemCode, CodeTooLong, QuantityIsNoWholeNumber, QuantityIsZero,
    QuantityTooLarge, PriceIsNoNumber, PriceIsBelowZero, PriceTooLarge, DateUnreadable, CustomerDiffers, OrderTooLong, OrderHasOtherContent,
}

/// <summary>One line of an order file and what becomes of it.</summary>
public sealed record OrderFileLine(int Number, string Raw, LineVerdict Verdict)
{
    public RejectReason? Reason { get; init; }
    public string? Detail { get; init; }
    public SetAsideKind? Aside { get; init; }
    public string Order { get; init; } = "";
    public string Code { get; init; } = "";
    public string Description { get; init; } = "";
    public int Quantity { get; init; }
    public long UnitPriceMicros { get; init; }
    /// <summary>Local to the company, as written in the file.</summary>
    public DateTime At { get; init; }
    public string? Customer { get; init; }
    public string Country { get; init; } = "";
}
