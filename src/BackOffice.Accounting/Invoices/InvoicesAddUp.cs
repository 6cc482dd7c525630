namespace BackOffice.Accounting;

sealed class InvoicesAddUp : Invariant
{
    public override Words Name => "Invoices add up";
    public override Words Says => "An invoice is the sum of its lines, and open by what was not applied to it.";

    public override async Task<Checked> Check(Reader reader)
    {
        var allocations = reader.Allocations.Where(a => a.EndedAt == null);
        var wrong = await reader.Invoices.IgnoreAutoIncludes().Where(i => i.State == InvoiceState.Issued && i.OpenMinor != i.GrossMinor - allocations.Where(a => a.Invoice == i.Id).Sum(a => a.AmountMinor))
            .Select(i => i.Id).Take(MostNamed).ToListAsync();
        var lines = reader.All<InvoiceLine>();
        var torn = await reader.Invoices.IgnoreAutoIncludes().Where(i => i.GrossMinor != i.NetMinor + i.TaxMinor || lines.Where(l => l.Invoice == i.Id).Sum(l => l.NetMinor) != i.NetMinor
            || lines.Where(l => l.Invoice == i.Id).Sum(l => l.TaxMinor) != i.TaxMinor).Select(i => i.Id).Take(MostNamed).ToListAsync();
        return new(await reader.Invoices.LongCountAsync(), [.. wrong.Select(i => new Violation($"Invoice {i.Value} is not open by what was applied.", $"/invoices/{i.Value}")), .. torn.Select(i => new Violation($"Invoice {i.Value} differs from its lines.", $"/invoices/{i.Value}"))]);
    }
}
