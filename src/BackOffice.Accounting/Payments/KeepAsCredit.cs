namespace BackOffice.Accounting;

[Event("accounting.receipt-kept-as-credit", 1)]
public sealed record ReceiptKeptAsCredit(PaymentId Payment, CustomerId Customer) : Event
{
    public override Words Says() => "Receipt kept as credit";
}

// A person says whose money it is, without paying anything with it: it leaves suspense and is the customer's credit.
[Needs(May.ApplyPayments), Raises<ReceiptKeptAsCredit>]
public sealed record KeepAsCredit(PaymentId Payment, CustomerId Customer, int Seen) : Command
{
    public override async Task Run(Work work)
    {
        var payment = await work.Find<Payment>(Payment);
        work.Expect(payment, Seen);
        await work.Within(May.ApplyPayments, payment.Amount);
        Refuse.If(await work.Look<Customer>(Customer) is null, "There is no such customer.", Refusal.NotFound);
        Refuse.If(payment.State != PaymentState.Suspense, $"{payment.Number} is not in suspense.");
        var before = payment.Position;
        payment.BelongTo(Customer);
        await work.PostMove(payment, before, $"{payment.Number} kept as credit", work.Today);

        work.Raise(new ReceiptKeptAsCredit(payment.Id, Customer));
    }
}
