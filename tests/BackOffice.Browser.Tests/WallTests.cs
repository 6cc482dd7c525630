using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BackOffice.Browser.Tests;

/// <summary>A screen on a wall, from its first code to its last.</summary>
public class WallTests(Browser browser)
{
    [Fact]
    public async Task A_screen_is_paired_lives_through_a_restart_and_an_upgrade_and_is_revoked()
    {
        var screen = await browser.Screen("/wall");
        await screen.WaitForFunctionAsync("() => document.querySelector('.w-code b')?.textContent");
        Assert.Equal("", await Browser.Barriers(screen));
        var code = string.Concat(await screen.Locator(".w-code b").AllInnerTextsAsync());

        var max = await browser.Window("Max", "/admin/walls", waitFor: "#wall-code");
        await max.FillAsync("#wall-code", "WWWWWW");
        await max.FillAsync("#wall-name", "Support room");
        await max.UncheckAsync("input[value=company]");
        await max.CheckAsync("input[value=support]");
        await max.GetByRole(AriaRole.Button, new() { Name = "Pair", Exact = true }).ClickAsync();
        await Expect(max.Locator("body")).ToContainTextAsync("No screen shows this code; 4 tries are left.");
        await max.FillAsync("#wall-code", code);
        await max.GetByRole(AriaRole.Button, new() { Name = "Pair", Exact = true }).ClickAsync();
        await Expect(max.Locator("tr[data-id]")).ToContainTextAsync("Support room");
        Assert.Equal("", await Browser.Barriers(max));

        // It shows its board, and a change by itself.
        await Expect(screen.Locator("[data-title]")).ToHaveTextAsync("Support");
        var open = await Open(screen);
        var sam = await browser.Window("Sam", "/tickets/new");
        await sam.FillAsync("#name", "Hannah Wren");
        await sam.FillAsync("#address", "hannah@wrenstreet.example");
        await sam.FillAsync("#subject", "Lantern glass broken");
        await sam.FillAsync("#text", "Third one since October.");
        await sam.GetByRole(AriaRole.Button, new() { Name = "Open ticket" }).ClickAsync();
        await screen.WaitForFunctionAsync($"before => ({Figure}) > before", open);
        Assert.DoesNotContain("Hannah", await screen.ContentAsync());
        Assert.Equal("", await Browser.Barriers(screen));

        // Without a connection it says so and keeps what it showed; the new build loads it anew.
        await screen.EvaluateAsync("() => { window.before = true; }");
        await browser.Portal.Kill();
        await Expect(screen.Locator("main.wall.old [data-lost]")).ToContainTextAsync("No connection for", new() { Timeout = 60_000 });
        Assert.True(await Open(screen) > open);
        await browser.Portal.StartAgain("--Build=the-next");
        await screen.WaitForFunctionAsync("() => window.before === undefined && document.querySelector('main.wall:not(.old) [data-tiles] .w-lbl')", null, new() { Timeout = 90_000 });
        Assert.Equal("the-next", await screen.Locator("main.wall").GetAttributeAsync("data-build"));

        await max.GotoAsync("/admin/walls");
        await max.Locator("tr[data-id] [data-do=revoke]").ClickAsync();
        await screen.WaitForFunctionAsync("() => document.querySelector('.w-code b')?.textContent", null, new() { Timeout = 30_000 });
        await max.GotoAsync("/admin/walls?show=revoked");
        await Expect(max.Locator("tr[data-id]")).ToContainTextAsync("Support room");
    }

    const string Figure = "Number([...document.querySelectorAll('article')].find(a => a.innerText.includes('Open tickets')).querySelector('.w-huge, .w-fig').innerText)";

    static async Task<int> Open(IPage screen)
    {
        await screen.Locator("article", new() { HasTextString = "Open tickets" }).WaitForAsync();
        return await screen.EvaluateAsync<int>($"() => {Figure}");
    }
}
