using System.Net;
using System.Text.RegularExpressions;
using BackOffice.Kernel;
using BackOffice.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BackOffice.Testing;

/// <summary>The real host, all its doors and its real web server, within the test's process over a fresh test company: for asking what a stranger would ask.</summary>
public sealed partial class OpenHost : IAsyncDisposable
{
    readonly WebApplication app;
    readonly string folder;

    OpenHost(WebApplication app, string folder) => (this.app, this.folder) = (app, folder);

    public IServiceProvider Services => app.Services;
    public Uri Address => new(app.Urls.First());
    public string Folder => folder;
    public IReadOnlyList<RouteEndpoint> Doors => [.. Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    /// <param name="also">What this test changes in the host.</param>
    /// <param name="environment">Development or Production.</param>
    /// <param name="before">What this test puts into the database before the host opens it.</param>
    /// <param name="more">Settings, as on a command line.</param>
    public static async Task<OpenHost> Start(Action<WebApplicationBuilder>? also = null, string environment = "Development", Func<Database, Task>? before = null, params string[] more)
    {
        var folder = await Company.NewFolder();
        var app = await PortalHost.Build(new PortalSettings(folder)
        {
            Urls = "http://127.0.0.1:0",
            Environment = environment,
            FillsPractice = false,
            Synchronous = "OFF",
            More = ["--Practice:Speed=0", "--Mail:Receiver:Port=0", "--Mail:DropFolder=" + Path.Combine(folder, "mail-in"), .. more],
            Also = builder =>
            {
                builder.Logging.ClearProviders();
                also?.Invoke(builder);
            },
        });
        if (before is not null) await before(app.Services.GetRequiredService<Database>());
        await app.StartAsync();
        return new(app, folder);
    }

    /// <summary>A browser without pages: keeps its cookies, follows nothing.</summary>
    public HttpClient Browser(CookieContainer? cookies = null) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies ?? new(), PooledConnectionLifetime = TimeSpan.FromMinutes(1) }) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>The browser of someone who signed in by the practice directory.</summary>
    public async Task<HttpClient> SignedIn(PersonId person, CookieContainer? cookies = null)
    {
        var browser = Browser(cookies);
        using var answer = await Post(browser, "/sign-in", new() { ["person"] = person.Value.ToString(System.Globalization.CultureInfo.InvariantCulture), ["returnUrl"] = "/" });
        if (answer.StatusCode != HttpStatusCode.Redirect || answer.Headers.Location?.ToString().Contains("failed", StringComparison.Ordinal) is true)
            throw new InvalidOperationException($"{person} could not sign in: {answer.StatusCode} {answer.Headers.Location}");
        return browser;
    }

    /// <summary>Sends a form with its token, as the sign-in page gives it.</summary>
    public static async Task<HttpResponseMessage> Post(HttpClient browser, string address, Dictionary<string, string> form)
    {
        form["__RequestVerificationToken"] = await FormToken(browser);
        return await browser.PostAsync(address, new FormUrlEncodedContent(form));
    }

    /// <summary>The token that forms of this browser carry.</summary>
    public static async Task<string> FormToken(HttpClient browser) => Token().Match(await browser.GetStringAsync("/sign-in")).Groups[1].Value;

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        try { Directory.Delete(folder, recursive: true); } catch (IOException) { /* a worker that just ended may still hold a file */ }
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
