using BackOffice.Accounting;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Testing;
using BackOffice.Tests.Accounting;
using BackOffice.Tests.Fulfillment;

namespace BackOffice.Tests.People;

public class DutyTests
{
    [Fact]
    public async Task Who_posted_an_entry_does_not_reverse_it_and_is_told_who_may()
    {
        await using var company = await Company.Open();
        var posted = await company.Carl.Does(Rent());

        var refusal = await company.Carl.IsRefused(new ReverseEntry(posted.Entry, "Wrong month"), Refusal.Duties);

        Assert.Equal("You did the other half yourself (Post entry); someone else has to do this. Ask Max Stone.", refusal.ToString());
        await company.Max.Does(new ReverseEntry(posted.Entry, "Wrong month"));
    }

    [Fact]
    public async Task Who_closed_a_month_does_not_reopen_it()
    {
        await using var company = await Company.Open();
        await company.Carl.Does(new ClosePeriod(new(202610)));
        await company.Carl.IsRefused(new ReopenPeriod(new(202610), "A late bill"), Refusal.Duties);
        await company.Max.Does(new ReopenPeriod(new(202610), "A late bill"));
    }

    [Fact]
    public async Task Who_recorded_a_payment_does_not_say_whose_it_is()
    {
        await using var company = await Company.Open();
        var (_, invoice) = await company.Issued(("MUG", 4));
        var paid = await company.Priya.Does(new RecordPayment(100, "GBP", new(2026, 11, 24), "HARBOUR", "no reference"));
        var seen = (await company.PaymentOf(paid.Payment)).Version;

        await company.Priya.IsRefused(new ApplyReceipt(paid.Payment, seen, [new(100, invoice.Id)]), Refusal.Duties);
        await company.Priya.IsRefused(new KeepAsCredit(paid.Payment, invoice.Customer, seen), Refusal.Duties);

        await company.Max.Does(new ApplyReceipt(paid.Payment, seen, [new(100, invoice.Id)]));
    }

    [Fact]
    public async Task Who_entered_an_order_does_not_release_its_hold()
    {
        await using var company = await Company.Open();
        var order = await company.Placed(("MUG", 1));
        await company.Noor.Does(new HoldOrder(order, HoldReason.Address, "No house number"));
        var hold = (await company.All<Hold>()).Single();

        await company.Joe.IsRefused(new ReleaseHold(order, hold.Id, "It has one"), Refusal.Duties);
        await company.Noor.Does(new ReleaseHold(order, hold.Id, "It has one"));
    }

    [Fact]
    public async Task A_pair_is_switched_on_and_off_by_itself()
    {
        await using var company = await Company.Open();
        var pairs = await company.All<DutyPair>();
        var pair = pairs.Single(p => p.First == nameof(PostEntry));
        await company.Ada.Does(new SwitchDutyPair(pair.Id, false));
        var posted = await company.Carl.Does(Rent());
        await company.Carl.Does(new ReverseEntry(posted.Entry, "Wrong month"));

        await company.Ada.Does(new SwitchDutyPair(pairs.Single(p => p.First == nameof(HoldOrder)).Id, true));
        var order = await company.Placed(("MUG", 1));
        await company.Noor.Does(new HoldOrder(order, HoldReason.Address, "No house number"));
        await company.Noor.IsRefused(new ReleaseHold(order, (await company.All<Hold>()).Single().Id, "It has one"), Refusal.Duties);
    }

    [Fact]
    public async Task A_small_company_switches_it_off_in_the_open_and_on_again()
    {
        await using var company = await Company.Open();
        await company.Ada.IsRefused(new SwitchDuties(true, ""));
        await company.Ada.Does(new SwitchDuties(true, "There are two of us"));
        var posted = await company.Carl.Does(Rent());
        await company.Carl.Does(new ReverseEntry(posted.Entry, "Wrong month"));
        Assert.True((await company.Read(new DutiesOff())).AreOff);

        await company.Ada.Does(new SwitchDuties(false, "Tess has come"));
        posted = await company.Carl.Does(Rent());
        await company.Carl.IsRefused(new ReverseEntry(posted.Entry, "Wrong month"), Refusal.Duties);
        Assert.False((await company.Read(new DutiesOff())).AreOff);
    }

    [Fact]
    public void Each_pair_names_deeds_that_exist_and_the_record_of_both()
    {
        var commands = BackOffice.Web.Portal.Departments().Types.Where(t => typeof(ICommand).IsAssignableFrom(t)).ToDictionary(t => t.Name);
        foreach (var duty in BackOffice.Web.Portal.Departments().All.SelectMany(d => d.Duties))
        {
            Assert.Contains(duty.First, commands.Keys);
            // The second half names its record itself; the first half's is in its event, which the tests above show.
            Assert.Contains(commands[duty.Then].GetProperties(), p => p.PropertyType == duty.Subject);
        }
    }

    static PostEntry Rent() => new(new(2026, 11, 2), "GBP", "Rent of November", [new(new(6400), 900_00), new(new(3000), -900_00)]);
}
