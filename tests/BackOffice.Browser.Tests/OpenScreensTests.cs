using BackOffice.Testing;
using Microsoft.Playwright;

namespace BackOffice.Browser.Tests;

/// <summary>What somebody may do, or who somebody is, changes elsewhere: what is open hears of it at once, without a reload.</summary>
[Collection(RealCompany.Name)]
public class OpenScreensTests(RealCompany company)
{
    [Fact]
    public async Task A_role_that_is_taken_away_closes_the_page_that_is_open_and_its_place()
    {
        company.Directory.Knows(new("rita", "Rita Bloom", ["agent", "billing"]));
        var rita = await company.Window("Rita Bloom", "/tickets/new");
        await rita.EvaluateAsync("() => window.same = 'the same document'");
        await Expect(rita.Locator("nav a[href='/queue']")).ToBeVisibleAsync();
        await rita.FillAsync("#subject", "Half a ticket");

        company.Directory.Knows(new("rita", "Rita Bloom", ["payables"]));
        await company.Window("Rita Bloom");

        await Expect(rita.Locator("main")).ToContainTextAsync("This page belongs to another role.");
        await Expect(rita.Locator("nav a[href='/queue']")).ToHaveCountAsync(0);
        await Expect(rita.GetByRole(AriaRole.Button, new() { Name = "Open ticket" })).ToHaveCountAsync(0);
        Assert.Equal("the same document", await rita.EvaluateAsync<string>("() => window.same"));
    }

    [Fact]
    public async Task Who_is_locked_out_loses_every_screen_and_does_not_come_in_again()
    {
        var leo = await company.Window("Leo Marsh", "/queue");
        var ada = await company.Window("Ada Quinn", "/admin/people");
        await ada.GetByText("Leo Marsh", new() { Exact = true }).First.ClickAsync();
        await ada.GetByLabel("Why").FillAsync("left us today");
        await ada.GetByRole(AriaRole.Button, new() { Name = "Lock out" }).ClickAsync();

        await Expect(leo.Locator("main")).ToContainTextAsync("You are locked out.");
        await Expect(leo.Locator("main")).ToContainTextAsync("An administrator has locked you out.");
        await leo.GotoAsync("/queue");
        Assert.Contains("/sign-in", leo.Url, StringComparison.Ordinal);
        await RealCompany.Continue(leo);
        await Expect(leo.Locator("main")).ToContainTextAsync("You are locked out.");
        await leo.GotoAsync("/queue");
        Assert.Contains("/sign-in", leo.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_is_ended_from_elsewhere_ends_its_screen_and_no_other()
    {
        company.Directory.Knows(new("vera", "Vera Lind", ["agent"]));
        var office = await company.Window("Vera Lind", "/queue");
        var home = await company.Window("Vera Lind", "/me/sessions");

        // The other session's row is the one with a button.
        await home.GetByRole(AriaRole.Button, new() { Name = "End", Exact = true }).ClickAsync();

        await Expect(office.Locator("main")).ToContainTextAsync("This session was ended.");
        await Expect(home.Locator("main")).ToContainTextAsync("Session ended from elsewhere");
        await office.GotoAsync("/queue");
        Assert.DoesNotContain(company.Portal.Address + "/queue", office.Url, StringComparison.Ordinal);

        // Everywhere at once: this one too.
        var third = await company.Window("Vera Lind", "/queue");
        await home.GetByRole(AriaRole.Button, new() { Name = "Sign out everywhere" }).ClickAsync();
        await Expect(home.Locator("main")).ToContainTextAsync("You are signed out.");
        await Expect(third.Locator("main")).ToContainTextAsync("You are signed out.");
    }

    [Fact]
    public async Task Leaving_the_directory_ends_what_began_from_there_in_this_browser_only()
    {
        company.Directory.Knows(new("olaf", "Olaf Berg", ["agent"]));
        var here = await company.Window("Olaf Berg", "/queue");
        var elsewhere = await company.Window("Olaf Berg", "/queue");

        // At the directory itself, as if leaving another application: it tells the portal in a frame of its own page.
        var leaving = await here.Context.NewPageAsync();
        await leaving.GotoAsync($"{company.Directory.Address}/leave");

        await Expect(here.Locator("main")).ToContainTextAsync("You signed out at your company’s directory.");
        await Expect(elsewhere.Locator("nav a[href='/queue']")).ToBeVisibleAsync();
        await elsewhere.ReloadAsync();
        await elsewhere.WaitForSelectorAsync(".sheet");
    }

    [Fact]
    public async Task Someone_else_in_a_second_tab_ends_the_first_one_which_says_so()
    {
        var first = await company.Window("Sam Walker", "/queue");
        var second = await AnotherComesIn(first, "Bea Lindqvist");

        await Expect(first.Locator("main")).ToContainTextAsync("Someone else signed in in this browser.");
        await Expect(first.Locator("main")).ToContainTextAsync("Bea Lindqvist is signed in now.");
        await first.GetByRole(AriaRole.Link, new() { Name = "Go on as Bea Lindqvist" }).ClickAsync();
        await Expect(first.Locator("nav a[href='/invoices']")).ToBeVisibleAsync();
        await Expect(second.Locator("nav a[href='/invoices']")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_tab_that_slept_meanwhile_does_not_wake_up_as_someone_else()
    {
        var first = await company.Window("Sam Walker", "/tickets/new");
        await first.FillAsync("#subject", "Of Sam alone");
        Assert.True(await first.EvaluateAsync<bool>("() => Blazor.pauseCircuit()"));
        await AnotherComesIn(first, "Bea Lindqvist");

        await first.EvaluateAsync("() => { Blazor.resumeCircuit(); }");

        await Expect(first.Locator("main")).ToContainTextAsync("Someone else signed in in this browser.");
        await Expect(first.Locator("main")).ToContainTextAsync("Bea Lindqvist is signed in now.");
        await first.GotoAsync("/tickets/new");
        await first.WaitForSelectorAsync("#subject");
        Assert.Equal("", await first.InputValueAsync("#subject"));
    }

    // In a second tab of the same browser; the directory has forgotten who was there.
    async Task<IPage> AnotherComesIn(IPage first, string name)
    {
        await first.Context.ClearCookiesAsync(new() { Name = CompanyDirectory.Cookie });
        var second = await first.Context.NewPageAsync();
        await second.GotoAsync("/sign-in");
        await RealCompany.SignIn(second, name);
        await second.WaitForSelectorAsync(".sheet");
        return second;
    }
}
