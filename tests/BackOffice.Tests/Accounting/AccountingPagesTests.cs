using BackOffice.Accounting;
using BackOffice.Kernel;
using BackOffice.Testing;
using BackOffice.Tests.Fulfillment;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests.Accounting;

public class AccountingPagesTests
{
    [Fact]
    public async Task To_invoice_issues_in_bulk_and_empties_on_every_screen()
    {
        await using var company = await Company.Open();
        await using var mine = await company.Bea.Opens<ToInvoicePage>();
        await using var hers = await company.Carl.Opens<ToInvoicePage>();
        mine.WaitForAssertion(() => Assert.Contains("Everything that shipped is invoiced.", mine.Markup));

        await company.Shipped(("MUG", 4));
        await company.Shipped(("BOWL", 2));
        mine.WaitForAssertion(() => Assert.Equal(2, mine.All("tbody tr").Count));
        hers.WaitForAssertion(() => Assert.Equal(2, hers.All("tbody tr").Count));
        mine.Press("Issue all that are ready here");

        mine.WaitForAssertion(() => Assert.Contains("2 invoices issued.", mine.Markup));
        hers.WaitForAssertion(() => Assert.Contains("Everything that shipped is invoiced.", hers.Markup));
        Assert.All(await company.All<Invoice>(), i => Assert.NotNull(i.Number));
    }

    [Fact]
    public async Task A_receipt_appears_at_the_desk_and_is_applied_there()
    {
        await using var company = await Company.Open();
        var (_, invoice) = await company.Issued(("MUG", 4));
        var paid = await company.Pays(1200, "no reference");
        await using var screen = await company.Priya.Opens<CashPage>(address: $"/cash?receipt={paid.Payment.Value}");
        screen.WaitForAssertion(() => Assert.Contains("the only one of this amount", screen.Markup));

        screen.Press("Apply £12.00");

        screen.WaitForAssertion(() => Assert.Contains("Take back", screen.Markup));
        Assert.Equal(0, (await company.InvoiceOf(invoice.Id)).OpenMinor);
        await company.Verified();
    }

    [Fact]
    public async Task An_invoice_shows_its_figures_and_what_paid_it()
    {
        await using var company = await Company.Open();
        var (_, invoice) = await company.Issued(("MUG", 4));
        await company.Pays(1200, invoice.Number!);

        await using var screen = await company.Bea.Opens<InvoicePage>(p => p.Add(x => x.Id, invoice.Id.Value));

        screen.WaitForAssertion(() => Assert.Contains(invoice.Number!, screen.Markup));
        Assert.Contains("£12.00", screen.Markup);
        Assert.Contains("R-", screen.Markup);
    }

    [Fact]
    public async Task The_trial_balance_is_equal_and_its_figures_lead_to_their_lines()
    {
        await using var company = await Company.Open();
        await company.Issued(("MUG", 4));

        await using var screen = await company.Carl.Opens<TrialBalancePage>();

        screen.WaitForAssertion(() => Assert.Contains("equal", screen.Markup));
        Assert.Contains(screen.All("a.ask"), a => a.GetAttribute("href") == "/journal?account=1100");
        var entry = (await company.All<JournalEntry>()).First(e => e.Invoice is not null);
        await using var page = await company.Carl.Opens<EntryPage>(p => p.Add(x => x.Id, entry.Id.Value));
        page.WaitForAssertion(() => Assert.Contains("Receivables", page.Markup));
        Assert.Contains("Invoice issued 1", page.Markup);
    }

    [Fact]
    public async Task The_customers_account_adds_up()
    {
        await using var company = await Company.Open();
        var (_, invoice) = await company.Issued(("MUG", 4));

        await using var screen = await company.Bea.Opens<CustomerAccountPage>(p => p.Add(x => x.Id, invoice.Customer.Value));

        screen.WaitForAssertion(() => Assert.Contains(invoice.Number!, screen.Markup));
        var account = await company.Read(new CustomerAccount(invoice.Customer));
        Assert.Equal((1200L, 0L, 1200L), (account!.Sums[0].OpenMinor, account.Sums[0].OverdueMinor, account.Items.Sum(i => i.OpenMinor)));
    }

    [Fact]
    public async Task What_is_due_is_overdue_after_the_companys_midnight_on_pages_that_stand_open()
    {
        await using var company = await Company.Open();
        var (_, invoice) = await company.Issued(("MUG", 4));
        company.Clock.SetUtcNow(new(invoice.DueOn!.Value, new(23, 59, 58), TimeSpan.Zero));
        await using var account = await company.Bea.Opens<CustomerAccountPage>(p => p.Add(x => x.Id, invoice.Customer.Value));
        await using var overdue = await company.Bea.Opens<InvoicesPage>(address: "/invoices?show=overdue");
        account.WaitForAssertion(() => Assert.Contains(">today<", account.Markup));
        overdue.WaitForAssertion(() => Assert.Contains("No invoice is here.", overdue.Markup));
        Assert.Equal(1200, (await company.Read(new CashToday())).Ageing[0]);
        var head = company.Services.GetRequiredService<Feed>().Position;

        company.Clock.Advance(TimeSpan.FromSeconds(6));

        account.WaitForAssertion(() => Assert.Contains("1 day late", account.Markup));
        overdue.WaitForAssertion(() => Assert.Contains(invoice.Number!, overdue.Markup));
        Assert.Equal((0, 1200), ((await company.Read(new CashToday())).Ageing[0], (await company.Read(new CashToday())).Ageing[1]));
        Assert.Equal(head, company.Services.GetRequiredService<Feed>().Position);
    }

    [Fact]
    public async Task The_money_panel_follows_the_payment()
    {
        await using var company = await Company.Open();
        var (order, _) = await company.Issued(("MUG", 4));
        await using var screen = await company.Sam.Opens<MoneyPanel>(p => p.Add(x => x.Of, order));
        screen.WaitForAssertion(() => Assert.Contains("To be paid", screen.Markup));

        await company.Pays(1200, BackOffice.Fulfillment.Order.NumberOf(order));

        screen.WaitForAssertion(() => Assert.Contains("Paid", screen.Find("section").TextContent));
        screen.WaitForAssertion(() => Assert.DoesNotContain("To be paid", screen.Markup));
    }

    [Fact]
    public async Task The_other_pages_open_in_both_languages()
    {
        await using var company = await Company.Open();
        await company.Issued(("MUG", 4));
        await company.Imports("1.xml", Books.Statement("S1", 100, (12m, "x"), (-3m, "fee")));
        await company.Carl.Does(new ClosePeriod(new(202609)));

        await using var statements = await company.Priya.Opens<StatementsPage>(language: "es");
        statements.WaitForAssertion(() => Assert.Contains("1.xml", statements.Markup));
        await using var months = await company.Carl.Opens<MonthsPage>();
        months.WaitForAssertion(() => Assert.Contains("September 2026", months.Markup));
        await using var journal = await company.Carl.Opens<JournalPage>(language: "es");
        journal.WaitForAssertion(() => Assert.Contains("JE-", journal.Markup));
        await using var invoices = await company.Bea.Opens<InvoicesPage>();
        invoices.WaitForAssertion(() => Assert.Contains("INV-2026-00001", invoices.Markup));
        await using var cash = await company.Priya.Opens<CashPage>(language: "es");
        cash.WaitForAssertion(() => Assert.Contains("HARBOUR LANE LTD", cash.Markup));
    }

    [Fact]
    public async Task A_tile_is_the_sum_of_its_list()
    {
        await using var company = await Company.Open();
        await company.Shipped(("MUG", 4));
        await company.Issued(("BOWL", 2));
        await company.Pays(77, "?");

        Assert.Equal((await company.Read(new ToInvoice())).Count.ToString(), (await company.Read(new ToInvoiceTile())).Figure);
        Assert.Equal(new Money((await company.Read(new InvoiceList(OnlyOpen: true))).Sum(i => i.OpenMinor), "GBP").Format(Texts.English.Culture), (await company.Read(new ReceivablesTile())).Figure);
        Assert.Equal((await company.Read(new Receipts())).Count.ToString(), (await company.Read(new SuspenseTile())).Figure);
        Assert.Equal(1, (await company.Read(new ToInvoiceCount())).Count);
        await company.Max.Does(new RecordPayment(500, "GBP", new(2026, 11, 23), "HARBOUR LANE LTD", "?"));
        await company.Max.Does(new RecordPayment(900, "EUR", new(2026, 11, 24), "HARBOUR LANE LTD", "?"));
        var received = await company.Read(new ReceivedTile());
        Assert.Equal(("£0.77", "on 24/11"), (received.Figure, Texts.English[received.Note!]));
        Assert.Single(await company.Read(new ToInvoiceWork()));
        Assert.Single(await company.Read(new SuspenseWork()));
    }
}
