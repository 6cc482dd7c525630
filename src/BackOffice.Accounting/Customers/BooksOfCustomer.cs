namespace BackOffice.Accounting;

/// <summary>
/// What Accounting keeps about a customer. It blanks nothing but what the palette found: invoices, payments, bank entries and the
/// journal are the books, which have to be kept unchanged for years.
/// </summary>
sealed class BooksOfCustomer : CustomerRecords
{
    public override async Task Export(Reader reader, Customer customer, PersonalExport export)
    {
        var invoices = await reader.Invoices.Where(i => i.Customer == customer.Id).OrderBy(i => i.Id).ToListAsync();
        export.Add("invoices", invoices.ConvertAll(i => new
        {
            i.Name,
            i.CustomerName,
            i.BillTo,
            i.Country,
            i.IssuedOn,
            Net = i.NetMinor,
            Tax = i.TaxMinor,
            Gross = i.Gross.Major,
            i.Currency,
            Lines = i.Lines.ConvertAll(l => new { l.Code, l.Description }),
        }));
        foreach (var invoice in invoices) export.File($"{invoice.Name}.pdf", invoice.Document);
        export.Add("payments", (await reader.Payments.IgnoreAutoIncludes().Where(p => p.Customer == customer.Id).OrderBy(p => p.Id).ToListAsync())
            .ConvertAll(p => new { p.Number, p.Payer, p.PayerAccount, p.Text, p.ReceivedOn, Amount = p.Amount.Major, p.Currency }));
    }

    public override async Task Erase(Work work, Customer customer, Erasure erasure)
    {
        var invoices = await work.All<Invoice>().IgnoreAutoIncludes().AsNoTracking().Where(i => i.Customer == customer.Id).OrderBy(i => i.Id).ToListAsync();
        if (invoices.Find(i => i.State is InvoiceState.Draft) is { } draft) Refuse.Because($"{draft.Name} is still to be issued; issue it first.");
        if (invoices.Find(i => i.OpenMinor > 0) is { } open) Refuse.Because($"{open.Name} is still to be paid; the customer's name is needed until then.");
        var payments = await work.All<Payment>().IgnoreAutoIncludes().AsNoTracking().Where(p => p.Customer == customer.Id).Select(p => p.Id).ToListAsync();
        var entries = await work.All<BankEntry>().AsNoTracking().CountAsync(b => b.Payment != null && payments.Contains(b.Payment.Value));

        erasure.Kept("Invoices with name and address", invoices.Count, "The law wants issued documents kept unchanged.");
        erasure.Kept("Payments with what the payer wrote", payments.Count, "They are vouchers of the ledger.");
        erasure.Kept("Entries of bank statements", entries, "They are vouchers of the ledger.");
        await erasure.FindBy("invoice", invoices.ToDictionary(i => i.Id, i => i.Name));
        await erasure.FindBy("payment", payments.ToDictionary(id => id, Payment.NumberOf));
        await erasure.ForgetDrafts(invoices.Select(i => i.Id));
    }

    public override async Task<bool> Names(Reader reader, string hash) =>
        await reader.Invoices.AnyAsync(i => i.Document == hash) || await reader.All<BankStatement>().AnyAsync(s => s.FileHash == hash);
}
