using System.Text.RegularExpressions;
using BackOffice.Testing;
using Microsoft.Playwright;

namespace BackOffice.Browser.Tests;

/// <summary>People of the company's directory sign in: Production, https, the code flow through Microsoft.Identity.Web.</summary>
[Collection(RealCompany.Name)]
public partial class CompanyAccountTests(RealCompany company)
{
    [Fact]
    public async Task Someone_of_the_companys_directory_comes_in_with_the_roles_it_gives_them()
    {
        var bea = await company.Window("Bea Lindqvist", "/orders");

        Assert.EndsWith("/orders", bea.Url, StringComparison.Ordinal);
        await Expect(bea.Locator("nav a[href='/invoices']")).ToBeVisibleAsync();
        await Expect(bea.Locator("nav a[href='/admin/people']")).ToHaveCountAsync(0);
        await bea.Locator(".right [popovertarget=person]").ClickAsync();
        await Expect(bea.Locator("#person .who")).ToContainTextAsync("billing, fulfillment clerk");
        await bea.GotoAsync("/admin/people");
        await Expect(bea.Locator("body")).ToContainTextAsync("This page belongs to another role.");
        // The first sign-in has made a record of staff.
        Assert.Equal(("Bea Lindqvist", "bea@company.example"), await company.Record("bea"));
    }

    [Fact]
    public async Task A_group_of_the_directory_is_a_role_if_the_settings_say_so()
    {
        var greta = await company.Window("Greta Olsen", "/queue");

        await Expect(greta.Locator("nav a[href='/queue']")).ToBeVisibleAsync();
        await Expect(greta.Locator("nav a[href='/invoices']")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Someone_without_a_role_is_told_whom_to_ask_and_the_page_opens_when_they_have_one()
    {
        await company.Window("Ada Quinn");
        var newton = await company.Window("Newton Pike");
        await Expect(newton.Locator("body")).ToContainTextAsync("You are signed in, but you have no role yet.");
        await Expect(newton.Locator("body")).ToContainTextAsync("ask for a role: Ada Quinn");
        await Expect(newton.Locator("nav h2")).ToHaveCountAsync(0);

        company.Directory.Knows(new("newton", "Newton Pike", ["agent"]));
        await company.Window("Newton Pike", "/queue");

        await Expect(newton.Locator("nav a[href='/queue']")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("Wrong audience")]
    [InlineData("Expired")]
    [InlineData("Other issuer")]
    [InlineData("Other key")]
    [InlineData("Not signed")]
    [InlineData("Changed afterwards")]
    [InlineData("Of another question")]
    [InlineData("Nobody in particular")]
    public async Task A_forged_token_opens_nothing_and_says_nothing(string who)
    {
        var page = await company.Stranger("/sign-in?returnUrl=/admin/people");

        await RealCompany.SignIn(page, who);

        Assert.Matches("/sign-in\\?failed=", page.Url);
        await Expect(page.Locator(".banner")).ToHaveTextAsync("Your company account was not accepted. Try again; if it stays so, tell an administrator.");
        Assert.DoesNotMatch(Detail(), await page.ContentAsync());
        await page.GotoAsync("/admin/people");
        Assert.Contains("/sign-in", page.Url, StringComparison.Ordinal);
        Assert.Null(await company.Record(company.Directory.SubjectOf(who)));
    }

    [Fact]
    public async Task An_answer_that_nobody_asked_for_opens_nothing()
    {
        var page = await company.Stranger();
        // Somebody else's answer, put into this browser by a form of another site: there is no question that it belongs to.
        await page.GotoAsync($"{company.Directory.Address}/v2.0/.well-known/openid-configuration");
        await page.SetContentAsync($"<form method=post action='{company.Portal.Address}/signin-oidc'><input name=code value=stolen><input name=state value=made-up><button>Go</button></form>");
        await page.GetByRole(AriaRole.Button).ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("failed="));
        Assert.DoesNotMatch(Detail(), await page.ContentAsync());
    }

    [Fact]
    public async Task Only_addresses_of_the_portal_are_returned_to()
    {
        var sam = await company.Window("Sam Walker");
        foreach (var address in new[] { "https://evil.example/", "//evil.example/", "/\\evil.example/", "\\\\evil.example", "javascript:alert(1)", "/\t/evil.example", "evil.example", "https:evil.example", $"{company.Directory.Address}/choose" })
        {
            foreach (var door in (string[])["/sign-in/company", "/sign-in", "/signed-out"])
            {
                await sam.GotoAsync($"{door}?returnUrl={Uri.EscapeDataString(address)}");
                if (door is "/sign-in/company") Assert.Equal($"{company.Portal.Address}/", sam.Url);
                else foreach (var link in await sam.Locator("main a").EvaluateAllAsync<string[]>("links => links.map(a => a.href)")) Assert.StartsWith($"{company.Portal.Address}/", link.Replace("%2F", "/", StringComparison.Ordinal), StringComparison.Ordinal);
            }
        }
        // What is ours is kept.
        await sam.GotoAsync($"/sign-in/company?returnUrl={Uri.EscapeDataString("/queue?of=me")}");
        Assert.Equal($"{company.Portal.Address}/queue?of=me", sam.Url);
    }

    [Fact]
    public async Task Signing_out_leaves_the_portal_and_the_directory()
    {
        var sam = await company.Window("Sam Walker");
        await sam.Locator(".right [popovertarget=person]").ClickAsync();
        await sam.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();

        await Expect(sam.Locator("main")).ToContainTextAsync("You are signed out.");
        await sam.GotoAsync("/queue");
        Assert.Contains("/sign-in?returnUrl=", sam.Url, StringComparison.Ordinal);
        await RealCompany.Continue(sam);
        await Expect(sam.Locator("h1")).ToHaveTextAsync("Who are you?");
    }

    [GeneratedRegex("IDX\\d|Exception|   at |SecurityToken|OpenIdConnect|stack", RegexOptions.IgnoreCase)]
    private static partial Regex Detail();
}
