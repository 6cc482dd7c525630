using BackOffice.Testing;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(BackOffice.Browser.Tests.Browser))]
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace BackOffice.Browser.Tests;

/// <summary>One Chromium and one portal with its practice company for all browser tests.</summary>
public sealed class Browser : IAsyncLifetime
{
    IPlaywright? playwright;
    IBrowser? browser;

    public PortalProcess Portal { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        // Screens change within a second; a busy machine may take longer, and that is no mistake.
        Assertions.SetDefaultExpectTimeout(20_000);
        var path = Chromium.Find(Microsoft.Playwright.Program.Main);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = Chromium.Flags });
        Portal = await PortalProcess.Start();
    }

    /// <summary>A window of one person, signed in, at an address; through a proxy (<paramref name="at"/>) to a <paramref name="node"/> if said.</summary>
    public async Task<IPage> Window(string person, string address = "/", int width = 1440, int height = 900, string? scheme = null, string waitFor = ".sheet", string? at = null, string? node = null)
    {
        var context = await browser!.NewContextAsync(new()
        {
            BaseURL = at ?? Portal.Address,
            ViewportSize = new() { Width = width, Height = height },
            TimezoneId = "Europe/London",
            Locale = "en-GB",
            ColorScheme = scheme is "dark" ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(20_000);
        if (node is not null) await context.AddCookiesAsync([new() { Name = "node", Value = node, Url = at ?? Portal.Address }]);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.GetByRole(AriaRole.Button, new() { Name = person }).First.ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/sign-in"));
        await page.GotoAsync(address);
        await page.WaitForSelectorAsync(waitFor);
        return page;
    }

    /// <summary>A screen that nobody is signed in at, as large as one on a wall.</summary>
    public async Task<IPage> Screen(string address)
    {
        var context = await browser!.NewContextAsync(new() { BaseURL = Portal.Address, ViewportSize = new() { Width = 1920, Height = 1080 }, TimezoneId = "Europe/London", Locale = "en-GB", ReducedMotion = ReducedMotion.Reduce });
        context.SetDefaultTimeout(20_000);
        var page = await context.NewPageAsync();
        await page.GotoAsync(address);
        return page;
    }

    /// <summary>A browser of its own, with nobody signed in, for a portal with a certificate that was made for the tests.</summary>
    public async Task<IBrowserContext> Apart(string portal)
    {
        var context = await browser!.NewContextAsync(new() { BaseURL = portal, ViewportSize = new() { Width = 1440, Height = 900 }, TimezoneId = "Europe/London", Locale = "en-GB", ReducedMotion = ReducedMotion.Reduce, IgnoreHTTPSErrors = true });
        context.SetDefaultTimeout(20_000);
        return context;
    }

    /// <summary>What axe finds against WCAG 2.2 A and AA; empty is good.</summary>
    public static async Task<string> Barriers(IPage page)
    {
        var found = await page.RunAxe(new Deque.AxeCore.Commons.AxeRunOptions
        {
            RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
        });
        return string.Join('\n', found.Violations.Select(v => $"{v.Id}: {v.Help} — {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html.Length > 160 ? n.Html[..160] : n.Html))}"));
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        if (Portal is not null) await Portal.DisposeAsync();
    }
}
