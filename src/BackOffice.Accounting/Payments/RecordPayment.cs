namespace BackOffice.Accounting;

[Event("accounting.payment-received", 1)]
public sealed record PaymentReceived(PaymentId Payment, OrderId? Order, CustomerId? Customer) : Event
{
    public override Words Says() => "Payment received";
}

[Event("accounting.order-paid", 1)]
public sealed record OrderPaid(OrderId Order, PaymentId Payment) : Event
{
    public override Words Says() => "Paid in full";
}

/// <summary>What became of a payment: whether it was new, and where it stands.</summary>
public sealed record RecordedPayment(PaymentId Payment, bool WasNew, PaymentState State, string Evidence);

// A payment typed by a person or told by a card processor or marketplace. Told twice under the same id it is one payment;
// the same id with another amount is refused. What names an order or invoice and its exact amount is applied at once.
[Needs(May.RecordPayments), Raises<PaymentReceived>, Raises<OrderPaid>]
public sealed record RecordPayment(long AmountMinor, string Currency, DateOnly ReceivedOn, string Payer, string Reference, string? ExternalId = null, bool IsNotice = false)
    : Command<RecordedPayment>
{
    public override async Task<RecordedPayment> Run(Work work)
    {
        Refuse.If(AmountMinor is <= 0 or > 1_000_000_000_000, "Give the amount, more than nothing.");
        Refuse.If(!Money.IsCurrency(Currency), "Give the currency as three capital letters, such as GBP.");
        Refuse.If(ReceivedOn > work.Today, "A payment is not received in the future; look at the date.");
        Refuse.If(Reference.Length > 400 || Payer.Length > 140 || ExternalId?.Length > 100, "The reference, payer or external id is too long.");

        var id = work.New<PaymentId>();
        var external = string.IsNullOrWhiteSpace(ExternalId) ? $"typed-{id.Value}" : ExternalId.Trim();
        if (await work.All<Payment>().AsNoTracking().IgnoreAutoIncludes().FirstOrDefaultAsync(p => p.ExternalId == external) is { } first)
        {
            Refuse.If(first.AmountMinor != AmountMinor || first.Currency != Currency,
                $"{external} was already told, with {first.Amount}; a payment has one id and one amount.", Refusal.RepeatedWithOtherContent);
            return new(first.Id, false, first.State, first.Evidence);
        }

        await work.Within(May.RecordPayments, new(AmountMinor, Currency));
        var payment = new Payment
        {
            Id = id,
            Source = IsNotice ? PaymentSource.Notice : PaymentSource.Typed,
            ExternalId = external,
            Currency = Currency,
            AmountMinor = AmountMinor,
            ReceivedOn = ReceivedOn,
            RecordedAt = work.Now,
            RecordedBy = work.Actor.Id,
            Payer = Payer.Trim(),
            Text = Reference.Trim(),
        };
        var claims = await CashApplication.Claims(work, References.In(Reference), Currency);
        var match = Matching.Decide(AmountMinor, claims);
        payment.Arrive(match.Evidence);
        if (match.IsCertain)
            await CashApplication.Apply(work, payment, match);
        work.Add(payment);
        await work.PostMove(payment, PaymentPosition.Nowhere, $"{payment.Number} received", ReceivedOn);

        work.Raise(new PaymentReceived(payment.Id, payment.Order ?? (claims.Count == 1 ? claims[0].Order : null), payment.Customer));
        await CashApplication.SayWhatIsPaid(work, payment);
        return new(payment.Id, true, payment.State, payment.Evidence);
    }
}
