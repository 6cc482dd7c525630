using BackOffice.Accounting;
using BackOffice.Kernel;
using BackOffice.Testing;
using BackOffice.Tests.Fulfillment;
using Microsoft.Extensions.DependencyInjection;
using UglyToad.PdfPig;

namespace BackOffice.Tests.Accounting;

public class InvoiceDocumentTests
{
    [Fact]
    public async Task Issuing_keeps_the_pdf_with_the_stored_figures()
    {
        await using var company = await Company.Open();
        var (order, invoice) = await company.Issued(("MUG", 4), ("BOWL", 2));

        await company.RunErrands();

        var kept = await company.InvoiceOf(invoice.Id);
        Assert.NotNull(kept.Document);
        var text = TextOf((await company.Services.GetRequiredService<Files>().Read(kept.Document))!);
        Assert.Contains(invoice.Number!, text);
        Assert.Contains("£18.00", text);
        Assert.Contains("3.00", text);
        Assert.Contains(BackOffice.Fulfillment.Order.NumberOf(order), text);
        Assert.Null(kept.MailedAt);
    }

    [Fact]
    public async Task It_is_mailed_once_to_a_customer_whose_address_is_known()
    {
        var post = new Post();
        await using var company = await Company.Open(also: services => services.AddSingleton<IInvoicePost>(post));
        await company.Receives("MUG", 4);
        var placed = await company.Joe.Does(new BackOffice.Fulfillment.PlaceOrder(Goods.Order(("MUG", 4)) with { Buyer = new(ExternalId: "C1", Name: "Rosa", Email: "rosa@example.com") }));
        await company.Joe.Does(new BackOffice.Fulfillment.ConfirmOrder(placed.Order));
        await company.Joe.Does(new BackOffice.Fulfillment.ReleaseOrder(placed.Order));
        var part = await company.PartOf(placed.Order);
        await company.Ana.Does(new BackOffice.Fulfillment.ScanPick(part.Id, "MUG", 4));
        await company.Ana.Does(new BackOffice.Fulfillment.DispatchShipment((await company.Ana.Does(new BackOffice.Fulfillment.PackOrder(part.Id))).Shipment, "1Z999AA1"));
        var draft = (await company.All<Invoice>()).Single();

        await company.Bea.Does(new IssueInvoice(draft.Id));
        await company.RunErrands();
        await company.RunErrands();

        var mail = Assert.Single(post.Sent);
        Assert.Equal(("rosa@example.com", "INV-2026-00001.pdf"), (mail.To, mail.FileName));
        Assert.NotNull((await company.InvoiceOf(draft.Id)).MailedAt);
    }

    [Fact]
    public void Many_lines_go_over_several_pages_and_the_spanish_one_is_spanish()
    {
        var lines = Enumerable.Range(1, 90).Select(n => new InvoiceDetail.Line(new(n), $"C{n}", $"Goods number {n}", n, 1_234_500, n * 123, "S 20")).ToMany();
        var invoice = new InvoiceDetail.Value(new(1), 1, "INV-2026-00007", InvoiceState.Issued, new(5), new(6), "Casa Olmo", "Calle 1\nMadrid", "Spain", "EUR", 503_685, 100_737, 604_422, 604_422,
            new(2026, 11, 24, 10, 0, 0, DateTimeKind.Utc), new(2026, 11, 24, 12, 0, 0, DateTimeKind.Utc), new(2026, 11, 24), new(2026, 12, 24), null, null, null, lines, [new("S 20", 503_685, 100_737)], [], []);
        Texts.Add(typeof(AccountingDepartment).Assembly);

        var pdf = InvoicePdf.Print(invoice, new() { Name = "Test Gifts Ltd", Currency = "GBP", Zone = "Europe/London" }, Texts.Spanish, new(2026, 11, 24));

        using var document = PdfDocument.Open(pdf);
        Assert.True(document.NumberOfPages >= 3);
        var text = TextOf(pdf);
        Assert.Contains("Factura", text);
        Assert.Contains("6.044,22", text);
        Assert.Contains("Goods number 90".Replace(" ", ""), text.Replace(" ", ""));
    }

    private static string TextOf(byte[] pdf)
    {
        using var document = PdfDocument.Open(pdf);
        return string.Join('\n', document.GetPages().Select(p => string.Join(' ', p.GetWords().Select(w => w.Text))));
    }

    private sealed class Post : IInvoicePost
    {
        public List<InvoiceMail> Sent { get; } = [];

        public Task Send(InvoiceMail mail, CancellationToken stop = default)
        {
            Sent.Add(mail);
            return Task.CompletedTask;
        }
    }
}
