using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Testing;
using Bunit;

namespace BackOffice.Tests.Fulfillment;

/// <summary>Who picks a part: claimed, refused to others, run out, taken over with both names in the history, given back.</summary>
public sealed class PickClaimTests : IAsyncLifetime
{
    Company company = null!;
    FulfillmentOrder part = null!;

    public async ValueTask InitializeAsync()
    {
        company = await Company.Open();
        (_, part) = await company.Released(("A", 9));
    }

    public ValueTask DisposeAsync() => company.DisposeAsync();

    [Fact]
    public async Task Who_comes_second_is_told_who_picks_and_may_take_it_over_with_a_reason()
    {
        var since = Now;
        await company.Ana.Does(new ClaimPick(part.Id));
        company.Clock.Advance(TimeSpan.FromMinutes(2));
        await company.Ana.Does(new ScanPick(part.Id, "A"));
        var held = await Part();
        Assert.Equal((company.Ana.Id, since, Now + FulfillmentOrder.Lease), (held.Picker, held.ClaimedAt, held.ClaimedUntil));
        foreach (var command in new ICommand[] { new ClaimPick(part.Id), new ScanPick(part.Id, "A"), new ShortPick(part.Id, part.Lines[0].Id, 1, ShortReason.NotThere) })
            Assert.Contains("Ana Ruiz is picking", (await company.Noor.IsRefused(command, "claimed")).ToString());

        await company.Noor.Does(new ClaimPick(part.Id, TakeOver: true, "her shift is over"));

        Assert.Equal((company.Noor.Id, Now), ((await Part()).Picker, (await Part()).ClaimedAt));
        Assert.Equal("Picking taken over from Ana Ruiz: her shift is over", await LastSaid());
        await company.Ana.IsRefused(new ScanPick(part.Id, "A"), "claimed");
    }

    [Fact]
    public async Task A_claim_runs_out_by_the_clock_and_each_scan_begins_it_anew()
    {
        await company.Ana.Does(new ScanPick(part.Id, "A"));
        company.Clock.Advance(FulfillmentOrder.Lease - TimeSpan.FromSeconds(1));
        await company.Ana.Does(new ScanPick(part.Id, "A"));
        company.Clock.Advance(FulfillmentOrder.Lease - TimeSpan.FromSeconds(1));
        await company.Noor.IsRefused(new ScanPick(part.Id, "A"), "claimed");

        company.Clock.Advance(TimeSpan.FromSeconds(1));
        await company.Noor.Does(new ScanPick(part.Id, "A"));
        Assert.Contains("Picking taken over from Ana Ruiz", (await company.Read(BackOffice.Kernel.History.Of(part.Id, 20))).Select(line => line.Says.ToString()));
    }

    [Fact]
    public async Task What_is_given_back_is_anyones_at_once_and_what_was_picked_stays_picked()
    {
        await company.Ana.Does(new ScanPick(part.Id, "A", 2));
        await company.Noor.IsRefused(new GiveBackPick(part.Id), "claimed");
        await company.Ana.Does(new GiveBackPick(part.Id));
        await company.Ana.IsRefused(new GiveBackPick(part.Id), "claimed");
        await company.Noor.Does(new ScanPick(part.Id, "A", 7));
        Assert.Equal((company.Noor.Id, 9), ((await Part()).Picker, (await Part()).PickedCount));
        Assert.DoesNotContain(await company.All<LogEntry>(), e => e.Kind == "fulfillment.pick-claimed" && e.Content.Contains("\"tookOver\":true"));
        await company.Noor.IsRefused(new GiveBackPick(part.Id));
    }

    [Fact]
    public async Task On_two_nodes_of_those_who_begin_at_once_one_picks_and_sees_it_taken_over()
    {
        var line = new NodeLine();
        await using var a = await company.Beside("a", line.Join());
        await using var b = await company.Beside("b", line.Join());
        var outcomes = await Task.WhenAll(a.Ana.Tries(new ClaimPick(part.Id)), b.Noor.Tries(new ClaimPick(part.Id)));
        Assert.Single(outcomes, outcome => outcome.Ok);
        Assert.Equal("claimed", Assert.Single(outcomes, outcome => !outcome.Ok).Refusal!.Code);

        var (holder, other) = outcomes[0].Ok ? (a.Ana, b.Noor) : (b.Noor, a.Ana);
        await using var screen = await holder.Opens<PickPage>(p => p.Add(page => page.Number, part.Id.Value));
        screen.WaitForAssertion(() => Assert.Contains("You pick this", Claim(screen)));
        await other.Does(new ClaimPick(part.Id, TakeOver: true, "it has to go now"));
        screen.WaitForAssertion(() => Assert.Contains(other.Name, Claim(screen)), TimeSpan.FromSeconds(30));
        await holder.IsRefused(new ScanPick(part.Id, "A"), "claimed");
    }

    [Fact]
    public async Task The_page_takes_over_with_a_reason_in_one_tap_and_simply_once_the_time_ran_out()
    {
        await company.Ana.Does(new ScanPick(part.Id, "A"));
        await using var screen = await company.Noor.Opens<PickPage>(p => p.Add(page => page.Number, part.Id.Value));
        screen.WaitForAssertion(() => Assert.Contains("Ana Ruiz", Claim(screen)));
        screen.Press("Take it over");
        screen.Press("it has to go now");
        screen.WaitForAssertion(() => Assert.Contains("You pick this", Claim(screen)));
        Assert.Equal("Picking taken over from Ana Ruiz: it has to go now", await LastSaid());
        screen.Press("Give it back");
        screen.WaitForAssertion(() => Assert.Empty(screen.All(".claim")));

        await company.Ana.Does(new ClaimPick(part.Id));
        screen.WaitForAssertion(() => Assert.Contains("Ana Ruiz", Claim(screen)));
        company.Clock.Advance(FulfillmentOrder.Lease + TimeSpan.FromSeconds(2));
        screen.WaitForAssertion(() => Assert.Contains("time ran out", Claim(screen)));
        screen.Press("Take it over");
        screen.WaitForAssertion(() => Assert.Contains("You pick this", Claim(screen)));
    }

    static string Claim(Screen<PickPage> screen) => screen.All(".claim").FirstOrDefault()?.TextContent ?? "";

    DateTime Now => company.Clock.GetUtcNow().UtcDateTime;

    async Task<FulfillmentOrder> Part() => (await company.All<FulfillmentOrder>()).Single();

    async Task<string> LastSaid() => (await company.Read(BackOffice.Kernel.History.Of(part.Id, 20)))[0].Says.ToString();
}
