using BackOffice.Accounting;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Testing;
using BackOffice.Tests.Fulfillment;
using Microsoft.EntityFrameworkCore;

namespace BackOffice.Tests.Accounting;

public class PaymentTests
{
    [Fact]
    public async Task Invoice_number_and_exact_amount_post_by_themselves()
    {
        await using var company = await Company.Open();
        var (_, invoice) = await company.Issued(("MUG", 4));

        var paid = await company.Pays(1200, $"thanks, {invoice.Number}");

        Assert.Equal(PaymentState.Applied, paid.State);
        Assert.Equal(0, (await company.InvoiceOf(invoice.Id)).OpenMinor);
        Assert.Equal((0L, 1200L, 0L), (await company.On(AccountRole.Receivables), await company.On(AccountRole.PaymentsOnTheWay), await company.On(AccountRole.Suspense)));
        await company.Verified();
    }

    [Theory]
    [InlineData(1199, "INV")]
    [InlineData(1201, "INV")]
    [InlineData(1200, "nothing that we know")]
    public async Task What_is_not_certain_waits_in_suspense(long minor, string text)
    {
        await using var company = await Company.Open();
        var (_, invoice) = await company.Issued(("MUG", 4));

        var paid = await company.Pays(minor, text == "INV" ? invoice.Number! : text);

        Assert.Equal(PaymentState.Suspense, paid.State);
        Assert.Equal(1200, (await company.InvoiceOf(invoice.Id)).OpenMinor);
        Assert.Equal(-minor, await company.On(AccountRole.Suspense));
        await company.Verified();
    }

    [Fact]
    public async Task A_payment_before_shipping_is_an_advance_and_pays_the_invoice_when_it_is_issued()
    {
        await using var company = await Company.Open();
        var (order, shipment) = await company.Packed(("MUG", 4));

        var paid = await company.Pays(1200, BackOffice.Fulfillment.Order.NumberOf(order));
        Assert.Equal((PaymentState.Applied, -1200L, 0L), (paid.State, await company.On(AccountRole.Advances), await company.On(AccountRole.Receivables)));

        await company.Ana.Does(new DispatchShipment(shipment, "1Z999AA1"));
        var draft = (await company.All<Invoice>()).Single();
        await company.Bea.Does(new IssueInvoice(draft.Id));

        Assert.Equal(0, (await company.InvoiceOf(draft.Id)).OpenMinor);
        Assert.Equal((0L, 0L), (await company.On(AccountRole.Advances), await company.On(AccountRole.Receivables)));
        await company.Verified();
    }

    [Fact]
    public async Task A_payment_that_covers_the_order_lifts_its_payment_hold()
    {
        await using var company = await Company.Open();
        var (order, _) = await company.Released(("MUG", 4));
        await company.Noor.Does(new HoldOrder(order, HoldReason.Payment, "Pays in advance"));

        await company.Pays(1100, "something else");
        Assert.True((await company.Order(order)).IsOnHold);
        await company.Pays(1200, BackOffice.Fulfillment.Order.NumberOf(order));

        Assert.False((await company.Order(order)).IsOnHold);
    }

    [Fact]
    public async Task The_same_payment_told_twice_is_one_payment()
    {
        await using var company = await Company.Open();
        var (_, invoice) = await company.Issued(("MUG", 4));

        var told = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => company.Pays(1200, invoice.Number!, "pi_3Nf8")));

        Assert.Single(told, t => t.WasNew);
        Assert.Single(told.Select(t => t.Payment).Distinct());
        Assert.Single(await company.All<Payment>());
        await company.Priya.IsRefused(new RecordPayment(1300, "GBP", new(2026, 11, 24), "X", invoice.Number!, "pi_3Nf8"), Refusal.RepeatedWithOtherContent);
        await company.Verified();
    }

    [Fact]
    public async Task A_part_payment_leaves_the_rest_open_and_an_over_payment_is_credit()
    {
        await using var company = await Company.Open();
        var (_, invoice) = await company.Issued(("MUG", 4));
        var part = await company.Pays(500, "on account");
        var over = await company.Pays(900, "more");

        await company.Priya.Does(new ApplyReceipt(part.Payment, await Version(company, part.Payment), [new(500, invoice.Id)]));
        Assert.Equal(700, (await company.InvoiceOf(invoice.Id)).OpenMinor);
        await company.Priya.Does(new ApplyReceipt(over.Payment, await Version(company, over.Payment), [new(700, invoice.Id)]));

        var payment = await company.PaymentOf(over.Payment);
        Assert.Equal((PaymentState.Credit, 200L, invoice.Customer), (payment.State, payment.UnappliedMinor, payment.Customer));
        Assert.Equal((0L, -200L, 0L), (await company.On(AccountRole.Suspense), await company.On(AccountRole.CustomerCredit), await company.On(AccountRole.Receivables)));
        await company.Verified();
    }

    [Fact]
    public async Task Applying_is_taken_back_to_where_it_was()
    {
        await using var company = await Company.Open();
        var (_, invoice) = await company.Issued(("MUG", 4));
        var paid = await company.Pays(1200, invoice.Number!);
        var allocation = (await company.PaymentOf(paid.Payment)).Allocations.Single();

        await company.Priya.Does(new UnapplyReceipt(paid.Payment, allocation.Id));

        Assert.Equal((1200L, -1200L, 1200L), (await company.On(AccountRole.Receivables), await company.On(AccountRole.Suspense), (await company.InvoiceOf(invoice.Id)).OpenMinor));
        await company.Priya.IsRefused(new UnapplyReceipt(paid.Payment, allocation.Id));
        await company.Priya.IsRefused(new UnapplyReceipt(paid.Payment, new(99)), Refusal.NotFound);
        await company.Verified();
    }

    [Fact]
    public async Task Applying_is_refused_when_it_would_not_be_right()
    {
        await using var company = await Company.Open();
        var (order, invoice) = await company.Issued(("MUG", 4));
        var (_, draft) = await company.Shipped(("BOWL", 1));
        var paid = await company.Pays(5000, "who");
        var seen = await Version(company, paid.Payment);

        await company.Priya.IsRefused(new ApplyReceipt(paid.Payment, seen, []));
        await company.Priya.IsRefused(new ApplyReceipt(paid.Payment, seen, [new(0, invoice.Id)]));
        await company.Priya.IsRefused(new ApplyReceipt(paid.Payment, seen, [new(1201, invoice.Id)]));
        await company.Priya.IsRefused(new ApplyReceipt(paid.Payment, seen, [new(100, draft.Id)]));
        await company.Priya.IsRefused(new ApplyReceipt(paid.Payment, seen, [new(100, invoice.Id, order)]));
        await company.Priya.IsRefused(new ApplyReceipt(paid.Payment, seen + 1, [new(100, invoice.Id)]), Refusal.Conflict);
        await company.Priya.IsRefused(new ApplyReceipt(new(99), 0, [new(100, invoice.Id)]), Refusal.NotFound);
        await company.Bea.IsRefused(new ApplyReceipt(paid.Payment, seen, [new(100, invoice.Id)]), Refusal.NotAllowed);
        await company.Priya.IsRefused(new KeepAsCredit(paid.Payment, new(99), seen), Refusal.NotFound);
        await company.Priya.IsRefused(new RecordPayment(0, "GBP", new(2026, 11, 24), "", ""));
        await company.Priya.IsRefused(new RecordPayment(5, "GBP", new(2026, 11, 30), "", ""));
        await company.Priya.IsRefused(new RecordPayment(5, "£", new(2026, 11, 24), "", ""));
        await company.Verified();
    }

    [Fact]
    public async Task Whose_money_it_is_can_be_said_without_paying_anything()
    {
        await using var company = await Company.Open();
        var (_, invoice) = await company.Issued(("MUG", 4));
        var paid = await company.Pays(77, "who");

        await company.Priya.Does(new KeepAsCredit(paid.Payment, invoice.Customer, await Version(company, paid.Payment)));

        Assert.Equal((0L, -77L), (await company.On(AccountRole.Suspense), await company.On(AccountRole.CustomerCredit)));
        await company.Priya.IsRefused(new KeepAsCredit(paid.Payment, invoice.Customer, await Version(company, paid.Payment)));
        await company.Verified();
    }

    [Fact]
    public async Task Random_payments_matches_and_unmatches_keep_every_invariant()
    {
        await using var company = await Company.Open();
        var chance = new Random(42);
        var invoices = new List<InvoiceId>();
        for (var i = 0; i < 4; i++)
            invoices.Add((await company.Issued(("MUG", chance.Next(1, 9)))).Invoice.Id);
        for (var i = 0; i < 120; i++)
        {
            var payments = await company.All<Payment>();
            var any = payments.Count == 0 ? null : payments[chance.Next(payments.Count)];
            var invoice = await company.InvoiceOf(invoices[chance.Next(invoices.Count)]);
            ICommand command = chance.Next(4) switch
            {
                0 => new RecordPayment(chance.Next(1, 3000), "GBP", new(2026, 11, 24), "P", chance.Next(2) == 0 ? invoice.Number! : "?"),
                1 => new RecordPayment(Math.Max(1, invoice.OpenMinor), "GBP", new(2026, 11, 24), "P", invoice.Number!),
                2 when any is not null => new ApplyReceipt(any.Id, any.Version, [new(chance.Next(1, 1500), invoice.Id)]),
                _ when any?.Allocations.Count > 0 => new UnapplyReceipt(any.Id, any.Allocations[chance.Next(any.Allocations.Count)].Id),
                _ => new RecordPayment(chance.Next(1, 100), "GBP", new(2026, 11, 24), "P", "?"),
            };
            var outcome = await company.Priya.Tries(command);
            Assert.NotEqual(Refusal.Incident, outcome.Refusal?.Code);
        }
        await company.Verified();
    }

    private static async Task<int> Version(Company company, PaymentId id) => (await company.PaymentOf(id)).Version;
}
