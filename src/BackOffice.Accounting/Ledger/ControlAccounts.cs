namespace BackOffice.Accounting;

/// <summary>A control account against the documents that it stands for, per currency.</summary>
abstract class ControlAccount(AccountRole role) : Invariant
{
    protected abstract Task<Dictionary<string, long>> Documents(Reader reader);

    public override async Task<Checked> Check(Reader reader)
    {
        var account = ChartOfAccounts.Of(role);
        var ledger = await reader.JournalLines.Where(l => l.Account == account).GroupBy(l => l.Currency).ToDictionaryAsync(g => g.Key, g => g.Sum(l => l.AmountMinor));
        var told = await Documents(reader);
        var wrong = ledger.Keys.Union(told.Keys).Order(StringComparer.Ordinal).Where(c => ledger.GetValueOrDefault(c) != told.GetValueOrDefault(c))
            .Select(c => new Violation($"The ledger says {new Money(ledger.GetValueOrDefault(c), c)}, the documents {new Money(told.GetValueOrDefault(c), c)}.", "/trial-balance"));
        return new(Math.Max(ledger.Count, told.Count), wrong.ToMany());
    }

    protected static Task<Dictionary<string, long>> PaymentSums(Reader reader, System.Linq.Expressions.Expression<Func<Payment, long>> amount, System.Linq.Expressions.Expression<Func<Payment, bool>> which) =>
        reader.Payments.IgnoreAutoIncludes().Where(which).GroupBy(p => p.Currency, amount).ToDictionaryAsync(g => g.Key, g => g.Sum());
}

sealed class ReceivablesAreOpenInvoices() : ControlAccount(AccountRole.Receivables)
{
    public override Words Name => "Receivables = open invoices";
    public override Words Says => "What the ledger says that customers owe is what is open on invoices.";

    protected override Task<Dictionary<string, long>> Documents(Reader reader) =>
        reader.Invoices.IgnoreAutoIncludes().Where(i => i.State == InvoiceState.Issued).GroupBy(i => i.Currency).ToDictionaryAsync(g => g.Key, g => g.Sum(i => i.OpenMinor));
}

sealed class AdvancesAreKeptForOrders() : ControlAccount(AccountRole.Advances)
{
    public override Words Name => "Customer advances";
    public override Words Says => "Customer advances in the ledger are what payments keep for orders.";

    protected override Task<Dictionary<string, long>> Documents(Reader reader) => PaymentSums(reader, p => -p.AdvanceMinor, _ => true);
}

sealed class CreditIsUnapplied() : ControlAccount(AccountRole.CustomerCredit)
{
    public override Words Name => "Customer credit";
    public override Words Says => "Customer credit in the ledger is what known customers' payments have left.";

    protected override Task<Dictionary<string, long>> Documents(Reader reader) => PaymentSums(reader, p => -p.UnappliedMinor, p => p.Customer != null);
}

sealed class PaymentsAreOnTheWay() : ControlAccount(AccountRole.PaymentsOnTheWay)
{
    public override Words Name => "Payments on the way";
    public override Words Says => "Payments on the way are those that no bank statement shows yet.";

    protected override Task<Dictionary<string, long>> Documents(Reader reader) => PaymentSums(reader, p => p.AmountMinor, p => p.BankEntry == null);
}

sealed class SuspenseIsUnexplained() : ControlAccount(AccountRole.Suspense)
{
    public override Words Name => "Suspense";
    public override Words Says => "Suspense in the ledger is what nobody has explained yet.";

    protected override async Task<Dictionary<string, long>> Documents(Reader reader)
    {
        var sums = await PaymentSums(reader, p => -p.UnappliedMinor, p => p.Customer == null);
        var accounts = reader.All<BankAccount>();
        var wentOut = await reader.BankEntries.Where(e => e.AmountMinor < 0 && e.ExplainedBy == null).Join(accounts, e => e.BankAccount, a => a.Id, (e, a) => new { a.Currency, e.AmountMinor })
            .GroupBy(e => e.Currency).ToDictionaryAsync(g => g.Key, g => g.Sum(e => -e.AmountMinor));
        foreach (var (currency, minor) in wentOut)
            sums[currency] = sums.GetValueOrDefault(currency) + minor;
        return sums;
    }
}
