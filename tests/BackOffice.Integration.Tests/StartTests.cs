using System.Net;
using System.Text.RegularExpressions;

namespace BackOffice.Tests;

/// <summary>One practice company for the tests of this class: its first start is the slow one.</summary>
public sealed class PracticePortal : IAsyncLifetime
{
    public PortalFolder Folder { get; } = new();
    public Serving Serving { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Serving = await Folder.Serve();

    public async ValueTask DisposeAsync()
    {
        await Serving.DisposeAsync();
        Folder.Dispose();
    }
}

public sealed partial class StartTests(PracticePortal portal) : IClassFixture<PracticePortal>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_empty_folder_becomes_the_practice_company_and_people_can_sign_in()
    {
        using var browser = portal.Serving.Browser();
        // Who asks whether it is ready is not told whose it is.
        Assert.DoesNotContain("Gifts", await browser.GetStringAsync("/health/ready", Stop));
        Assert.Contains("Practice Gifts Ltd", await browser.GetStringAsync("/sign-in", Stop));
        var home = await browser.GetAsync("/", Stop);
        Assert.Equal(HttpStatusCode.Redirect, home.StatusCode);
        Assert.Equal("/sign-in", home.Headers.Location!.AbsolutePath);

        await SignIn(browser, "Noor Haddad");

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/", Stop)).StatusCode);
    }

    [Fact]
    public async Task Signing_in_without_the_forms_token_is_refused()
    {
        using var browser = portal.Serving.Browser();
        var answer = await browser.PostAsync("/sign-in", new FormUrlEncodedContent([new("person", "1001")]), Stop);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("https://evil.example/")]
    [InlineData("/\\evil.example")]
    public async Task Only_local_addresses_are_returned_to(string address)
    {
        using var browser = portal.Serving.Browser();
        var answer = await SignIn(browser, "Noor Haddad", address);
        Assert.Equal("/", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Files_of_pages_are_compressed_and_every_answer_says_what_a_browser_may_run()
    {
        using var browser = portal.Serving.Browser();
        browser.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip, br");
        foreach (var file in (string[])["/_framework/blazor.web.js", "/_content/MudBlazor/MudBlazor.min.css", "/css/app.css"])
        {
            var answer = await browser.GetAsync(file, Stop);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.NotEmpty(answer.Content.Headers.ContentEncoding);
            Assert.True((await answer.Content.ReadAsByteArrayAsync(Stop)).Length < 120_000, file);
        }
        var page = await browser.GetAsync("/sign-in", Stop);
        Assert.Contains("script-src 'self'", page.Headers.GetValues("Content-Security-Policy").Single());
        Assert.DoesNotMatch(InlineScript(), await page.Content.ReadAsStringAsync(Stop));
    }

    [Fact]
    public async Task It_says_that_it_lives_and_is_ready()
    {
        using var browser = portal.Serving.Browser();
        Assert.Equal("live", await browser.GetStringAsync("/health/live", Stop));
        Assert.Contains("\"ready\":true", await browser.GetStringAsync("/health/ready", Stop));
    }

    [Fact]
    public async Task The_inner_door_is_shut_for_everyone_without_the_folders_secret()
    {
        using var browser = portal.Serving.Browser();
        browser.DefaultRequestHeaders.Add("X-BackOffice-Secret", new string('0', 64));
        var answer = await browser.PostAsync("/internal/verb", new StringContent("""{"arguments":["verify"],"folder":"/"}""", System.Text.Encoding.UTF8, "application/json"), Stop);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_second_host_of_the_same_folder_is_refused()
    {
        var second = await portal.Folder.Run("serve", "--urls", "http://127.0.0.1:0");
        Assert.NotEqual(0, second.ExitCode);
        Assert.Contains("already served", second.Error);
    }

    [Fact]
    public async Task A_day_is_simulated_in_the_running_host_the_hub_hears_a_parcel_go_and_everything_adds_up()
    {
        var key = (await portal.Folder.Json("keys", "add", $"hub-{Guid.CreateVersion7():N}", "--scope", "orders")).GetProperty("key").GetString()!;
        await using var hub = LiveHubClient.At(portal.Serving.Address, key);
        await hub.Start(Stop);
        Assert.Equal("The topic payments is not open to you; it needs accounting.see-payments.", await hub.Refusal(["payments"], null));
        var told = hub.Watch(["orders"], null, Stop).GetAsyncEnumerator(Stop);
        Assert.True(await told.MoveNextAsync());
        var start = told.Current.Position;

        var day = await portal.Folder.Json("simulate", "--days", "1", "--speed", "max");

        Assert.True(day.GetProperty("dispatched").GetInt32() > 20);
        do Assert.True(await told.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60), Stop));
        while (told.Current.Kind != "fulfillment.shipment-dispatched");
        Assert.True(told.Current.Position > start && told.Current.Version > 1 && long.Parse(told.Current.Id) > 0);
        Assert.True((await portal.Folder.Verified()).GetProperty("ok").GetBoolean());
    }

    static async Task<HttpResponseMessage> SignIn(HttpClient browser, string name, string returnUrl = "/")
    {
        var page = await browser.GetStringAsync("/sign-in", Stop);
        var token = Token().Match(page).Groups[1].Value;
        var at = page.IndexOf(name, StringComparison.Ordinal);
        Assert.True(at > 0, $"{name} is not on the sign-in page.");
        var person = PersonValue().Matches(page).Last(m => m.Index < at).Groups[1].Value;
        var answer = await browser.PostAsync("/sign-in", new FormUrlEncodedContent([new("person", person), new("returnUrl", returnUrl), new("__RequestVerificationToken", token)]), Stop);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("name=\"person\" value=\"(\\d+)\"")]
    private static partial Regex PersonValue();

    [GeneratedRegex("<script(?![^>]*\\bsrc=)[^>]*>")]
    private static partial Regex InlineScript();
}

public sealed class ProductionTests
{
    [Theory]
    [InlineData("--SignIn:Mode=Development", "refused in Production")]
    [InlineData("--Nothing:Here=1", "No directory to sign in with")]
    public async Task The_directory_without_passwords_does_not_start_in_production(string setting, string sentence)
    {
        using var folder = new PortalFolder();
        using var process = PortalFolder.Start(["serve", "--urls", "http://127.0.0.1:0", "--data", folder.Path_, setting], "Production");
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.NotEqual(0, process.ExitCode);
        Assert.Contains(sentence, error);
        // Sentences, one for each mistake, and no stack.
        Assert.InRange(error.Trim().Split('\n').Length, 1, 2);
        Assert.DoesNotContain("   at ", error);
    }

    [Fact]
    public async Task With_a_directory_it_starts_and_nobody_comes_in_without_it()
    {
        using var folder = new PortalFolder();
        await folder.Json("migrate");
        await using var serving = await folder.Serve("Production", "--AzureAd:ClientId=portal", "--AzureAd:ClientSecret=a-secret-for-this-test", "--AzureAd:Authority=http://127.0.0.1:1");
        using var browser = serving.Browser();
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/", TestContext.Current.CancellationToken)).StatusCode);
        var answer = await browser.PostAsync("/sign-in", new FormUrlEncodedContent([new("person", "1001")]), TestContext.Current.CancellationToken);
        Assert.False(answer.IsSuccessStatusCode);
        var challenge = await browser.GetAsync("/sign-in/company", TestContext.Current.CancellationToken);
        Assert.Equal("/sign-in?failed=directory", challenge.Headers.Location!.ToString());
        Assert.False(answer.Headers.Contains("Set-Cookie") && answer.Headers.GetValues("Set-Cookie").Any(c => c.StartsWith("backoffice=", StringComparison.Ordinal)));
    }
}
