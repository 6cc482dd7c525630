namespace BackOffice.Accounting;

[Event("accounting.receipt-unapplied", 1)]
public sealed record ReceiptUnapplied(PaymentId Payment, OrderId Order, InvoiceId? Invoice, CustomerId Customer) : Event
{
    public override Words Says() => "Receipt taken back";
}

// Undoes one allocation: the invoice is open again, the money unapplied, and an entry of its own says so.
[Needs(May.ApplyPayments), Raises<ReceiptUnapplied>]
public sealed record UnapplyReceipt(PaymentId Payment, AllocationId Allocation) : Command
{
    public override async Task Run(Work work)
    {
        var payment = await work.Find<Payment>(Payment);
        var allocation = payment.Allocations.FirstOrDefault(a => a.Id == Allocation);
        if (allocation is null)
            Refuse.Because($"{payment.Number} has no such allocation.", Refusal.NotFound);
        await work.Within(May.ApplyPayments, new(allocation.AmountMinor, payment.Amount.Currency));
        var before = payment.Position;

        payment.TakeBack(allocation, work.Actor.Id, work.Now);
        if (allocation.Invoice is { } id)
            (await work.Find<Invoice>(id)).TakeBack(allocation.AmountMinor);
        await work.PostMove(payment, before, $"{payment.Number} taken back", work.Today);

        work.Raise(new ReceiptUnapplied(payment.Id, allocation.Order, allocation.Invoice, allocation.Customer));
    }
}
