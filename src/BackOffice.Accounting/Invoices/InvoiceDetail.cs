namespace BackOffice.Accounting;

/// <summary>One invoice with its lines, taxes, what paid it and where it stands in the journal.</summary>
[Needs(May.SeeInvoices)]
public sealed record InvoiceDetail(InvoiceId Id) : View<InvoiceDetail.Value?>
{
    public sealed record Line(InvoiceLineId Id, string Code, string Description, int Count, long UnitPriceMicros, long NetMinor, string Tax);
    public sealed record TaxRow(string Label, long NetMinor, long TaxMinor);
    public sealed record Paid(AllocationId Id, PaymentId Payment, long AmountMinor, AllocationWay Way, DateTime At, bool IsOpen);
    public sealed record Value(InvoiceId Id, int Version, string Name, InvoiceState State, OrderId Order, CustomerId Customer, string CustomerName, string BillTo, string Country, string Currency,
        long NetMinor, long TaxMinor, long GrossMinor, long OpenMinor, DateTime ShippedAt, DateTime IssueBy, DateOnly? IssuedOn, DateOnly? DueOn, DateTime? MailedAt, string? Problem, string? OrderExternalId,
        Many<Line> Lines, Many<TaxRow> Taxes, Many<Paid> Payments, Many<JournalEntryId> Entries)
    {
        public Money Money(long minor) => new(minor, Currency);
    }

    public override IEnumerable<IId> About => [Id];

    public override async Task<Value?> Read(Reader reader)
    {
        if (await reader.Invoices.FirstOrDefaultAsync(i => i.Id == Id) is not { } i)
            return null;
        var paid = await reader.Allocations.Where(a => a.Invoice == Id).OrderBy(a => a.Id).Take(100)
            .Select(a => new Paid(a.Id, a.Payment, a.AmountMinor, a.Way, a.AppliedAt, a.EndedAt == null)).ToListAsync();
        var entries = await reader.JournalEntries.Where(e => e.Invoice == Id).OrderBy(e => e.Id).Take(20).Select(e => e.Id).ToListAsync();
        return new(i.Id, i.Version, i.Name, i.State, i.Order, i.Customer, i.CustomerName, i.BillTo, i.Country, i.Currency, i.NetMinor, i.TaxMinor, i.GrossMinor, i.OpenMinor,
            i.ShippedAt, i.IssueBy, i.IssuedOn, i.DueOn, i.MailedAt, i.Problem, i.OrderExternalId,
            i.Lines.OrderBy(l => l.Position).Select(l => new Line(l.Id, l.Code, l.Description, l.Count, l.UnitPriceMicros, l.NetMinor, $"{l.TaxCategory.Code()} {l.TaxRate.Percent:0.###}")).ToMany(),
            i.Taxes.OrderBy(t => t.Id.Value).Select(t => new TaxRow(t.Label, t.NetMinor, t.TaxMinor)).ToMany(), paid.ToMany(), entries.ToMany());
    }
}
