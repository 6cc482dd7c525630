using BackOffice.Testing;
using Microsoft.Playwright;

namespace BackOffice.Browser.Tests;

/// <summary>The company's directory cannot be reached: at the start, and later.</summary>
public sealed class DirectoryDownTests(Browser browser) : IDisposable
{
    readonly TestCertificate certificate = new();

    [Fact]
    public async Task While_the_directory_is_down_it_says_so_who_is_in_goes_on_and_it_works_by_itself_when_it_is_back()
    {
        var port = PortalProcess.FreePort();
        Account[] people = [new("bea", "Bea Lindqvist", ["billing"]), new("carl", "Carl Weber", ["controller"])];
        Task<CompanyDirectory> Up() => CompanyDirectory.Start(certificate, people, port: port);
        var directory = await Up();
        await directory.DisposeAsync();

        // Nobody answers there, and the portal starts all the same.
        await using var portal = await PortalProcess.StartReal(certificate, directory);
        var bea = await (await browser.Apart(portal.Address)).NewPageAsync();
        await bea.GotoAsync("/sign-in?returnUrl=/to-invoice");
        await RealCompany.Continue(bea);
        await Says(bea);

        await using (var back = await Up())
        {
            back.Register(portal.Address);
            await ComesIn(bea, "Bea Lindqvist");
        }

        // Gone again: who is in goes on. (Who comes now is sent there, since the portal knows the way by then.)
        await bea.GotoAsync("/invoices");
        await Expect(bea.Locator("h1")).ToContainTextAsync("Invoices");
        var carl = await (await browser.Apart(portal.Address)).NewPageAsync();
        await carl.GotoAsync("/sign-in");

        await using (var back = await Up())
        {
            back.Register(portal.Address);
            await ComesIn(carl, "Carl Weber");
        }
    }

    static Task Says(IPage page) => Expect(page.Locator("body")).ToContainTextAsync("directory does not answer just now");

    // The portal finds the directory again by itself; until then it says the same as before.
    static async Task ComesIn(IPage page, string name)
    {
        for (var tries = 0; tries < 120; tries++)
        {
            await RealCompany.Continue(page);
            await page.WaitForLoadStateAsync();
            if (page.Url.StartsWith("https://localhost", StringComparison.Ordinal)) break;
            await Says(page);
            await Task.Delay(500);
        }
        await page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).ClickAsync();
        await page.WaitForSelectorAsync(".sheet");
    }

    public void Dispose() => certificate.Dispose();
}
