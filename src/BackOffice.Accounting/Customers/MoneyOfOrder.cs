namespace BackOffice.Accounting;

/// <summary>What an order comes to, what is invoiced, and what has been paid: the money panel beside an order and a ticket.</summary>
[Needs(May.SeeMoneyOfOrders)]
public sealed record MoneyOfOrder(OrderId Order) : View<MoneyOfOrder.Value?>
{
    public sealed record Document(InvoiceId Id, string Name, InvoiceState State, long GrossMinor, long OpenMinor, DateOnly? DueOn);
    public sealed record Received(PaymentId Payment, string Payer, long AmountMinor, DateTime At, bool IsAdvance);
    public sealed record Value(OrderId Order, CustomerId Customer, string Currency, long NetMinor, long TaxMinor, long GrossMinor, Many<Document> Invoices, Many<Received> Payments)
    {
        public long PaidMinor => Payments.Sum(p => p.AmountMinor);
        public long OpenMinor => Invoices.Sum(i => i.OpenMinor);
        public long ToInvoiceMinor => Math.Max(0, GrossMinor - Invoices.Where(i => i.State == InvoiceState.Issued).Sum(i => i.GrossMinor));
        public Money Money(long minor) => new(minor, Currency);
    }

    public override IEnumerable<IId> About => [Order];

    public override async Task<Value?> Read(Reader reader)
    {
        if (await reader.All<Order>().IgnoreAutoIncludes().FirstOrDefaultAsync(o => o.Id == Order) is not { } order)
            return null;
        var invoices = await reader.Invoices.IgnoreAutoIncludes().Where(i => i.Order == Order).OrderBy(i => i.Id).Take(50).ToListAsync();
        var payments = reader.Payments.IgnoreAutoIncludes();
        var paid = await reader.Allocations.Where(a => a.Order == Order && a.EndedAt == null).Join(payments, a => a.Payment, p => p.Id, (a, p) => new { a, p }).OrderBy(x => x.a.Id).Take(50)
            .Select(x => new Received(x.p.Id, x.p.Payer, x.a.AmountMinor, x.a.AppliedAt, x.a.Invoice == null)).ToListAsync();
        return new(Order, order.Customer, order.Currency, order.NetMinor, order.TaxMinor, order.GrossMinor,
            invoices.Select(i => new Document(i.Id, i.Name, i.State, i.GrossMinor, i.OpenMinor, i.DueOn)).ToMany(), paid.ToMany());
    }
}
