namespace BackOffice.Accounting;

/// <summary>An invoice as it goes to its customer. The id is the same at each try, so that a mail that left twice is one mail.</summary>
public sealed record InvoiceMail(string Id, string To, string Name, string Subject, string Text, string FileName, byte[] Pdf);

/// <summary>The door through which invoices are mailed.</summary>
public interface IInvoicePost
{
    Task Send(InvoiceMail mail, CancellationToken stop = default);
}

/// <summary>Keeps the PDF of an issued invoice and mails it to a customer whose address is known, in the customer's language.</summary>
[Errand("accounting.mail-invoice")]
public sealed record MailInvoice(InvoiceId Invoice) : Errand
{
    public override string Subject => Touched.Key(Invoice);

    public override Task<ICommand?> Run(World world) => Send(world, isThere: false);

    public override Task<ICommand?> Report(World world) => Send(world, isThere: true);

    async Task<ICommand?> Send(World world, bool isThere)
    {
        using var reading = await world.Open();
        if (await reading.Reader.Read(new InvoiceDetail(Invoice)) is not { State: InvoiceState.Issued, MailedAt: null } invoice)
            return null;
        var customer = await reading.Reader.All<Customer>().FirstOrDefaultAsync(c => c.Id == invoice.Customer);
        var texts = Texts.In(customer?.Language);
        var pdf = InvoicePdf.Print(invoice, reading.Reader.Company, texts, world.Now);
        var hash = await world.Files.Keep(pdf);
        if (!isThere && customer?.Email is { Length: > 0 } address)
            await world.Get<IInvoicePost>().Send(new($"invoice-{Invoice.Value}", address, invoice.CustomerName, texts[$"Invoice {invoice.Name}"],
                texts[$"Here is invoice {invoice.Name} over {invoice.Money(invoice.GrossMinor).Format(texts.Culture)}, due on {invoice.DueOn!.Value.ToString("d MMMM yyyy", texts.Culture)}."], $"{invoice.Name}.pdf", pdf), world.Stop);
        return new RecordInvoiceMailed(Invoice, hash, customer?.Email is { Length: > 0 });
    }
}

[Event("accounting.invoice-mailed", 1)]
public sealed record InvoiceMailed(InvoiceId Invoice, CustomerId Customer) : Event
{
    public override Words Says() => "Invoice mailed";
}

// The post reports that an invoice has left the house, or that only its PDF was kept because nobody knows an address.
[Needs(May.IssueInvoices), Raises<InvoiceMailed>]
public sealed record RecordInvoiceMailed(InvoiceId Id, string Document, bool WasMailed) : Command
{
    public override async Task Run(Work work)
    {
        var invoice = await work.Find<Invoice>(Id);
        invoice.Keep(Document);
        if (!WasMailed)
            return;
        invoice.Mailed(work.Now);
        work.Raise(new InvoiceMailed(Id, invoice.Customer));
    }
}
