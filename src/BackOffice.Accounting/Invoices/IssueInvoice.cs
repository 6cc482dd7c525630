namespace BackOffice.Accounting;

[Event("accounting.invoice-issued", 1)]
public sealed record InvoiceIssued(InvoiceId Invoice, OrderId Order, CustomerId Customer) : Event
{
    public override Words Says() => "Invoice issued";
}

// Makes a draft a legal document: posted, numbered without a gap, and paid at once by what the customer paid in advance.
[Needs(May.IssueInvoices), Raises<InvoiceIssued>]
public sealed record IssueInvoice(InvoiceId Id) : Command
{
    public override async Task Run(Work work)
    {
        var invoice = await work.Find<Invoice>(Id);
        await work.Within(May.IssueInvoices, invoice.Gross);
        invoice.Issue(work.Actor.Id, work.Today, work.Now);
        await work.Post(PostingRules.InvoiceIssued(invoice, work.Today));
        await Advances(work, invoice);
        work.NumberAtEnd(Invoice.Series, work.Today.Year, invoice.GiveNumber);

        work.Raise(new InvoiceIssued(invoice.Id, invoice.Order, invoice.Customer));
    }

    // What was paid for the order before it shipped now pays its invoice, the oldest payment first.
    private static async Task Advances(Work work, Invoice invoice)
    {
        var payments = await work.All<Allocation>().Where(a => a.Order == invoice.Order && a.Invoice == null && a.EndedAt == null)
            .OrderBy(a => a.Payment).Select(a => a.Payment).Distinct().ToListAsync();
        foreach (var id in payments.OrderBy(p => p.Value))
        {
            if (invoice.OpenMinor == 0)
                return;
            var payment = await work.Find<Payment>(id);
            var before = payment.Position;
            payment.UseAdvance(invoice, work.New<AllocationId>, work.Actor.Id, work.Now);
            await work.PostMove(payment, before, $"Advance used for the invoice of {Fulfillment.Order.NumberOf(invoice.Order)}", work.Today);
        }
    }
}
