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
        // By groups, so that the days are walked from the last one and no other is looked at.
        var last = await reader.Payments.IgnoreAutoIncludes().Where(p => p.Currency == currency).GroupBy(p => p.ReceivedOn).OrderByDescending(g => g.Key).Take(1)
            .Select(g => new { On = g.Key, Minor = g.Sum(p => p.AmountMinor) }).FirstOrDefaultAsync();
        return new("Received", new Money(last?.Minor ?? 0, currency).Format(Texts.English.Culture), last is null ? null : (Words)$"on {last.On.Day}/{last.On.Month}");
    }
}
