namespace BackOffice.Accounting;

/// <summary>Shipped and not invoiced, on the wall.</summary>
[Needs(May.SeeInvoices), Wall]
public sealed record ToInvoiceTile : View<TileFigure>
{
    public override async Task<TileFigure> Read(Reader reader)
    {
        var drafts = reader.Invoices.IgnoreAutoIncludes().Where(i => i.State == InvoiceState.Draft);
        var currency = reader.Company.Currency;
        var net = new Money(await drafts.Where(i => i.Currency == currency).SumAsync(i => i.NetMinor), currency);
        return new("To invoice", (await drafts.CountAsync()).ToString("N0"), $"{net.Format(Texts.English.Culture)} net");
    }
}

/// <summary>What customers owe in the company's currency.</summary>
[Needs(May.SeeInvoices), Wall]
public sealed record ReceivablesTile : View<TileFigure>
{
    public override async Task<TileFigure> Read(Reader reader)
    {
        var currency = reader.Company.Currency;
        var open = reader.Invoices.IgnoreAutoIncludes().Where(i => i.OpenMinor > 0 && i.Currency == currency);
        var count = await open.CountAsync();
        return new("Open at customers", new Money(await open.SumAsync(i => i.OpenMinor), currency).Format(Texts.English.Culture), $"{count} invoices");
    }
}

/// <summary>Receipts that nobody has claimed.</summary>
[Needs(May.SeePayments), Wall]
public sealed record SuspenseTile : View<TileFigure>
{
    public override async Task<TileFigure> Read(Reader reader)
    {
        var waiting = reader.Payments.IgnoreAutoIncludes().Where(p => p.State == PaymentState.Suspense);
        var count = await waiting.CountAsync();
        var currency = reader.Company.Currency;
        var sum = new Money(await waiting.Where(p => p.Currency == currency).SumAsync(p => p.UnappliedMinor), currency);
        return new("Suspense", count.ToString("N0"), $"{sum.Format(Texts.English.Culture)} without an owner", IsBad: count > 0);
    }
}
