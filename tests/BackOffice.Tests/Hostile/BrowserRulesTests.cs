using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using BackOffice.Kernel;
using BackOffice.Testing;
using BackOffice.Web;

namespace BackOffice.Tests.Hostile;

/// <summary>What every answer tells the browser about what it may do with us.</summary>
public sealed class BrowserRulesTests(HostileFixture fixture) : IClassFixture<HostileFixture>
{
    readonly OpenHost host = fixture.Host;

    [Theory]
    [InlineData("/", 302)]
    [InlineData("/sign-in", 200)]
    [InlineData("/no-such-page", 302)]
    [InlineData("/api/orders/shop/1", 401)]
    [InlineData("/hubs/live", 401)]
    [InlineData("/css/app.css", 200)]
    [InlineData("/_framework/blazor.web.js", 200)]
    [InlineData("/health/live", 200)]
    [InlineData("/documents/invoice/1", 302)]
    [InlineData("/api/no-such-door", 401)]
    public async Task Every_answer_wears_the_same_armour(string address, int status)
    {
        using var browser = host.Browser();
        using var answer = await browser.GetAsync(address);
        Assert.Equal(status, (int)answer.StatusCode);

        var policy = Parsed(One(answer, "Content-Security-Policy"));
        Assert.Equal("'none'", policy["default-src"]);
        Assert.Equal("'self'", policy["script-src"]);
        Assert.Equal("'none'", policy["script-src-attr"]);
        Assert.Equal("'none'", policy["object-src"]);
        Assert.Equal("'self'", policy["base-uri"]);
        Assert.Equal("'self'", policy["form-action"]);
        Assert.Equal("'none'", policy["frame-ancestors"]);
        Assert.Equal("'self'", policy["connect-src"]);
        Assert.Equal("nosniff", One(answer, "X-Content-Type-Options"));
        Assert.Equal("same-origin", One(answer, "Referrer-Policy"));
        Assert.Equal("same-origin", One(answer, "Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", One(answer, "Cross-Origin-Resource-Policy"));
        Assert.Contains("geolocation=()", One(answer, "Permissions-Policy"));
        Assert.False(answer.Headers.Contains("Server") || answer.Headers.Contains("X-Powered-By"), "It says which program answers.");
        if (!address.StartsWith("/css", StringComparison.Ordinal) && !address.StartsWith("/_framework", StringComparison.Ordinal)) Assert.Contains("no-store", One(answer, "Cache-Control"));
    }

    [Theory]
    [InlineData("/sign-in", false)]
    [InlineData("/", true)]
    [InlineData("/no-such-page", true)]
    [InlineData("/wall/company", true)]
    public async Task No_document_holds_a_script_of_its_own(string address, bool signedIn)
    {
        using var browser = signedIn ? await host.SignedIn(new PersonId(116)) : host.Browser();
        var document = await new HtmlParser().ParseDocumentAsync(await (await browser.GetAsync(address)).Content.ReadAsStringAsync());
        Assert.NotEmpty(document.QuerySelectorAll("script"));
        Assert.All(document.QuerySelectorAll("script"), script =>
        {
            Assert.StartsWith("js/,_framework/,_content/".Split(',').First(folder => script.GetAttribute("src")!.TrimStart('/').StartsWith(folder, StringComparison.Ordinal)), script.GetAttribute("src")!.TrimStart('/'));
            Assert.Equal("", script.TextContent.Trim());
        });
        Assert.DoesNotContain(document.All, element => element.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)));
        Assert.DoesNotContain(document.All, element => element.Attributes.Any(a => a.Value.TrimStart().StartsWith("javascript:", StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task Cookies_are_for_the_server_alone()
    {
        using var browser = host.Browser();
        using var page = await browser.GetAsync("/sign-in");
        using var signIn = await OpenHost.Post(browser, "/sign-in", new() { ["person"] = "116", ["returnUrl"] = "/" });
        using var language = await OpenHost.Post(browser, "/language", new() { ["to"] = "es", ["returnUrl"] = "/" });
        var cookies = new[] { page, signIn, language }.SelectMany(answer => answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : []).ToList();
        Assert.Contains(cookies, c => c.StartsWith("backoffice=", StringComparison.Ordinal));
        Assert.All(cookies, cookie =>
        {
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Matches("(?i)samesite=(lax|strict)", cookie);
            Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public async Task In_production_cookies_are_bound_to_this_host_and_never_go_in_the_clear()
    {
        await using var portal = await OpenHost.Start(environment: "Production", more: ["--AzureAd:ClientId=portal", "--AzureAd:ClientSecret=a-secret-for-this-test", "--AzureAd:Authority=http://127.0.0.1:1"]);
        using var browser = portal.Browser();
        using var page = await browser.GetAsync("/sign-in");
        var cookies = page.Headers.GetValues("Set-Cookie").ToList();
        Assert.NotEmpty(cookies);
        Assert.All(cookies, cookie =>
        {
            Assert.StartsWith("__Host-", cookie, StringComparison.Ordinal);
            Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("path=/;", cookie + ";", StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
        });
        var hsts = portal.Services.GetService(typeof(Microsoft.Extensions.Options.IOptions<Microsoft.AspNetCore.HttpsPolicy.HstsOptions>)) as Microsoft.Extensions.Options.IOptions<Microsoft.AspNetCore.HttpsPolicy.HstsOptions>;
        Assert.True(hsts!.Value is { MaxAge.TotalDays: >= 365, IncludeSubDomains: true });
    }

    [Fact]
    public void The_policy_allows_no_script_in_the_page_and_nothing_from_outside()
    {
        var policy = Parsed(SecurityHeaders.Policy);
        Assert.All(policy, rule => Assert.True(rule.Key == "style-src" || !rule.Value.Contains("unsafe"), $"{rule.Key} {rule.Value}"));
        Assert.All(policy, rule => Assert.DoesNotMatch(@"https?:|wss?:|\*", rule.Value));
        Assert.DoesNotContain("eval", SecurityHeaders.Policy);
    }

    static string One(HttpResponseMessage answer, string name) =>
        (answer.Headers.TryGetValues(name, out var values) || answer.Content.Headers.TryGetValues(name, out values) ? values.ToList() : []) is [var only] ? only : throw new Xunit.Sdk.XunitException($"{name} is not said exactly once.");

    static Dictionary<string, string> Parsed(string policy) =>
        policy.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(rule => rule.Split(' ', 2)).ToDictionary(rule => rule[0], rule => rule.Length > 1 ? rule[1] : "");
}
