using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using BackOffice.Kernel;
using BackOffice.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests;

/// <summary>A screen, as its browser behaves: it keeps the cookie that it was given.</summary>
sealed class Screen(Uri portal) : IDisposable
{
    readonly HttpClientHandler handler = new() { AllowAutoRedirect = false, CookieContainer = new() };
    HttpClient? http;

    public HttpClient Http => http ??= new(handler) { BaseAddress = portal };
    public Cookie Cookie => Assert.Single(handler.CookieContainer.GetAllCookies(), c => c.Name == "backoffice-wall");

    public async Task<string> ShowsCode()
    {
        var answer = await Http.PostAsJsonAsync("/wall/code", new { screen = "1920 × 1080" }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()!;
    }

    public async Task<bool> IsPaired() => (await Http.GetFromJsonAsync<JsonElement>("/wall/state", TestContext.Current.CancellationToken)).GetProperty("paired").GetBoolean();

    /// <summary>What the hub tells; <paramref name="cookie"/> as it travels.</summary>
    public static HubConnection Hub(Uri portal, string? cookie, string path = "/wall/live") => new HubConnectionBuilder()
        .WithUrl(new Uri(portal, path), options => { if (cookie is not null) options.Headers["Cookie"] = $"backoffice-wall={cookie}"; }).Build();

    public void Dispose()
    {
        http?.Dispose();
        handler.Dispose();
    }
}

/// <summary>One portal within the process, for all tests of walls.</summary>
public sealed class WallPortal : IAsyncLifetime
{
    public LivePortal Portal { get; private set; } = null!;
    public async ValueTask InitializeAsync() => Portal = await LivePortal.Start();
    public ValueTask DisposeAsync() => Portal.DisposeAsync();
}

public sealed class WallTests(WallPortal fixture) : IClassFixture<WallPortal>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;
    readonly LivePortal portal = fixture.Portal;

    async Task<WallId> Pairs(string code, params string[] boards) => (await Max(new PairWall(code, "Packing hall", boards.ToMany(), 30)))!.Wall!.Value;

    // As the page of walls does, by someone who may see every board.
    async Task<T?> Max<T>(Command<T> command)
    {
        var outcome = await portal.Services.GetRequiredService<Commands>().Send(command, await Actor());
        Assert.True(outcome.Ok, outcome.Refusal?.ToString());
        return outcome.Answer;
    }

    async Task Max(Command command)
    {
        var outcome = await portal.Services.GetRequiredService<Commands>().Send(command, await Actor());
        Assert.True(outcome.Ok, outcome.Refusal?.ToString());
    }

    async Task<Actor> Actor() => (await portal.Services.GetRequiredService<Access>().ByLogin("max"))!;

    [Fact]
    public async Task A_screen_is_paired_hears_its_boards_and_is_put_out()
    {
        using var screen = new Screen(portal.Address);
        var code = await screen.ShowsCode();
        Assert.Equal((true, "/wall"), (screen.Cookie.HttpOnly, screen.Cookie.Path));
        Assert.False(await screen.IsPaired());
        await Assert.ThrowsAsync<HttpRequestException>(async () => { await using var early = Screen.Hub(portal.Address, screen.Cookie.Value); await early.StartAsync(Stop); });

        var wall = await Pairs(code, "company", "support");
        Assert.True(await screen.IsPaired());
        Assert.True(screen.Cookie.Expires > DateTime.UtcNow.AddDays(300));
        await using var hub = Screen.Hub(portal.Address, screen.Cookie.Value);
        await hub.StartAsync(Stop);
        var told = hub.StreamAsync<JsonElement>("Listen", (string?)null, Stop).GetAsyncEnumerator(Stop);
        var heard = await Until(told, news => news.TryGetProperty("board", out var board) && board.GetString() == "support");
        Assert.Equal(["company", "support"], heard[0].GetProperty("boards").EnumerateArray().Select(b => b.GetProperty("name").GetString()));
        Assert.Contains(heard[^1].GetProperty("tiles").EnumerateArray(), tile => tile.GetProperty("label").GetString() == "Open tickets");
        await Until(told, news => news.TryGetProperty("ageMs", out var age) && age.GetInt64() < 5_000);

        // Called all together, and darkened by the company's clock.
        await Max(new CallWalls(WallCall.Chime));
        await Until(told, news => news.TryGetProperty("call", out var call) && call.GetString() == "chime");
        int version;
        using (var reading = await portal.Services.GetRequiredService<Database>().Read()) version = (await reading.Reader.All<Wall>().SingleAsync(w => w.Id == wall, Stop)).Version;
        await Max(new ChangeWall(wall, version, "Hall", ["support"], 30, false, 390, 1110, true));
        var lit = (await Until(told, news => news.TryGetProperty("lit", out _)))[^1].GetProperty("lit");
        Assert.Equal((390, 1110, false), (lit.GetProperty("from").GetInt32(), lit.GetProperty("until").GetInt32(), lit.GetProperty("weekends").GetBoolean()));

        // A revoke that was taken back leaves the screen as it was; one that was not puts it out ten seconds later.
        await Max(new RevokeWall(wall));
        await Max(new KeepWall(wall));
        Assert.True(await screen.IsPaired());
        await Max(new RevokeWall(wall));
        await Until(told, news => news.TryGetProperty("gone", out _));
        Assert.False(await told.MoveNextAsync());
        Assert.False(await screen.IsPaired());
        await using var again = Screen.Hub(portal.Address, screen.Cookie.Value);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Assert.ThrowsAsync<HttpRequestException>(() => again.StartAsync(Stop))).StatusCode);
        // The screen shows a code of its own again; the old secret is worth nothing.
        Assert.Equal(6, (await screen.ShowsCode()).Length);
    }

    [Fact]
    public async Task A_code_belongs_to_the_screen_that_showed_it()
    {
        using var screen = new Screen(portal.Address);
        using var other = new Screen(portal.Address);
        var code = await screen.ShowsCode();
        await other.ShowsCode();
        await Pairs(code, "company");
        Assert.True(await screen.IsPaired());
        Assert.False(await other.IsPaired());
        Assert.Equal(HttpStatusCode.Conflict, (await screen.Http.PostAsJsonAsync("/wall/code", new { screen = "" }, Stop)).StatusCode);
    }

    [Fact]
    public async Task The_cookie_of_a_wall_opens_nothing_else()
    {
        using var screen = new Screen(portal.Address);
        await Pairs(await screen.ShowsCode(), "company", "support");
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = portal.Address };
        browser.DefaultRequestHeaders.Add("Cookie", $"backoffice-wall={screen.Cookie.Value}");

        // Every address of the host, as routing knows them, but what is open to anyone and the wall's own hub.
        var doors = portal.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is null && e.RoutePattern.RawText is { } path && !path.TrimStart('/').StartsWith("wall/live", StringComparison.Ordinal)).ToList();
        Assert.True(doors.Count > 40, $"Only {doors.Count} doors are known.");
        var open = new List<string>();
        foreach (var door in doors)
            foreach (var method in door.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                var answer = await browser.SendAsync(new(new HttpMethod(method), Address(door.RoutePattern.RawText!)), Stop);
                var isShut = answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
                    || answer.StatusCode is HttpStatusCode.Found && answer.Headers.Location!.OriginalString.Contains("/sign-in", StringComparison.Ordinal);
                if (!isShut) open.Add($"{method} {door.RoutePattern.RawText} answers a wall with {answer.StatusCode}");
            }
        Assert.Empty(open);
        // Nor does it see a board that it was not given: that is for people.
        await using var hub = Screen.Hub(portal.Address, screen.Cookie.Value);
        await hub.StartAsync(Stop);
        var told = hub.StreamAsync<JsonElement>("Listen", "accounting", Stop).GetAsyncEnumerator(Stop);
        Assert.True(await told.MoveNextAsync());
        Assert.True(told.Current.GetProperty("gone").GetBoolean());
    }

    static string Address(string template) => "/" + System.Text.RegularExpressions.Regex.Replace(template, @"\{[^}]*\}", "1").TrimStart('/');

    static async Task<List<JsonElement>> Until(IAsyncEnumerator<JsonElement> told, Func<JsonElement, bool> so)
    {
        var heard = new List<JsonElement>();
        while (await told.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60), Stop))
        {
            heard.Add(told.Current);
            if (so(told.Current)) return heard;
        }
        throw new InvalidOperationException($"It ended after: {string.Join('\n', heard)}");
    }
}
