using BackOffice.Accounting;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Testing;
using BackOffice.Tests.Accounting;
using BackOffice.Tests.Fulfillment;
using Money = BackOffice.Accounting.May;

namespace BackOffice.Tests.People;

public class LimitTests
{
    [Fact]
    public async Task Over_the_limit_is_refused_with_whom_to_ask_and_they_may()
    {
        await using var company = await Company.Open();
        await company.Ada.Does(new LimitRole(await RoleTests.Role(company, "controller"), Money.PostEntries, "GBP", 100_00));
        var made = await company.Ada.Does(new MakeRole("chief accountant"));
        await company.Ada.Does(new AllowRole(made.Role, Money.PostEntries));
        await company.Ada.Does(new GiveRole(company.Tess.Id, made.Role));

        await company.Carl.Does(Entry(100_00));
        var refusal = await company.Carl.IsRefused(Entry(100_01), Refusal.OverLimit);

        // Max is a controller too, so he is no help.
        Assert.Equal("GBP 100.01 is more than the GBP 100.00 that you decide alone. Ask Tess Imrie.", refusal.ToString());
        await company.Tess.Does(Entry(100_01));
    }

    [Fact]
    public async Task The_widest_of_someones_roles_counts_and_another_currency_has_none()
    {
        await using var company = await Company.Open();
        await company.Ada.Does(new LimitRole(await RoleTests.Role(company, "controller"), Money.PostEntries, "GBP", 100_00));
        var made = await company.Ada.Does(new MakeRole("deputy"));
        await company.Ada.Does(new AllowRole(made.Role, Money.PostEntries));
        await company.Ada.Does(new LimitRole(made.Role, Money.PostEntries, "GBP", 250_00));
        await company.Ada.Does(new GiveRole(company.Carl.Id, made.Role));

        await company.Carl.Does(Entry(250_00));
        Assert.Contains("no amounts in JPY", (await company.Carl.IsRefused(Entry(1, "JPY"), Refusal.OverLimit)).ToString());
        await company.Ada.Does(new LimitRole(made.Role, Money.PostEntries, "GBP", null));
        await company.Carl.Does(Entry(9_000_00));
        await company.Carl.Does(Entry(9_000, "JPY"));
    }

    [Fact]
    public async Task Stock_is_written_off_up_to_the_shipped_limit()
    {
        await using var company = await Company.Open();
        await company.Receives("VASE", 200, 10m);
        var item = (await company.All<Item>()).Single(i => i.Code == "VASE").Id;

        await company.Kim.Does(new AdjustStock(item, FulfillmentDepartment.MainLocation, -50, AdjustReason.Damaged));
        Assert.Contains("Ask Max Stone, Noor Haddad.", (await company.Kim.IsRefused(new AdjustStock(item, FulfillmentDepartment.MainLocation, -51, AdjustReason.Damaged), Refusal.OverLimit)).ToString());
    }

    [Fact]
    public async Task Each_deed_about_money_asks_the_limit()
    {
        await using var company = await Company.Open();
        foreach (var (role, permission) in new[] { ("receivables", Money.RecordPayments), ("receivables", Money.ApplyPayments), ("billing", Money.IssueInvoices), ("salesperson", BackOffice.Fulfillment.May.PlaceOrders) })
            await company.Ada.Does(new LimitRole(await RoleTests.Role(company, role), permission, "GBP", 5_00));

        await company.Sal.IsRefused(new PlaceOrder(Goods.Order(("MUG", 4))), Refusal.OverLimit);
        await company.Sal.Does(new PlaceOrder(Goods.Order(("MUG", 1))));
        var (_, invoice) = await company.Shipped(("MUG", 4));
        await company.Bea.IsRefused(new IssueInvoice(invoice.Id), Refusal.OverLimit);
        await company.Priya.IsRefused(new RecordPayment(6_00, "GBP", new(2026, 11, 24), "X", "Y"), Refusal.OverLimit);
        var paid = await company.Does(HouseActor.Bank, new RecordPayment(6_00, "GBP", new(2026, 11, 24), "HARBOUR", "unknown"));
        await company.Priya.IsRefused(new KeepAsCredit(paid.Payment, new(1), (await company.PaymentOf(paid.Payment)).Version), Refusal.OverLimit);
    }

    [Fact]
    public async Task A_limit_is_on_what_the_role_may_and_never_below_nothing()
    {
        await using var company = await Company.Open();
        var agent = await RoleTests.Role(company, "agent");
        await company.Ada.IsRefused(new LimitRole(agent, Money.PostEntries, "GBP", 1));
        await company.Ada.IsRefused(new LimitRole(agent, BackOffice.Fulfillment.May.SeeOrders, "GBP", -1));
        await company.Ada.IsRefused(new LimitRole(agent, BackOffice.Fulfillment.May.SeeOrders, "pounds", 1));
    }

    static PostEntry Entry(long minor, string currency = "GBP") => new(new(2026, 11, 2), currency, "Rent of November", [new(new(6400), minor), new(new(3000), -minor)]);
}
