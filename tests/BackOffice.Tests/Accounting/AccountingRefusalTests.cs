using BackOffice.Accounting;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Testing;
using BackOffice.Tests.Fulfillment;

namespace BackOffice.Tests.Accounting;

public class AccountingRefusalTests
{
    [Fact]
    public async Task A_payment_stays_with_one_customer_and_one_currency()
    {
        await using var company = await Company.Open();
        var (_, mine) = await company.Issued(("MUG", 4));
        var theirs = await Other(company, "GBP");
        var euros = await Other(company, "EUR");
        var paid = await company.Pays(5000, "who");

        await Refused(company, paid.Payment, [new(100, euros.Id)], "is in GBP");
        await Refused(company, paid.Payment, [new(1200, mine.Id), new(5000, theirs.Id)], "only");
        await Refused(company, paid.Payment, [new(1200, mine.Id), new(100, theirs.Id)], "another customer");
        await Refused(company, paid.Payment, [new(100, Order: euros.Order)], "is in GBP");
        await Refused(company, paid.Payment, [new(100, Order: new OrderId(99))], "no such order");
        await Refused(company, paid.Payment, [new(5001, Order: mine.Order)], "has only £50.00".Replace("£50.00", "GBP 50.00"));

        Assert.Equal((1200L, 5000L), ((await company.InvoiceOf(mine.Id)).OpenMinor, (await company.PaymentOf(paid.Payment)).UnappliedMinor));
        await company.Verified();
    }

    [Fact]
    public async Task A_reference_of_another_currency_is_no_reference()
    {
        await using var company = await Company.Open();
        var euros = await Other(company, "EUR");

        var paid = await company.Pays(euros.GrossMinor, euros.Number!);

        Assert.Equal(PaymentState.Suspense, paid.State);
        await company.Verified();
    }

    [Fact]
    public async Task What_is_unclear_about_a_bank_account_is_refused()
    {
        await using var company = await Company.Open();
        await company.Priya.IsRefused(new OpenBankAccount("GB1", "", "GBP"));
        await company.Priya.IsRefused(new OpenBankAccount("GB1", "Bank", "pound"));
        await company.Sam.IsRefused(new OpenBankAccount("GB1", "Bank", "GBP"), Refusal.NotAllowed);
        await company.Priya.Does(new OpenBankAccount("GB33BUKB20201555555555", "Bank", "EUR"));
        Assert.Contains("is kept in EUR", (await company.Imports("1.xml", Books.Statement("S1", 0, (12m, "a")))).Reason);
        Assert.Empty(await company.All<Payment>());
    }

    [Fact]
    public async Task The_ledger_has_room_for_eighty_bank_accounts()
    {
        await using var company = await Company.Open();
        for (var i = ChartOfAccounts.FirstBank; i <= ChartOfAccounts.LastBank; i++)
            await company.Priya.Does(new OpenBankAccount($"GB{i}", "Bank", "GBP"));
        Assert.Contains("no room", (await company.Priya.IsRefused(new OpenBankAccount("GB1", "Bank", "GBP"))).ToString());
    }

    [Fact]
    public async Task What_a_document_posted_is_not_mirrored_by_hand()
    {
        await using var company = await Company.Open();
        await company.Issued(("MUG", 4));
        var entry = (await company.All<JournalEntry>()).First(e => e.Source == SourceKind.Invoice);
        Assert.Contains("undo it there", (await company.Carl.IsRefused(new ReverseEntry(entry.Id, "Wrong"))).ToString());
        await company.Carl.IsRefused(new PostEntry(new(2026, 11, 2), "GBP", "Too long", Enumerable.Range(0, 201).Select(i => new ManualLine(new(6000), i == 200 ? -200 : 1)).ToMany()));
        await company.Max.IsRefused(new ReopenPeriod(new(202611), ""));
        await company.Bea.IsRefused(new ClosePeriod(new(202610)), Refusal.NotAllowed);
        await company.Priya.IsRefused(new RecordPayment(5, "GBP", new(2026, 11, 24), new string('x', 141), ""));
    }

    [Fact]
    public async Task What_follows_by_itself_in_a_closed_month_goes_into_the_next_open_one_with_its_own_day()
    {
        await using var company = await Company.Open();
        await company.Carl.Does(new ClosePeriod(new(202610)));

        await company.Priya.Does(new RecordPayment(700, "GBP", new(2026, 10, 30), "LATE LTD", "?"));

        var entry = Assert.Single(await company.All<JournalEntry>());
        Assert.Equal((new PeriodId(202611), new DateOnly(2026, 10, 30)), (entry.Period, entry.EffectiveOn));
        await company.Verified();
    }

    private static async Task Refused(Company company, PaymentId payment, Many<ReceiptPart> parts, string words) =>
        Assert.Contains(words, (await company.Priya.IsRefused(new ApplyReceipt(payment, (await company.PaymentOf(payment)).Version, parts))).ToString());

    // An invoice of a customer of its own.
    private static async Task<Invoice> Other(Company company, string currency)
    {
        await company.Receives("VASE", 2);
        var placed = await company.Joe.Does(new PlaceOrder(Goods.Order(("VASE", 2)) with { Currency = currency, Buyer = new(ExternalId: $"X-{currency}", Name: $"Buyer in {currency}") }));
        await company.Joe.Does(new ConfirmOrder(placed.Order));
        await company.Joe.Does(new ReleaseOrder(placed.Order));
        var part = await company.PartOf(placed.Order);
        await company.Ana.Does(new ScanPick(part.Id, "VASE", 2));
        await company.Ana.Does(new DispatchShipment((await company.Ana.Does(new PackOrder(part.Id))).Shipment, "1Z999AA1"));
        var draft = (await company.All<Invoice>()).Single(i => i.Order == placed.Order);
        await company.Bea.Does(new IssueInvoice(draft.Id));
        return await company.InvoiceOf(draft.Id);
    }
}
