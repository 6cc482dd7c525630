namespace BackOffice.Accounting;

/// <summary>
/// The balance of each account up to the end of a month (or all), from the roll-ups alone: as many rows as accounts × months,
/// however many entries there are. Debit and credit of the whole are equal in each currency.
/// </summary>
[Needs(May.SeeLedger)]
public sealed record TrialBalance(PeriodId? Until = null) : View<TrialBalance.Value>
{
    public sealed record Row(AccountId Account, string Name, AccountGroup Group, string Currency, long DebitMinor, long CreditMinor, long LineCount, long ThisMonthMinor);
    public sealed record Sum(string Currency, long DebitMinor, long CreditMinor);
    public sealed record Value(Many<Row> Rows, Many<Sum> Sums, long LineCount, Many<PeriodId> Periods);

    public override async Task<Value> Read(Reader reader)
    {
        var accounts = await reader.Accounts.ToDictionaryAsync(a => a.Id);
        var until = Until ?? new PeriodId(999_912);
        var balances = await reader.AccountBalances.Where(b => b.Period <= until).ToListAsync();
        var last = Until ?? (balances.Count == 0 ? until : balances.Max(b => b.Period.Value) is var max ? new PeriodId(max) : until);
        var rows = balances.GroupBy(b => (b.Account, b.Currency)).OrderBy(g => accounts[g.Key.Account].Group).ThenBy(g => g.Key.Account.Value).ThenBy(g => g.Key.Currency, StringComparer.Ordinal)
            .Select(g => RowOf(accounts[g.Key.Account], g.Key.Currency, [.. g], last)).ToMany();
        var sums = rows.GroupBy(r => r.Currency).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new Sum(g.Key, g.Sum(r => r.DebitMinor), g.Sum(r => r.CreditMinor))).ToMany();
        var periods = await reader.All<Period>().OrderByDescending(p => p.Id).Take(36).Select(p => p.Id).ToListAsync();
        return new(rows, sums, rows.Sum(r => r.LineCount), periods.ToMany());
    }

    private static Row RowOf(Account account, string currency, List<AccountBalance> balances, PeriodId month)
    {
        var net = balances.Sum(b => b.DebitMinor - b.CreditMinor);
        return new(account.Id, account.Name, account.Group, currency, Math.Max(net, 0), Math.Max(-net, 0), balances.Sum(b => (long)b.LineCount),
            balances.Where(b => b.Period == month).Sum(b => b.DebitMinor - b.CreditMinor));
    }
}
