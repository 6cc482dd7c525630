namespace BackOffice.Accounting;

/// <summary>What must always hold in the books; each check reads the rows themselves and names what is wrong.</summary>
static class AccountingInvariants
{
    private const int Most = 20;

    public static readonly Invariant[] All =
    [
        new("Each journal entry adds up to nothing in each currency", EntriesAddUp),
        new("Each journal entry is posted, with at least two lines", EntriesAreWhole),
        new("Each posting key is unique", KeysAreUnique),
        new("Rolled-up balances are the sums of their lines", RollUpIsScan),
        new("Receivables are what is open on invoices", r => Control(r, AccountRole.Receivables, Receivables)),
        new("Customer advances are what payments keep for orders", r => Control(r, AccountRole.Advances, reader => PaymentSums(reader, p => -p.AdvanceMinor, _ => true))),
        new("Customer credit is what known customers' payments have left", r => Control(r, AccountRole.CustomerCredit, reader => PaymentSums(reader, p => -p.UnappliedMinor, p => p.Customer != null))),
        new("Suspense is what nobody has explained", r => Control(r, AccountRole.Suspense, Suspense)),
        new("Payments on the way are those that no statement shows yet", r => Control(r, AccountRole.PaymentsOnTheWay, reader => PaymentSums(reader, p => p.AmountMinor, p => p.BankEntry == null))),
        new("Stock in the ledger is stock on the shelf", StockAgrees),
        new("Payments are applied for no more than they brought", PaymentsAddUp),
        new("Invoices are open by what was not applied to them", InvoicesAddUp),
        new("Nothing is invoiced that was not shipped", InvoicedIsShipped),
        new("Everything shipped has an invoice or a draft", ShippedIsDrafted),
        new("Invoice numbers are without a gap", NumbersHaveNoGap),
    ];

    private static async Task<Checked> EntriesAddUp(Reader reader)
    {
        var wrong = await reader.JournalLines.GroupBy(l => new { l.Entry, l.Currency }).Where(g => g.Sum(l => l.AmountMinor) != 0).Select(g => g.Key).Take(Most).ToListAsync();
        return new(await reader.JournalLines.LongCountAsync(), wrong.Select(w => $"{JournalEntry.NumberOf(w.Entry)} does not add up in {w.Currency}.").ToMany());
    }

    private static async Task<Checked> EntriesAreWhole(Reader reader)
    {
        var lines = reader.JournalLines;
        var wrong = await reader.JournalEntries.IgnoreAutoIncludes().Where(e => !e.IsPosted || lines.Count(l => l.Entry == e.Id) < 2).Select(e => e.Id).Take(Most).ToListAsync();
        return new(await reader.JournalEntries.LongCountAsync(), wrong.Select(w => $"{JournalEntry.NumberOf(w)} is not whole.").ToMany());
    }

    private static async Task<Checked> KeysAreUnique(Reader reader)
    {
        var wrong = await reader.JournalEntries.IgnoreAutoIncludes().GroupBy(e => new { e.Source, e.SourceId, e.Purpose, e.Revision }).Where(g => g.Count() > 1).Select(g => g.Key).Take(Most).ToListAsync();
        return new(await reader.JournalEntries.LongCountAsync(), wrong.Select(w => $"{w.Source} {w.SourceId} was posted twice for {w.Purpose} {w.Revision}.").ToMany());
    }

    private static async Task<Checked> RollUpIsScan(Reader reader)
    {
        var rolled = await reader.AccountBalances.ToDictionaryAsync(b => (b.Account, b.Period, b.Currency), b => (b.DebitMinor, b.CreditMinor, (long)b.LineCount));
        var scanned = await reader.JournalLines.GroupBy(l => new { l.Account, l.Period, l.Currency })
            .Select(g => new { g.Key, Debit = g.Sum(l => l.AmountMinor > 0 ? l.AmountMinor : 0), Credit = g.Sum(l => l.AmountMinor < 0 ? -l.AmountMinor : 0), Count = g.LongCount() }).ToListAsync();
        var wrong = scanned.Where(s => !rolled.Remove((s.Key.Account, s.Key.Period, s.Key.Currency), out var r) || r != (s.Debit, s.Credit, s.Count))
            .Select(s => $"Account {s.Key.Account.Value} in {Period.NameOf(s.Key.Period)} {s.Key.Currency}: lines say debit {s.Debit} and credit {s.Credit}, the roll-up differs.").ToList();
        wrong.AddRange(rolled.Where(r => r.Value != (0, 0, 0)).Select(r => $"Account {r.Key.Account.Value} in {Period.NameOf(r.Key.Period)} {r.Key.Currency} has a roll-up without lines."));
        return new(scanned.Count, wrong.Take(Most).ToMany());
    }

    // A control account against the documents that it stands for, per currency.
    private static async Task<Checked> Control(Reader reader, AccountRole role, Func<Reader, Task<Dictionary<string, long>>> documents)
    {
        var account = ChartOfAccounts.Of(role);
        var ledger = await reader.JournalLines.Where(l => l.Account == account).GroupBy(l => l.Currency).ToDictionaryAsync(g => g.Key, g => g.Sum(l => l.AmountMinor));
        var told = await documents(reader);
        var wrong = ledger.Keys.Union(told.Keys).Order(StringComparer.Ordinal).Where(c => ledger.GetValueOrDefault(c) != told.GetValueOrDefault(c))
            .Select(c => $"The ledger says {new Money(ledger.GetValueOrDefault(c), c)}, the documents {new Money(told.GetValueOrDefault(c), c)}.");
        return new(Math.Max(ledger.Count, told.Count), wrong.ToMany());
    }

    private static Task<Dictionary<string, long>> Receivables(Reader reader) =>
        reader.Invoices.IgnoreAutoIncludes().Where(i => i.State == InvoiceState.Issued).GroupBy(i => i.Currency).ToDictionaryAsync(g => g.Key, g => g.Sum(i => i.OpenMinor));

    private static Task<Dictionary<string, long>> PaymentSums(Reader reader, System.Linq.Expressions.Expression<Func<Payment, long>> amount, System.Linq.Expressions.Expression<Func<Payment, bool>> which) =>
        reader.Payments.IgnoreAutoIncludes().Where(which).GroupBy(p => p.Currency, amount).ToDictionaryAsync(g => g.Key, g => g.Sum());

    private static async Task<Dictionary<string, long>> Suspense(Reader reader)
    {
        var sums = await PaymentSums(reader, p => -p.UnappliedMinor, p => p.Customer == null);
        var accounts = reader.All<BankAccount>();
        var wentOut = await reader.BankEntries.Where(e => e.AmountMinor < 0 && e.ExplainedBy == null).Join(accounts, e => e.BankAccount, a => a.Id, (e, a) => new { a.Currency, e.AmountMinor })
            .GroupBy(e => e.Currency).ToDictionaryAsync(g => g.Key, g => g.Sum(e => -e.AmountMinor));
        foreach (var (currency, minor) in wentOut)
            sums[currency] = sums.GetValueOrDefault(currency) + minor;
        return sums;
    }

    private static async Task<Checked> StockAgrees(Reader reader)
    {
        var stock = ChartOfAccounts.Of(AccountRole.Stock);
        var ledger = await reader.JournalLines.Where(l => l.Account == stock).SumAsync(l => l.AmountMinor);
        var shelf = await reader.All<ItemCost>().SumAsync(c => c.ValueMinor);
        var currency = reader.Company.Currency;
        return new(1, ledger == shelf ? [] : [$"The ledger says {new Money(ledger, currency)}, the shelf {new Money(shelf, currency)}."]);
    }

    private static async Task<Checked> PaymentsAddUp(Reader reader)
    {
        var allocations = reader.Allocations.Where(a => a.EndedAt == null);
        var wrong = await reader.Payments.IgnoreAutoIncludes().Where(p => p.UnappliedMinor < 0 || p.AppliedMinor + p.AdvanceMinor + p.UnappliedMinor != p.AmountMinor
            || allocations.Where(a => a.Payment == p.Id && a.Invoice != null).Sum(a => a.AmountMinor) != p.AppliedMinor
            || allocations.Where(a => a.Payment == p.Id && a.Invoice == null).Sum(a => a.AmountMinor) != p.AdvanceMinor).Select(p => p.Id).Take(Most).ToListAsync();
        return new(await reader.Payments.LongCountAsync(), wrong.Select(p => $"{Payment.NumberOf(p)} does not add up.").ToMany());
    }

    private static async Task<Checked> InvoicesAddUp(Reader reader)
    {
        var allocations = reader.Allocations.Where(a => a.EndedAt == null);
        var wrong = await reader.Invoices.IgnoreAutoIncludes().Where(i => i.State == InvoiceState.Issued && i.OpenMinor != i.GrossMinor - allocations.Where(a => a.Invoice == i.Id).Sum(a => a.AmountMinor))
            .Select(i => i.Id).Take(Most).ToListAsync();
        var lines = reader.All<InvoiceLine>();
        var torn = await reader.Invoices.IgnoreAutoIncludes().Where(i => i.GrossMinor != i.NetMinor + i.TaxMinor || lines.Where(l => l.Invoice == i.Id).Sum(l => l.NetMinor) != i.NetMinor
            || lines.Where(l => l.Invoice == i.Id).Sum(l => l.TaxMinor) != i.TaxMinor).Select(i => i.Id).Take(Most).ToListAsync();
        return new(await reader.Invoices.LongCountAsync(), wrong.Select(i => $"Invoice {i.Value} is not open by what was applied.").Concat(torn.Select(i => $"Invoice {i.Value} differs from its lines.")).ToMany());
    }

    private static async Task<Checked> InvoicedIsShipped(Reader reader)
    {
        var orderLines = reader.All<OrderLine>();
        var wrong = await reader.All<InvoiceLine>().GroupBy(l => l.OrderLine).Select(g => new { g.Key, Count = g.Sum(l => l.Count) })
            .Join(orderLines, g => g.Key, l => l.Id, (g, l) => new { l.Order, l.Shipped, g.Count }).Where(x => x.Count > x.Shipped).Take(Most).ToListAsync();
        return new(await reader.All<InvoiceLine>().LongCountAsync(), wrong.Select(w => $"{Order.NumberOf(w.Order)}: {w.Count} invoiced, {w.Shipped} shipped.").ToMany());
    }

    private static async Task<Checked> ShippedIsDrafted(Reader reader)
    {
        var invoices = reader.Invoices;
        var gone = reader.All<Shipment>().IgnoreAutoIncludes().Where(s => s.State == ShipmentState.Dispatched || s.State == ShipmentState.Delivered);
        var wrong = await gone.Where(s => !invoices.Any(i => i.Shipment == s.Id)).Select(s => s.Id).Take(Most).ToListAsync();
        return new(await gone.LongCountAsync(), wrong.Select(s => $"{Shipment.NumberOf(s)} has no invoice.").ToMany());
    }

    private static async Task<Checked> NumbersHaveNoGap(Reader reader)
    {
        var numbers = await reader.Invoices.IgnoreAutoIncludes().Where(i => i.State == InvoiceState.Issued).Select(i => i.Number).ToListAsync();
        var wrong = numbers.Where(n => n is null).Select(_ => "An issued invoice has no number.").ToList();
        foreach (var year in numbers.OfType<string>().GroupBy(n => n[..9]))
            if (year.Distinct().Count() is var count && year.Select(n => long.Parse(n[9..])).Max() != count)
                wrong.Add($"{year.Key}…: {count} numbers, but the last is {year.Max()}.");
        return new(numbers.Count, wrong.Take(Most).ToMany());
    }
}
