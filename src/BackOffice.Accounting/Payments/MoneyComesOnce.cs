namespace BackOffice.Accounting;

sealed class MoneyComesOnce : Invariant
{
    public override Words Name => "Every payment once";
    public override Words Says => "What a bank or a sender tells twice is one payment, one bank entry and one statement.";

    public override async Task<Checked> Check(Reader reader)
    {
        var payments = reader.Payments.IgnoreAutoIncludes();
        var entries = reader.BankEntries;
        var twice = await payments.GroupBy(p => p.ExternalId).Where(g => g.Count() > 1).Select(g => g.Max(p => p.Id)).Take(MostNamed).ToListAsync();
        var booked = await entries.GroupBy(e => new { e.BankAccount, e.Key }).Where(g => g.Count() > 1).Select(g => g.Key.Key).Take(MostNamed).ToListAsync();
        var shared = await entries.Where(e => e.Payment != null).GroupBy(e => e.Payment).Where(g => g.Count() > 1).Select(g => g.Key).Take(MostNamed).ToListAsync();
        // A receipt and its bank entry name each other.
        var loose = await payments.Where(p => p.BankEntry != null && !entries.Any(e => e.Id == p.BankEntry && e.Payment == p.Id && e.AmountMinor == p.AmountMinor)).Select(p => p.Id).Take(MostNamed).ToListAsync();
        var lost = await entries.Where(e => e.AmountMinor > 0 && !payments.Any(p => p.Id == e.Payment)).Select(e => e.Id).Take(MostNamed).ToListAsync();
        return new(await payments.LongCountAsync() + await entries.LongCountAsync(),
        [
            .. twice.Select(p => new Violation($"{Payment.NumberOf(p)} was told before.", $"/cash?receipt={p.Value}")),
            .. booked.Select(key => new Violation($"The bank's entry {key} is there more than once.", "/statements")),
            .. shared.Select(p => new Violation($"{Payment.NumberOf(p!.Value)} is in more than one bank entry.", $"/cash?receipt={p.Value.Value}")),
            .. loose.Select(p => new Violation($"{Payment.NumberOf(p)} and its bank entry do not agree.", $"/cash?receipt={p.Value}")),
            .. lost.Select(e => new Violation($"The bank entry {e.Value} brought money that is in no payment.", "/statements")),
        ]);
    }
}
