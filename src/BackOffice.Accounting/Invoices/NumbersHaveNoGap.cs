namespace BackOffice.Accounting;

sealed class NumbersHaveNoGap : Invariant
{
    public override Words Name => "Invoice numbers without a gap";
    public override Words Says => "The numbers of issued invoices of a year begin at one and have no gap.";

    public override async Task<Checked> Check(Reader reader)
    {
        var numbers = await reader.Invoices.IgnoreAutoIncludes().Where(i => i.State == InvoiceState.Issued).Select(i => i.Number).ToListAsync();
        var wrong = numbers.Where(n => n is null).Select(_ => new Violation("An issued invoice has no number.", "/invoices")).ToList();
        foreach (var year in numbers.OfType<string>().GroupBy(n => n[..9]))
            if (year.Distinct().Count() is var count && year.Select(n => long.Parse(n[9..])).Max() != count)
                wrong.Add(new($"{year.Key}…: {count} numbers, but the last is {year.Max()}.", "/invoices"));
        return new(numbers.Count, wrong.Take(MostNamed).ToMany());
    }
}
