namespace BackOffice.Accounting;

/// <summary>What a customer owes and has paid. Overdue is what was due before today.</summary>
[Needs(May.SeeInvoices)]
public sealed record CustomerAccount(CustomerId Id) : View<CustomerAccount.Value?>
{
    public sealed record Open(InvoiceId Id, string Number, OrderId Order, DateOnly? IssuedOn, DateOnly? DueOn, int LineCount, long GrossMinor, long OpenMinor, string Currency);
    public sealed record Received(PaymentId Id, DateOnly On, long AmountMinor, long UnappliedMinor, string Currency, string Evidence);
    public sealed record Sum(string Currency, long OpenMinor, long OverdueMinor, long CreditMinor, long AdvanceMinor, long ToInvoiceMinor)
    {
        public long BalanceMinor => OpenMinor - CreditMinor;
    }
    public sealed record Value(CustomerId Id, string Number, string Name, string? Email, string? Phone, bool PaysInAdvance, DateOnly Today, Many<Sum> Sums, Many<Open> Items, Many<Received> Payments);

    public override IEnumerable<IId> About => [Id];

    public override async Task<Value?> Read(Reader reader)
    {
        if (await reader.All<Customer>().FirstOrDefaultAsync(c => c.Id == Id) is not { } customer)
            return null;
        var today = reader.Today;
        var invoices = reader.Invoices.IgnoreAutoIncludes().Where(i => i.Customer == Id);
        var items = await invoices.Where(i => i.OpenMinor > 0).OrderBy(i => i.DueOn).ThenBy(i => i.Id).Take(100)
            .Select(i => new Open(i.Id, i.Number ?? "", i.Order, i.IssuedOn, i.DueOn, i.LineCount, i.GrossMinor, i.OpenMinor, i.Currency)).ToListAsync();
        var open = await invoices.Where(i => i.OpenMinor > 0).GroupBy(i => i.Currency).Select(g => new { g.Key, Open = g.Sum(i => i.OpenMinor), Overdue = g.Sum(i => i.DueOn < today ? i.OpenMinor : 0) }).ToListAsync();
        var drafts = await invoices.Where(i => i.State == InvoiceState.Draft).GroupBy(i => i.Currency).Select(g => new { g.Key, Gross = g.Sum(i => i.GrossMinor) }).ToListAsync();
        var own = reader.Payments.IgnoreAutoIncludes().Where(p => p.Customer == Id);
        var held = await own.GroupBy(p => p.Currency).Select(g => new { g.Key, Credit = g.Sum(p => p.UnappliedMinor), Advance = g.Sum(p => p.AdvanceMinor) }).ToListAsync();
        var payments = await own.OrderByDescending(p => p.Id).Take(20).Select(p => new Received(p.Id, p.ReceivedOn, p.AmountMinor, p.UnappliedMinor, p.Currency, p.Evidence)).ToListAsync();

        var sums = open.Select(o => o.Key).Concat(held.Select(h => h.Key)).Concat(drafts.Select(d => d.Key)).DefaultIfEmpty(reader.Company.Currency).Distinct().Order(StringComparer.Ordinal)
            .Select(c => new Sum(c, open.Find(o => o.Key == c)?.Open ?? 0, open.Find(o => o.Key == c)?.Overdue ?? 0, held.Find(h => h.Key == c)?.Credit ?? 0, held.Find(h => h.Key == c)?.Advance ?? 0,
                drafts.Find(d => d.Key == c)?.Gross ?? 0)).ToMany();
        return new(Id, customer.Number, customer.Name, customer.Email, customer.Phone, customer.PaysInAdvance, today, sums, items.ToMany(), payments.ToMany());
    }
}
