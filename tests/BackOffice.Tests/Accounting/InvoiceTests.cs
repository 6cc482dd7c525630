using BackOffice.Accounting;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Testing;
using BackOffice.Tests.Fulfillment;

namespace BackOffice.Tests.Accounting;

public class InvoiceTests
{
    [Fact]
    public async Task Shipping_drafts_the_invoice_and_posts_the_cost_of_goods()
    {
        await using var company = await Company.Open();

        var (order, invoice) = await company.Shipped(("MUG", 4), ("BOWL", 2));

        Assert.Equal((order, InvoiceState.Draft, null), (invoice.Order, invoice.State, invoice.Number));
        Assert.Equal((1500L, 300L, 1800L), (invoice.NetMinor, invoice.TaxMinor, invoice.GrossMinor));
        Assert.Equal("S 20", invoice.TaxLabel);
        Assert.Equal(600, await company.On(AccountRole.CostOfGoods));
        Assert.Equal(0, await company.On(AccountRole.Stock));
        Assert.Equal(-600, await company.On(AccountRole.GoodsNotBilled));
        Assert.Equal(0, await company.On(AccountRole.Receivables));
        await company.Verified();
    }

    [Fact]
    public async Task Issuing_numbers_and_posts_the_stored_figures_once()
    {
        await using var company = await Company.Open();
        var (_, draft) = await company.Shipped(("MUG", 4));

        await company.Bea.Does(new IssueInvoice(draft.Id));

        var invoice = await company.InvoiceOf(draft.Id);
        Assert.Equal(("INV-2026-00001", new DateOnly(2026, 11, 24), new DateOnly(2026, 12, 24), 1200L), (invoice.Number, invoice.IssuedOn, invoice.DueOn, invoice.OpenMinor));
        Assert.Equal((1200L, -1000L, -200L), (await company.On(AccountRole.Receivables), await company.On(AccountRole.Sales), await company.On(AccountRole.SalesTax)));
        await company.Bea.IsRefused(new IssueInvoice(draft.Id));
        await company.Bea.IsRefused(new IssueInvoice(new(77)), Refusal.NotFound);
        await company.Sam.IsRefused(new IssueInvoice(draft.Id), Refusal.NotAllowed);
        await company.Verified();
    }

    [Fact]
    public async Task A_shipment_is_drafted_once_however_often_it_is_told()
    {
        await using var company = await Company.Open();
        var (_, invoice) = await company.Shipped(("MUG", 4));

        await company.Does(HouseActor.Operator, new DraftInvoice(invoice.Shipment));
        await company.Does(HouseActor.Operator, new PostCostOfGoods(invoice.Shipment));

        Assert.Single(await company.All<Invoice>());
        Assert.Equal(400, await company.On(AccountRole.CostOfGoods));
        await company.Verified();
    }

    [Fact]
    public async Task Many_at_once_leave_no_gap_and_no_double()
    {
        await using var company = await Company.Open();
        var drafts = new List<InvoiceId>();
        for (var i = 0; i < 12; i++)
            drafts.Add((await company.Shipped(("MUG", 1))).Invoice.Id);

        var outcomes = await Task.WhenAll(drafts.Concat(drafts).Select(id => company.Bea.Tries(new IssueInvoice(id))));

        Assert.Equal(12, outcomes.Count(o => o.Ok));
        Assert.Equal(Enumerable.Range(1, 12).Select(n => $"INV-2026-{n:D5}"), (await company.All<Invoice>()).Select(i => i.Number).Order());
        await company.Verified();
    }

    [Fact]
    public async Task The_parts_of_a_line_add_up_to_the_line()
    {
        await using var company = await Company.Open();
        await company.Receives("PIN", 1);
        var order = await company.Does(HouseActor.Import, new PlaceOrder(Goods.OrderOf("PENNY", ("PIN", 3)) with { Lines = [new("PIN", "Pin", 3, 5_000)] }));
        await company.Joe.Does(new ConfirmOrder(order.Order));
        await Ship(company, order.Order, 1);
        await company.Receives("PIN", 2);
        await Ship(company, order.Order, 2);

        Assert.Equal([1L, 1L], (await company.All<Invoice>()).OrderBy(i => i.Id.Value).Select(i => i.NetMinor));
        Assert.Equal(2, (await company.Order(order.Order)).NetMinor);
    }

    [Fact]
    public async Task An_issued_invoice_is_guarded_by_the_database()
    {
        await using var company = await Company.Open();
        await company.Issued(("MUG", 4));
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(company.Folder, "backoffice.db")};Pooling=False");
        connection.Open();
        foreach (var sql in new[] { "UPDATE Invoices SET GrossMinor = 1", "UPDATE Invoices SET Number = 'X'", "DELETE FROM Invoices", "UPDATE InvoiceLines SET NetMinor = 1", "UPDATE InvoiceTaxes SET TaxMinor = 1" })
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            Assert.Contains("credit it", Assert.Throws<Microsoft.Data.Sqlite.SqliteException>(() => command.ExecuteNonQuery()).Message);
        }
    }

    private static async Task Ship(Company company, OrderId order, int count)
    {
        await company.Joe.Does(new ReleaseOrder(order));
        var part = await company.PartOf(order);
        await company.Ana.Does(new ScanPick(part.Id, "PIN", count));
        var packed = await company.Ana.Does(new PackOrder(part.Id));
        await company.Ana.Does(new DispatchShipment(packed.Shipment, "1Z999AA1"));
    }
}
