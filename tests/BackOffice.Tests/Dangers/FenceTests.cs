using BackOffice.Kernel;
using BackOffice.Support;
using BackOffice.Testing;
using BackOffice.Tests.Support;
using BackOffice.Web.NotSent;
using Bunit;

namespace BackOffice.Tests.Dangers;

/// <summary>A restored copy, and errands whose end is not known: a person decides, once.</summary>
public class FenceTests
{
    static readonly RecordRestore restored = new("monday.backup", new DateTime(2026, 11, 23, 22, 0, 0, DateTimeKind.Utc), 1);

    [Fact]
    public async Task Behind_a_fence_nothing_goes_out_and_what_waited_goes_once_when_it_is_lifted()
    {
        var (company, sent) = await SupportCompany.Open();
        await using var closing = company;
        await company.Does(HouseActor.Operator, restored);
        var ticket = await company.Writes("Where is it?", "Hello");
        await company.Replies(company.Sam, ticket);

        Assert.Equal(0, await company.RunErrands());
        Assert.Empty(sent.Sent);
        var fence = (await company.Read(new StandingFence()))!;
        Assert.Equal(("monday.backup", 2), (fence.From, (await company.Read(new FencedErrands())).Count));
        await company.Sam.IsRefused(new LiftFence(fence.Id), Refusal.NotAllowed);

        await company.Ada.Does(new LiftFence(fence.Id));
        await company.RunErrands();

        Assert.Equal(2, sent.Sent.Select(mail => mail.MessageId).Distinct().Count());
        Assert.Equal(2, sent.Sent.Count);
        Assert.Null(await company.Read(new StandingFence()));
        await company.Ada.IsRefused(new LiftFence(fence.Id));
        Assert.Contains(await company.All<LogEntry>(), entry => entry.Kind == "portal.fence-lifted");
        await company.Verified();
    }

    [Fact]
    public async Task What_left_before_the_restore_is_marked_as_sent_and_only_reported()
    {
        var (company, sent) = await SupportCompany.Open();
        await using var closing = company;
        await company.Does(HouseActor.Operator, restored);
        await company.Writes("Where is it?", "Hello");
        var fence = (await company.Read(new StandingFence()))!;

        await company.Ada.Does(new ConfirmErrandSent((await company.Read(new FencedErrands())).Single().Id));
        await company.Ada.Does(new LiftFence(fence.Id));
        await company.RunErrands();

        Assert.Empty(sent.Sent);
        Assert.Equal(ErrandState.Done, (await company.All<ErrandRow>()).Single().State);
        Assert.DoesNotContain(await company.All<TicketMessage>(), message => message.Delivery is Delivery.Waiting);
        await company.Verified();
    }

    [Fact]
    public async Task Of_an_unknown_outcome_a_person_says_that_it_was_sent_or_sends_it_again()
    {
        var (company, sent) = await SupportCompany.Open();
        await using var closing = company;
        var (one, other) = (await company.Writes("One", "Hello", "one@wren.example"), await company.Writes("Other", "Hello", "other@wren.example"));
        await company.RunErrands();
        sent.Sent.Clear();
        sent.Fails = new UnknownOutcome("The connection was lost after the mail was handed over.");
        await company.Replies(company.Sam, one);
        await company.Replies(company.Sam, other);
        await company.RunErrands();
        sent.Fails = null;
        await company.RunErrands();
        Assert.Empty(sent.Sent);
        var unknown = await company.Read(new StuckErrands());
        Assert.All(unknown, row => Assert.Equal(ErrandState.UnknownOutcome, row.State));

        await company.Ada.Does(new ConfirmErrandSent(unknown[0].Id));
        await company.Ada.Does(new RetryErrand(unknown[1].Id));
        await company.RunErrands();

        Assert.Equal("other@wren.example", Assert.Single(sent.Sent).To.Mailboxes.Single().Address);
        Assert.Empty(await company.Read(new StuckErrands()));
        Assert.DoesNotContain(await company.All<TicketMessage>(), message => message.Delivery is Delivery.Waiting);
        await company.Ada.IsRefused(new ConfirmErrandSent(unknown[0].Id));
        await company.Ada.IsRefused(new RetryErrand(unknown[1].Id));
        await company.Verified();
    }

    [Fact]
    public async Task An_errand_on_its_way_is_not_to_be_decided_about()
    {
        var (company, _) = await SupportCompany.Open();
        await using var closing = company;
        await company.Writes("Where is it?", "Hello");
        var refused = await company.Ada.IsRefused(new ConfirmErrandSent((await company.All<ErrandRow>()).Single().Id));
        Assert.Contains("on its way", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Poison_is_set_aside_after_five_tries_and_everything_else_goes_on()
    {
        var (company, sent) = await SupportCompany.Open();
        await using var closing = company;
        sent.FailsFor = mail => mail.To.Mailboxes.Single().Address == "poison@wren.example" ? new InvalidOperationException("550 no such person") : null;
        var poison = await company.Writes("Poison", "Hello", "poison@wren.example");
        await company.Replies(company.Sam, poison);
        await company.Writes("Fine", "Hello", "fine@wren.example");

        await company.RunErrands();
        Assert.Single(sent.Sent);
        for (var tries = 0; tries < 8; tries++)
        {
            await company.Passes(TimeSpan.FromMinutes(5));
            await company.RunErrands();
        }

        var row = Assert.Single(await company.Read(new StuckErrands()));
        Assert.Equal((ErrandState.Stuck, ErrandRunner.MostTries, "550 no such person"), (row.State, row.Tries, row.Reason));
        // Its own ticket's next mail keeps its place behind it; nobody else waits.
        Assert.Equal(ErrandState.Waiting, (await company.All<ErrandRow>()).Single(e => e.Subject == row.Subject && e.Id != row.Id).State);
        await company.Writes("Later", "Hello", "later@wren.example");
        await company.RunErrands();
        Assert.Equal(2, sent.Sent.Count);

        sent.FailsFor = null;
        await company.Ada.Does(new RetryErrand(row.Id));
        await company.RunErrands();
        Assert.Equal(4, sent.Sent.Count);
        await company.Verified();
    }

    [Fact]
    public async Task The_page_shows_the_fence_and_lifts_it_only_when_a_person_is_sure()
    {
        var (company, sent) = await SupportCompany.Open();
        await using var closing = company;
        await company.Does(HouseActor.Operator, restored);
        await company.Writes("Where is it?", "Hello");
        await using var page = await company.Ada.Opens<NotSentPage>(address: "/admin/not-sent");
        await using var banner = await company.Sam.Opens<FenceBanner>();
        page.WaitForAssertion(() => Assert.Contains("Send reply", page.Markup, StringComparison.Ordinal));
        banner.WaitForAssertion(() => Assert.Contains("Restored from monday.backup", banner.Markup, StringComparison.Ordinal));
        Assert.True(page.Find("button.danger").HasAttribute("disabled"));

        page.Find("input[type=checkbox]").Change(true);
        page.Press("Lift the fence");

        page.WaitForAssertion(() => Assert.DoesNotContain("restored copy", page.Markup, StringComparison.Ordinal));
        banner.WaitForAssertion(() => Assert.DoesNotContain("Restored from", banner.Markup, StringComparison.Ordinal));
        await company.RunErrands();
        Assert.Single(sent.Sent);
    }
}
