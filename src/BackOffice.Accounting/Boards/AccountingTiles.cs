using Microsoft.EntityFrameworkCore;

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

/// <summary>Money received, in the company's currency and whole units, by the last days on which some came.</summary>
[Needs(May.SeePayments), Wall]
public sealed record ReceivedByDayTile : View<TileFigure>
{
    public override async Task<TileFigure> Read(Reader reader)
    {
        var currency = reader.Company.Currency;
        var days = await reader.Payments.IgnoreAutoIncludes().Where(p => p.Currency == currency).GroupBy(p => p.ReceivedOn).OrderByDescending(g => g.Key).Take(6)
            .Select(g => new { On = g.Key, Minor = g.Sum(p => p.AmountMinor) }).ToListAsync();
        days.Reverse();
        return new($"Received, {currency}, by day", "", Parts: days.Select(d => new TilePart($"{d.On.Day}/{d.On.Month}", (int)Math.Clamp(new Money(d.Minor, currency).Major, 0, int.MaxValue))).ToMany());
    }
}

/// <summary>What came in on the last day on which something came.</summary>
[Needs(May.SeePayments), Wall]
public sealed record ReceivedTile : View<TileFigure>
{
    public override async Task<TileFigure> Read(Reader reader)
    {
        var currency = reader.Company.Currency;
        var received = reader.Payments.IgnoreAutoIncludes().Where(p => p.Currency == currency);
        var day = await received.OrderByDescending(p => p.ReceivedOn).Select(p => (DateOnly?)p.ReceivedOn).FirstOrDefaultAsync();
        var sum = new Money(await received.Where(p => p.ReceivedOn == day).SumAsync(p => p.AmountMinor), currency);
        return new("Received", sum.Format(Texts.English.Culture), day is { } on ? (Words)$"on {on.Day}/{on.Month}" : null);
    }
}
