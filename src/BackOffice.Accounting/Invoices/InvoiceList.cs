namespace BackOffice.Accounting;

/// <summary>Issued invoices, the newest first. Overdue is what was due before today.</summary>
[Needs(May.SeeInvoices)]
public sealed record InvoiceList(bool OnlyOpen = false, bool OnlyOverdue = false, CustomerId? Customer = null, InvoiceId? After = null) : ListView<InvoiceList.Row>
{
    public sealed record Row(InvoiceId Id, int Version, string Number, OrderId Order, CustomerId Customer, string CustomerName, DateOnly? IssuedOn, DateOnly? DueOn,
        long GrossMinor, long OpenMinor, string Currency, bool WasMailed);

    public override IQueryable<Row> Read(Reader reader)
    {
        // Only issued invoices have something open, and the index of what is open is the shortest way to them.
        var invoices = reader.Invoices.IgnoreAutoIncludes();
        invoices = OnlyOpen || OnlyOverdue ? invoices.Where(i => i.OpenMinor > 0) : invoices.Where(i => i.State == InvoiceState.Issued);
        if (OnlyOverdue)
        {
            var today = reader.Today;
            invoices = invoices.Where(i => i.DueOn < today);
        }
        if (Customer is { } customer)
            invoices = invoices.Where(i => i.Customer == customer);
        if (After is { } last)
            invoices = invoices.Where(i => i.Id < last);
        return invoices.OrderByDescending(i => i.Id)
            .Select(i => new Row(i.Id, i.Version, i.Number ?? "", i.Order, i.Customer, i.CustomerName, i.IssuedOn, i.DueOn, i.GrossMinor, i.OpenMinor, i.Currency, i.MailedAt != null));
    }
}
