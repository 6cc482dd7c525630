namespace BackOffice.Accounting;

sealed class BalancesAreTheirLines : Invariant
{
    public override Words Name => "Roll-ups = scans";
    public override Words Says => "The balance of each account and month is the sum of its journal lines.";

    public override async Task<Checked> Check(Reader reader)
    {
        var rolled = await reader.AccountBalances.ToDictionaryAsync(b => (b.Account, b.Period, b.Currency), b => (b.DebitMinor, b.CreditMinor, (long)b.LineCount));
        var scanned = await reader.JournalLines.GroupBy(l => new { l.Account, l.Period, l.Currency })
            .Select(g => new { g.Key, Debit = g.Sum(l => l.AmountMinor > 0 ? l.AmountMinor : 0), Credit = g.Sum(l => l.AmountMinor < 0 ? -l.AmountMinor : 0), Count = g.LongCount() }).ToListAsync();
        var wrong = scanned.Where(s => !rolled.Remove((s.Key.Account, s.Key.Period, s.Key.Currency), out var r) || r != (s.Debit, s.Credit, s.Count))
            .Select(s => new Violation($"Account {s.Key.Account.Value} in {Period.NameOf(s.Key.Period)} {s.Key.Currency}: lines say debit {s.Debit} and credit {s.Credit}, the roll-up differs.", "/trial-balance")).ToList();
        wrong.AddRange(rolled.Where(r => r.Value != (0, 0, 0)).Select(r => new Violation($"Account {r.Key.Account.Value} in {Period.NameOf(r.Key.Period)} {r.Key.Currency} has a roll-up without lines.", "/trial-balance")));
        return new(scanned.Count, wrong.Take(MostNamed).ToMany());
    }
}
