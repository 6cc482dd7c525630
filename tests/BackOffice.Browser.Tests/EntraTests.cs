using BackOffice.Testing;
using Microsoft.Playwright;

namespace BackOffice.Browser.Tests;

/// <summary>
/// A directory of Entra's shape: instance and tenant, the tenant in address and issuer, oid beside sub, a certificate instead of a
/// secret; and a session that ends soon when nothing is done.
/// </summary>
public sealed class EntraTests(Browser browser) : IAsyncLifetime
{
    readonly TestCertificate certificate = new();
    CompanyDirectory directory = null!;
    PortalProcess portal = null!;

    public async ValueTask InitializeAsync()
    {
        directory = await CompanyDirectory.Start(certificate,
        [
            new("kim", "Kim Osei", ["stock-keeper"]),
            new("guest", "Of another tenant", ["administrator"], Forgery.OfAnotherTenant),
        ], "8d3a1c52-6a2b-4e3b-9a52-0d0b4b1b7a11");
        portal = await PortalProcess.StartReal(certificate, directory, directory.SettingsWithCertificate, "--SignIn:IdleMinutes=0.4");
    }

    [Fact]
    public async Task Whom_the_tenant_knows_comes_in_and_nobody_elses_people_do_and_who_does_nothing_is_signed_out()
    {
        var stranger = await (await browser.Apart(portal.Address)).NewPageAsync();
        await stranger.GotoAsync("/sign-in");
        await RealCompany.SignIn(stranger, "Of another tenant");
        await Expect(stranger.Locator(".banner")).ToContainTextAsync("Your company account was not accepted.");

        var kim = await (await browser.Apart(portal.Address)).NewPageAsync();
        await kim.GotoAsync("/sign-in?returnUrl=/stock");
        await RealCompany.SignIn(kim, "Kim Osei");
        Assert.False(kim.Url.Contains("failed", StringComparison.Ordinal), portal.Output);

        await Expect(kim.Locator("main")).ToContainTextAsync("You were away for long, so you were signed out.", new() { Timeout = 60_000 });
        await kim.GetByRole(AriaRole.Link, new() { Name = "Sign in again" }).ClickAsync();
        await RealCompany.Continue(kim);
        await kim.WaitForURLAsync(url => url.EndsWith("/stock", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        if (portal is not null) await portal.DisposeAsync();
        if (directory is not null) await directory.DisposeAsync();
        certificate.Dispose();
    }
}
