namespace BackOffice.Accounting;

[Event("accounting.receipt-applied", 1)]
public sealed record ReceiptApplied(PaymentId Payment, OrderId Order, InvoiceId? Invoice, CustomerId Customer) : Event
{
    public override Words Says() => "Receipt applied";
}

/// <summary>A part of a receipt for an invoice, or for an order that is not invoiced yet.</summary>
public sealed record ReceiptPart(long AmountMinor, InvoiceId? Invoice = null, OrderId? Order = null);

// A person says what a receipt pays. Several parts go in one act; what is left over is the customer's credit.
[Needs(May.ApplyPayments), Raises<ReceiptApplied>, Raises<OrderPaid>]
public sealed record ApplyReceipt(PaymentId Payment, int Seen, Many<ReceiptPart> Parts) : Command
{
    public override async Task Run(Work work)
    {
        Refuse.If(Parts.Count is 0 or > 100, "Choose at least one invoice or order (at most 100).");
        var payment = await work.Find<Payment>(Payment);
        work.Expect(payment, Seen);
        await work.Within(May.ApplyPayments, new(Parts.Sum(p => Math.Abs(p.AmountMinor)), payment.Amount.Currency));
        var before = payment.Position;

        foreach (var part in Parts)
            await Apply(work, payment, part);
        await work.PostMove(payment, before, $"{payment.Number} applied", work.Today);

        await CashApplication.SayWhatIsPaid(work, payment);
    }

    private static async Task Apply(Work work, Payment payment, ReceiptPart part)
    {
        Refuse.If(part.Invoice is null == part.Order is null, "Each part pays one invoice or one order.");
        if (part.Invoice is { } id)
        {
            var invoice = await work.Find<Invoice>(id);
            payment.Apply(invoice, part.AmountMinor, work.New<AllocationId>(), AllocationWay.ByHand, work.Actor.Id, work.Now);
            work.Raise(new ReceiptApplied(payment.Id, invoice.Order, invoice.Id, invoice.Customer));
            return;
        }
        var order = await work.All<Order>().AsNoTracking().IgnoreAutoIncludes().FirstOrDefaultAsync(o => o.Id == part.Order);
        if (order is null)
            Refuse.Because("There is no such order.", Refusal.NotFound);
        payment.Advance(order, part.AmountMinor, work.New<AllocationId>(), AllocationWay.ByHand, work.Actor.Id, work.Now);
        work.Raise(new ReceiptApplied(payment.Id, order.Id, null, order.Customer));
    }
}
