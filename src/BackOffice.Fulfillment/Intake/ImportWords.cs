namespace BackOffice.Fulfillment;

/// <summary>Why a line was rejected, and what to do about one that was set aside, in words.</summary>
static class ImportWords
{
    public static string Why(Texts T, RejectReason reason, string? detail) => reason switch
    {
        RejectReason.FieldCount => T[$"The number of fields is wrong: {detail}"],
        RejectReason.QuoteNeverCloses => T["A quote opens and never closes"],
        RejectReason.TooLong => T["The line is too long to be an order line"],
        RejectReason.NotText => T["This is no text"],
        RejectReason.NoOrderNumber => T["No order number, or one that is too long"],
        RejectReason.NoItemCode => T["No item code"],
        RejectReason.CodeTooLong => T["The item code is too long"],
        RejectReason.QuantityIsNoWholeNumber => T[$"“{detail}” is no whole number"],
        RejectReason.QuantityIsZero => T["The quantity is 0"],
        RejectReason.QuantityTooLarge => T[$"{detail} is too many"],
        RejectReason.PriceIsNoNumber => T[$"“{detail}” is no price"],
        RejectReason.PriceIsBelowZero => T["The price is below zero"],
        RejectReason.PriceTooLarge => T[$"{detail} is too high a price"],
        RejectReason.DateUnreadable => T[$"“{detail}” is no date"],
        RejectReason.CustomerDiffers => T["The order has another customer"],
        RejectReason.OrderTooLong => T["The order has too many lines"],
        _ => T[$"The order is here with other content: {detail}"],
    };

    public static string Suggestion(Texts T, SetAsideKind kind) => kind switch
    {
        SetAsideKind.Cancellation => T["Look whether the goods came back; open a return"],
        SetAsideKind.Postage => T["Bill the postage with the order"],
        SetAsideKind.BankCharge or SetAsideKind.MarketplaceFee or SetAsideKind.Commission => T["Give it to accounting as a charge"],
        SetAsideKind.Discount => T["Give a credit note"],
        SetAsideKind.Sample => T["Nothing to ship; note who got it"],
        SetAsideKind.BadDebt => T["Give it to receivables"],
        SetAsideKind.Voucher => T["Issue the voucher"],
        SetAsideKind.StockAdjustment => T["Count the item and adjust its stock"],
        _ => T["Ask who entered it"],
    };
}
