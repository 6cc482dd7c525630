using BackOffice.Fulfillment;
using BackOffice.Kernel;

namespace BackOffice.Web;

/// <summary>An order as a shop sends it. Prices are of one unit, in the major unit of the currency, with up to six decimals.</summary>
public sealed record OrderBody(
    string Channel, string ExternalId, string Country, string Currency, IReadOnlyList<OrderBodyLine> Lines, string? CustomerId = null, string? Name = null, string? Email = null,
    string? ShipTo = null, DateTimeOffset? PlacedAt = null, bool PricesIncludeTax = false, DateOnly? RequestedOn = null)
{
    public NewOrder ToOrder()
    {
        Refuse.If(string.IsNullOrWhiteSpace(ExternalId) || ExternalId.Length > 60, "An order needs its own number in the shop (externalId, at most 60 signs).");
        Refuse.If(Lines is not { Count: > 0 }, "An order needs at least one line.");
        return new(Channel ?? "", ExternalId, new(ExternalId: CustomerId, Name: Name, Email: Email), ShipTo ?? Country ?? "", Country ?? "", Currency ?? "",
            Lines.Select(line => line.ToLine()).ToMany(), PlacedAt?.UtcDateTime, PricesIncludeTax ? TaxSide.Inclusive : TaxSide.Exclusive, RequestedOn: RequestedOn);
    }
}

public sealed record OrderBodyLine(string Code, int Quantity, decimal UnitPrice, string? Description = null)
{
    public NewOrderLine ToLine()
    {
        Refuse.If(UnitPrice is < 0 or > 10_000_000 || decimal.Truncate(UnitPrice * 1_000_000) != UnitPrice * 1_000_000, $"{Code}: {UnitPrice} is no price; 0 or more, with at most six decimals.");
        return new(Code ?? "", Description ?? "", Quantity, (long)(UnitPrice * 1_000_000));
    }
}

public sealed record OrderAnswer(string Order, string Number, bool Already);

/// <summary>A payment that arrived elsewhere; the amount in the major unit, exactly.</summary>
public sealed record PaymentBody(decimal Amount, string Currency, DateOnly ReceivedOn, string Reference, string? Payer = null, string? ExternalId = null)
{
    public Accounting.RecordPayment ToCommand()
    {
        Refuse.If(!Money.IsCurrency(Currency), "Give the currency as three capital letters, such as GBP.");
        var money = Money.Exactly(Amount, Currency);
        Refuse.If(money is null, $"{Amount} {Currency} has more decimals than the currency.");
        return new(money.Value.Minor, Currency, ReceivedOn, Payer ?? "", Reference ?? "", ExternalId);
    }
}

public sealed record PaymentAnswer(string Payment, bool IsNew, string State);

public sealed record TicketBody(string Email, string Subject, string Text, string? Name = null)
{
    public Support.OpenTicket ToCommand() => new(Name ?? "", Email ?? "", Subject ?? "", Text ?? "", Support.TicketChannel.Api);
}

public sealed record TicketAnswer(string Ticket, string Number);

/// <summary>How an order stands.</summary>
public sealed record OrderStanding(string Order, string Number, string Channel, string ExternalId, string State, string Stage, string Currency, decimal Gross, int Ordered, int Shipped, IReadOnlyList<OrderParcel> Parcels);

public sealed record OrderParcel(string Number, string State, string? Carrier, string? Tracking, DateTime? DispatchedAt);
