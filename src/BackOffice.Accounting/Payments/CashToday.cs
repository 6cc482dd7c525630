namespace BackOffice.Accounting;

/// <summary>The figures of the cash page for the company's day: what the banks hold, what is on its way, what came in, and how much of it needed nobody.</summary>
[Needs(May.SeePayments)]
public sealed record CashToday : View<CashToday.Value>
{
    public sealed record Bank(BankAccountId Id, string Name, string Currency, long? BalanceMinor, DateOnly? On);
    public sealed record PerCurrency(string Currency, long OnTheWayMinor, long ReceivedMinor, long SuspenseMinor, long OpenMinor);
    public sealed record Value(Many<Bank> Banks, Many<PerCurrency> Sums, int ReceivedCount, int ByItselfCount, int SuspenseCount, DateOnly? OldestOn, Many<long> Ageing, string AgeingCurrency);

    public override async Task<Value> Read(Reader reader)
    {
        var day = reader.Today;
        var banks = await reader.All<BankAccount>().OrderBy(a => a.Id).Take(20).ToListAsync();
        var way = ChartOfAccounts.Of(AccountRole.PaymentsOnTheWay);
        var payments = reader.Payments.IgnoreAutoIncludes();
        var today = await payments.Where(p => p.ReceivedOn == day).Select(p => new { p.Currency, p.AmountMinor, p.State, ByHand = p.Allocations.Any(a => a.EndedAt == null && a.Way == AllocationWay.ByHand) }).ToListAsync();
        var waiting = await payments.Where(p => p.UnappliedMinor > 0).GroupBy(p => p.Currency)
            .Select(g => new { Currency = g.Key, UnappliedMinor = g.Sum(p => p.UnappliedMinor), Count = g.Count(), Oldest = g.Min(p => p.ReceivedOn) }).ToListAsync();
        var onTheWay = await payments.Where(p => p.MoneyIn == way).GroupBy(p => p.Currency).ToDictionaryAsync(g => g.Key, g => g.Sum(p => p.AmountMinor));
        var open = await reader.Invoices.IgnoreAutoIncludes().Where(i => i.OpenMinor > 0).GroupBy(i => new { i.Currency, i.DueOn }).Select(g => new { g.Key.Currency, g.Key.DueOn, Open = g.Sum(i => i.OpenMinor) }).ToListAsync();

        var home = reader.Company.Currency;
        var sums = today.Select(p => p.Currency).Concat(waiting.Select(p => p.Currency)).Concat(onTheWay.Keys).Concat(open.Select(o => o.Currency)).Append(home).Distinct().OrderBy(c => c != home).ThenBy(c => c, StringComparer.Ordinal)
            .Select(c => new PerCurrency(c, onTheWay.GetValueOrDefault(c), today.Where(p => p.Currency == c).Sum(p => p.AmountMinor), waiting.Where(p => p.Currency == c).Sum(p => p.UnappliedMinor),
                open.Where(o => o.Currency == c).Sum(o => o.Open))).ToMany();
        var ages = new long[5];
        foreach (var item in open.Where(o => o.Currency == home && o.DueOn is not null))
            ages[Age(day.DayNumber - item.DueOn!.Value.DayNumber)] += item.Open;
        return new(banks.Select(b => new Bank(b.Id, b.Short, b.Currency, b.BalanceMinor, b.BalanceOn)).ToMany(), sums, today.Count, today.Count(p => p.State == PaymentState.Applied && !p.ByHand),
            waiting.Sum(w => w.Count), waiting.Count == 0 ? null : waiting.Min(w => w.Oldest), ages.ToMany(), home);
    }

    private static int Age(int days) => days switch { <= 0 => 0, <= 30 => 1, <= 60 => 2, <= 90 => 3, _ => 4 };
}

/// <summary>Receipts, the newest first: those that need a person, or all of them.</summary>
[Needs(May.SeePayments)]
public sealed record Receipts(bool OnlyToMatch = true, CustomerId? Customer = null, PaymentId? After = null) : ListView<Receipts.Row>
{
    public sealed record Row(PaymentId Id, int Version, string Payer, string Text, long AmountMinor, long UnappliedMinor, string Currency, DateOnly ReceivedOn, PaymentState State, string Evidence);

    public override IQueryable<Row> Read(Reader reader)
    {
        var payments = reader.Payments.IgnoreAutoIncludes();
        if (OnlyToMatch)
            payments = payments.Where(p => p.UnappliedMinor > 0);
        if (Customer is { } customer)
            payments = payments.Where(p => p.Customer == customer);
        if (After is { } last)
            payments = payments.Where(p => p.Id < last);
        return payments.OrderByDescending(p => p.Id).Select(p => new Row(p.Id, p.Version, p.Payer, p.Text, p.AmountMinor, p.UnappliedMinor, p.Currency, p.ReceivedOn, p.State, p.Evidence));
    }
}

/// <summary>Money that left the bank and is not explained.</summary>
[Needs(May.SeePayments)]
public sealed record UnexplainedPayouts : ListView<UnexplainedPayouts.Row>
{
    public sealed record Row(BankEntryId Id, string Bank, string Party, string Text, long AmountMinor, string Currency, DateOnly BookedOn);

    public override IQueryable<Row> Read(Reader reader)
    {
        var accounts = reader.All<BankAccount>();
        return reader.BankEntries.Where(e => e.AmountMinor < 0 && e.ExplainedBy == null).Join(accounts, e => e.BankAccount, a => a.Id, (e, a) => new { e, a })
            .OrderByDescending(x => x.e.Id).Select(x => new Row(x.e.Id, x.a.Name, x.e.Party, x.e.Text, x.e.AmountMinor, x.a.Currency, x.e.BookedOn));
    }
}

/// <summary>One item of "my work" for all receipts that need a person.</summary>
[Needs(May.ApplyPayments)]
public sealed record SuspenseWork : View<Many<WorkItem>>
{
    public override async Task<Many<WorkItem>> Read(Reader reader)
    {
        var waiting = reader.Payments.IgnoreAutoIncludes().Where(p => p.State == PaymentState.Suspense).OrderBy(p => p.Id);
        var first = await waiting.Select(p => (DateTime?)p.RecordedAt).FirstOrDefaultAsync();
        if (first is null)
            return [];
        var count = await waiting.Take(1_000).CountAsync();
        return [new("suspense", first.Value.AddDays(1), "cash", $"{count} receipts nobody has claimed", "Money in suspense waits for a day at most", "/cash", "Match")];
    }
}

/// <summary>How many receipts stand in suspense.</summary>
[Needs(May.SeePayments)]
public sealed record SuspenseCount : View<PlaceCount>
{
    public override async Task<PlaceCount> Read(Reader reader) =>
        new(await reader.Payments.IgnoreAutoIncludes().Where(p => p.State == PaymentState.Suspense).OrderBy(p => p.Id).Take(1_000).CountAsync());
}
