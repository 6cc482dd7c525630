using System.Net;
using System.Net.Http.Json;

namespace BackOffice.Tests;

public sealed class CompanyAccountTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Someone_of_the_companys_directory_comes_in_with_the_roles_it_gives_them()
    {
        await using var directory = await CompanyDirectory.Start("Bea@Company.example", "Bea Lindqvist", ["billing", "fulfillment-clerk", "unknown role"]);
        using var folder = new PortalFolder();
        await folder.Json("migrate");
        await using var portal = await Serve(folder, directory);

        var (answer, cookies) = await SignIn(portal, "/orders");

        Assert.Equal("/orders", answer.Headers.Location!.ToString());
        Assert.Contains(cookies, cookie => cookie.StartsWith("backoffice=", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await Get(portal, "/", cookies)).StatusCode);
        Assert.Equal(["billing", "fulfillment clerk"], await Roles(folder, "bea@company.example"));
        Assert.True((await folder.Verified()).GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task Roles_that_the_directory_took_away_are_gone_with_the_next_sign_in()
    {
        using var folder = new PortalFolder();
        await folder.Json("migrate");
        await using (var before = await CompanyDirectory.Start("carl@company.example", "Carl Weber", ["controller", "auditor"]))
        await using (var portal = await Serve(folder, before)) await SignIn(portal, "/");
        Assert.Equal(["auditor", "controller"], await Roles(folder, "carl@company.example"));

        await using var after = await CompanyDirectory.Start("carl@company.example", "Carl Weber", ["auditor"]);
        await using (var portal = await Serve(folder, after)) await SignIn(portal, "/");

        Assert.Equal(["auditor"], await Roles(folder, "carl@company.example"));
    }

    [Fact]
    public async Task A_token_of_another_issuer_opens_nothing()
    {
        await using var directory = await CompanyDirectory.Start("eve@evil.example", "Eve", ["administrator"], issuer: "https://evil.example");
        using var folder = new PortalFolder();
        await folder.Json("migrate");
        await using var portal = await Serve(folder, directory);

        var (answer, cookies) = await SignIn(portal, "/");

        Assert.Equal("/sign-in?failed=1", answer.Headers.Location!.ToString());
        Assert.DoesNotContain(cookies, cookie => cookie.StartsWith("backoffice=", StringComparison.Ordinal));
        Assert.Empty(await Roles(folder, "eve@evil.example"));
    }

    [Fact]
    public async Task While_the_directory_is_down_it_says_so_who_is_in_goes_on_and_it_works_by_itself_when_it_is_back()
    {
        using var folder = new PortalFolder();
        await folder.Json("migrate");
        var port = BackOffice.Testing.PortalProcess.FreePort();
        // Nobody listens there yet, and the portal starts all the same.
        await using var portal = await Serve(folder, $"http://127.0.0.1:{port}");
        Assert.Equal("/sign-in?failed=directory", (await Get(portal, "/sign-in/company", [])).Headers.Location!.ToString());
        var page = await (await Get(portal, "/sign-in?failed=directory", [])).Content.ReadAsStringAsync(Stop);
        Assert.Contains("directory does not answer just now", page, StringComparison.Ordinal);

        string[] bea;
        await using (await CompanyDirectory.Start("bea@company.example", "Bea Lindqvist", ["billing"], port: port))
        {
            await Answers(portal);
            bea = (await SignIn(portal, "/")).Cookies;
        }
        // Gone again: who came in stays in; and who comes now is not let in.
        Assert.Equal(HttpStatusCode.OK, (await Get(portal, "/", bea)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await Get(portal, "/", [])).StatusCode);

        await using (await CompanyDirectory.Start("carl@company.example", "Carl Weber", ["controller"], port: port))
        {
            await Answers(portal);
            var carl = (await SignIn(portal, "/")).Cookies;
            Assert.Equal(HttpStatusCode.OK, (await Get(portal, "/", carl)).StatusCode);
        }
        Assert.Equal(HttpStatusCode.OK, (await Get(portal, "/", bea)).StatusCode);
    }

    static async Task Answers(Serving portal)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            if ((await Get(portal, "/sign-in/company", [])).Headers.Location is { IsAbsoluteUri: true }) return;
            await Task.Delay(200, Stop);
        }
        Assert.Fail($"The portal does not find the directory again:\n{portal.Said}");
    }

    static Task<Serving> Serve(PortalFolder folder, CompanyDirectory directory) => Serve(folder, directory.Address);

    static Task<Serving> Serve(PortalFolder folder, string authority) =>
        folder.Serve("Development", "--SignIn:Mode=Company", $"--AzureAd:Authority={authority}", "--AzureAd:ClientId=portal", "--AzureAd:ClientSecret=a-secret-for-this-test", $"--AzureAd:Issuer={CompanyDirectory.Issuer}");

    // What a browser does: to the directory and back, with its cookies (which want https, so they are carried by hand here).
    static async Task<(HttpResponseMessage Answer, string[] Cookies)> SignIn(Serving portal, string returnUrl)
    {
        var challenge = await Get(portal, $"/sign-in/company?returnUrl={Uri.EscapeDataString(returnUrl)}", []);
        Assert.Equal(HttpStatusCode.Redirect, challenge.StatusCode);
        var cookies = Cookies(challenge);
        using var anyone = new HttpClient();
        var form = await anyone.GetFromJsonAsync<Dictionary<string, string>>(challenge.Headers.Location, Stop);
        Assert.Equal($"{portal.Address.GetLeftPart(UriPartial.Authority)}/signin-oidc", form!["redirect_uri"]);
        var back = new HttpRequestMessage(HttpMethod.Post, new Uri(portal.Address, "/signin-oidc")) { Content = new FormUrlEncodedContent(form.Where(field => field.Key != "redirect_uri")) };
        back.Headers.Add("Cookie", string.Join("; ", cookies));
        var answer = await Client().SendAsync(back, Stop);
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, portal.Said);
        return (answer, Cookies(answer));
    }

    static Task<HttpResponseMessage> Get(Serving portal, string path, string[] cookies)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(portal.Address, path));
        if (cookies.Length > 0) request.Headers.Add("Cookie", string.Join("; ", cookies));
        return Client().SendAsync(request, Stop);
    }

    static HttpClient Client() => new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });

    static string[] Cookies(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Set-Cookie", out var set) ? [.. set.Select(cookie => cookie.Split(';')[0]).Where(cookie => !cookie.EndsWith('='))] : [];

    static async Task<string[]> Roles(PortalFolder folder, string login)
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(folder.Path_, "backoffice.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(Stop);
        await using var command = connection.CreateCommand();
        command.CommandText = """SELECT r."Role" FROM "People" p JOIN "PersonRoles" r ON r."Person" = p."Id" WHERE p."Login" = $login ORDER BY r."Role" """;
        command.Parameters.AddWithValue("$login", login);
        var roles = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(Stop);
        while (await reader.ReadAsync(Stop)) roles.Add(reader.GetString(0));
        return [.. roles];
    }
}
