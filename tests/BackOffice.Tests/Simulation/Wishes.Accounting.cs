using BackOffice.Accounting;
using BackOffice.Fulfillment;
using BackOffice.Kernel;

namespace BackOffice.Tests.Simulation;

static partial class Wishes
{
    static IssueInvoice? IssueInvoice(Picture p, Luck luck) => luck.Pick(p.Invoices, i => i.State is InvoiceState.Draft) is { } i ? new(i.Id) : null;
    static DraftInvoice? DraftInvoice(Picture p, Luck luck) => luck.Pick(p.Shipments, s => s.State is ShipmentState.Dispatched) is { } s ? new(s.Id) : null;
    static PostCostOfGoods? PostCostOfGoods(Picture p, Luck luck) => luck.Pick(p.Shipments, s => s.State is ShipmentState.Dispatched) is { } s ? new(s.Id) : null;
    static RecordInvoiceMailed? RecordInvoiceMailed(Picture p, Luck luck) => luck.Pick(p.Invoices, i => i.State is InvoiceState.Issued && i.MailedAt is null) is { } i ? new(i.Id, "document", true) : null;

    static RecordPayment RecordPayment(Picture p, Luck luck)
    {
        var open = p.Invoices.Where(i => i.OpenMinor > 0).ToList();
        var unpaid = p.Orders.Where(o => o is { State: OrderState.Confirmed, GrossMinor: > 0 }).ToList();
        var (amount, reference) = luck.Next(4) switch
        {
            0 when open.Count > 0 && luck.Of(open) is { } i => (i.OpenMinor, i.Number ?? ""),
            1 when unpaid.Count > 0 && luck.Of(unpaid) is { } o => (o.GrossMinor, o.Number),
            2 when open.Count > 0 && luck.Of(open) is { } i => (i.OpenMinor / 2 + 1, i.Number ?? ""),
            _ => (100L + luck.Next(5000), "thanks"),
        };
        return new(amount, "GBP", p.Today.AddDays(-luck.Next(3)), "HARBOUR LANE LTD", reference, luck.OneIn(2) ? null : $"PSP-{luck.Next(luck.OneIn(3) ? 4 : 10_000)}", luck.OneIn(2));
    }

    // What was seen may be older than what is there: then it must be refused.
    static ApplyReceipt? ApplyReceipt(Picture p, Luck luck)
    {
        if (luck.Pick(p.Payments, r => r.UnappliedMinor > 0) is not { } payment) return null;
        var invoices = p.Invoices.Where(i => i.OpenMinor > 0 && i.Currency == payment.Currency).ToList();
        var orders = p.Orders.Where(o => o is { State: OrderState.Confirmed, GrossMinor: > 0 }).ToList();
        var most = Math.Max(1, payment.UnappliedMinor);
        var parts = new List<ReceiptPart>();
        if (invoices.Count > 0 && !luck.OneIn(4) && luck.Of(invoices) is { } invoice) parts.Add(new(luck.OneIn(3) ? Math.Min(most, invoice.OpenMinor) / 2 + 1 : Math.Min(most, invoice.OpenMinor), Invoice: invoice.Id));
        else if (orders.Count > 0 && luck.Of(orders) is { } order) parts.Add(new(Math.Min(most, order.GrossMinor), Order: order.Id));
        if (invoices.Count > 1 && luck.OneIn(3)) parts.Add(new(1 + luck.Next(200), Invoice: luck.Of(invoices).Id));
        return parts.Count == 0 ? null : new(payment.Id, luck.OneIn(4) ? Math.Max(0, payment.Version - 1) : payment.Version, parts.ToMany());
    }

    static KeepAsCredit? KeepAsCredit(Picture p, Luck luck) => luck.Pick(p.Payments, r => r.State is PaymentState.Suspense) is { } r && p.All<Customer>() is { Count: > 0 } customers
        ? new(r.Id, luck.Of(customers).Id, luck.OneIn(4) ? Math.Max(0, r.Version - 1) : r.Version) : null;

    static UnapplyReceipt? UnapplyReceipt(Picture p, Luck luck) => luck.Pick(p.All<BackOffice.Accounting.Allocation>(), a => a.EndedAt is null) is { } a ? new(a.Payment, a.Id) : null;

    static OpenBankAccount OpenBankAccount(Picture p, Luck luck) => new($"GB{luck.Next(3):D20}", "Bank", "GBP");

    static ImportStatement ImportStatement(Picture p, Luck luck)
    {
        // Files overlap and come again: the same statement is the same for ever, whatever the luck of the day.
        var number = luck.Next(5);
        var fixedLuck = new Luck((uint)number + 7);
        var entries = Enumerable.Range(0, 1 + fixedLuck.Next(3)).Select(i => (Minor: fixedLuck.OneIn(3) ? -100L - fixedLuck.Next(900) : 500L + fixedLuck.Next(4000), Ref: $"B-{number}-{i}")).ToList();
        if (luck.OneIn(3) && p.Payments.Where(r => r.BankEntry is null).ToList() is { Count: > 0 } coming && luck.Of(coming) is { } payment)
            (number, entries) = (100 + (int)(payment.Id.Value % 1000), [(payment.AmountMinor, payment.Text)]);
        if (luck.OneIn(12)) entries.Add((1234, "changed"));
        return new("statement.xml", $"hash-{number}", new([new($"STMT-{number}", "GB33BUKB20201555555555", "GBP", null, new(2026, 11, 20), 0, new(2026, 11, 23), entries.Sum(e => e.Minor),
            entries.Select((e, i) => new ReadEntry(e.Minor, new(2026, 11, 23), new(2026, 11, 23), $"{number}/{e.Ref}", null, null, e.Ref, "HARBOUR LANE LTD", null, i + 1)).ToMany())]), NewAccounts: true);
    }

    static ExplainBankEntry? ExplainBankEntry(Picture p, Luck luck) => luck.Pick(p.All<BankEntry>(), e => e.AmountMinor < 0 && e.ExplainedBy is null) is { } e && p.All<Account>().Where(a => !a.IsControl).ToList() is { Count: > 0 } open
        ? new(e.Id, luck.Of(open).Id, "Bank fee") : null;

    static PostEntry? PostEntry(Picture p, Luck luck)
    {
        var open = p.All<Account>().Where(a => !a.IsControl).ToList();
        var minor = 1L + luck.Next(10_000);
        return open.Count < 2 ? null : new(p.Today.AddDays(-luck.Next(40)), "GBP", "By hand", [new(luck.Of(open).Id, minor), new(luck.Of(open).Id, luck.OneIn(20) ? minor : -minor)]);
    }

    static ReverseEntry? ReverseEntry(Picture p, Luck luck) => luck.Pick(p.All<JournalEntry>(), e => e.Source is SourceKind.Manual) is { } e ? new(e.Id, "A mistake") : null;
    static ClosePeriod ClosePeriod(Picture p, Luck luck) => new(luck.OneIn(4) ? Period.Of(p.Today) : Period.Of(p.Today.AddMonths(-1 - luck.Next(2))));
    static ReopenPeriod? ReopenPeriod(Picture p, Luck luck) => luck.Pick(p.All<Period>(), m => m.State is PeriodState.Closed) is { } m ? new(m.Id, "Late papers") : null;
    static PostStockDifferences? PostStockDifferences(Picture p, Luck luck) => p.Items is { Count: > 0 } items ? new(luck.Of(items).Id) : null;
}
