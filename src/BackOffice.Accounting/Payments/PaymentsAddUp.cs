namespace BackOffice.Accounting;

sealed class PaymentsAddUp : Invariant
{
    public override Words Name => "Applied ≤ received";
    public override Words Says => "A payment is applied for no more than it brought: received = applied + advance + unapplied.";

    public override async Task<Checked> Check(Reader reader)
    {
        var allocations = reader.Allocations.Where(a => a.EndedAt == null);
        var wrong = await reader.Payments.IgnoreAutoIncludes().Where(p => p.UnappliedMinor < 0 || p.AppliedMinor + p.AdvanceMinor + p.UnappliedMinor != p.AmountMinor
            || allocations.Where(a => a.Payment == p.Id && a.Invoice != null).Sum(a => a.AmountMinor) != p.AppliedMinor
            || allocations.Where(a => a.Payment == p.Id && a.Invoice == null).Sum(a => a.AmountMinor) != p.AdvanceMinor).Select(p => p.Id).Take(MostNamed).ToListAsync();
        return new(await reader.Payments.LongCountAsync(), [.. wrong.Select(p => new Violation($"{Payment.NumberOf(p)} does not add up.", $"/cash?receipt={p.Value}"))]);
    }
}
