using System.Net;
using BackOffice.Kernel;
using BackOffice.Support;
using BackOffice.Testing;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests;

/// <summary>A portal within the process, and the company's directory whose access tokens it takes.</summary>
public sealed class PortalWithDirectory : IAsyncLifetime
{
    readonly TestCertificate certificate = new();

    public CompanyDirectory Directory { get; private set; } = null!;
    public OpenHost Portal { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Directory = await CompanyDirectory.Start(certificate,
        [
            new("sam", "Sam Walker", ["agent"]),
            new("newton", "Newton Pike", []),
            new("stranger", "A stranger", ["agent"]),
            new("audience", "Wrong audience", ["agent"], Forgery.ForAnotherApplication),
            new("expired", "Expired", ["agent"], Forgery.Expired),
            new("issuer", "Other issuer", ["agent"], Forgery.OfAnotherIssuer),
            new("key", "Other key", ["agent"], Forgery.SignedBySomeoneElse),
            new("unsigned", "Not signed", ["agent"], Forgery.NotSigned),
            new("changed", "Changed afterwards", ["agent"], token => token.Afterwards = says => says["sub"] = "sam"),
            new("signing-in", "A token to sign in with", ["agent"], token => token.Says["nonce"] = "n"),
            new("brief", "Brief Hart", ["agent"], Forgery.ShortLived),
            // Calls itself what another is called: names are given to others.
            new("namesake", "Sam Walker", ["agent"]) { Login = "sam@company.example" },
        ]);
        Portal = await OpenHost.Start(also: Trust, more: [.. Directory.Settings.Select(setting => $"--{setting.Key.Replace("__", ":", StringComparison.Ordinal)}={setting.Value}")]);
        foreach (var subject in (string[])["sam", "audience", "expired", "issuer", "key", "unsigned", "changed", "signing-in", "brief"]) await Enters(subject, "agent");
        await Enters("newton");
    }

    public async Task<PersonId> Enters(string subject, params string[] roles) =>
        (await Does(new KeepPerson($"{subject}@company.example", subject, null, null, roles.ToMany(), Directory.Issuer, subject))).Person;

    public async Task<T> Does<T>(Command<T> command)
    {
        var outcome = await Portal.Services.GetRequiredService<Commands>().Send(command, Actor.House(HouseActor.Operator));
        Assert.True(outcome.Ok, outcome.Refusal?.ToString());
        return outcome.Answer!;
    }

    public async Task Does(ICommand command)
    {
        var outcome = await Portal.Services.GetRequiredService<Commands>().Send(command, Actor.House(HouseActor.Operator));
        Assert.True(outcome.Ok, outcome.Refusal?.ToString());
    }

    void Trust(WebApplicationBuilder builder) =>
        builder.Services.Configure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, options => options.BackchannelHttpHandler = certificate.Handler());

    public async ValueTask DisposeAsync()
    {
        if (Portal is not null) await Portal.DisposeAsync();
        if (Directory is not null) await Directory.DisposeAsync();
        certificate.Dispose();
    }
}

/// <summary>Access tokens of the company's directory at the hub for programs, and what ends a connection.</summary>
public sealed class AccessTokenTests(PortalWithDirectory company) : IClassFixture<PortalWithDirectory>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_for_access_watches_what_its_person_may()
    {
        await using var hub = LiveHubClient.At(company.Portal.Address, await company.Directory.AccessToken("sam"));
        await hub.Start(Stop);
        Assert.Contains("tickets", await hub.Open(Stop));
        var told = hub.Watch(["tickets"], null, Stop).GetAsyncEnumerator(Stop);
        Assert.True(await told.MoveNextAsync());

        await company.Does(new OpenTicket("Hannah Wren", "hannah@wren.example", "Where is it?", "I wait.", TicketChannel.Phone));

        do Assert.True(await told.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60), Stop)); while (told.Current.Kind != "support.ticket-opened");
    }

    [Theory]
    [InlineData("stranger")]
    [InlineData("namesake")]
    [InlineData("newton")]
    [InlineData("audience")]
    [InlineData("expired")]
    [InlineData("issuer")]
    [InlineData("key")]
    [InlineData("unsigned")]
    [InlineData("changed")]
    [InlineData("signing-in")]
    public async Task A_token_that_is_forged_or_nobodys_opens_nothing(string subject)
    {
        await using var hub = LiveHubClient.At(company.Portal.Address, await company.Directory.AccessToken(subject));

        Assert.Equal(HttpStatusCode.Unauthorized, (await Assert.ThrowsAsync<HttpRequestException>(() => hub.Start(Stop))).StatusCode);
    }

    [Fact]
    public async Task Who_is_locked_out_or_has_no_role_any_more_is_cut_off()
    {
        company.Directory.Knows(new("leo", "Leo Marsh", ["agent"]));
        var leo = await company.Enters("leo", "agent");
        await using var hub = LiveHubClient.At(company.Portal.Address, await company.Directory.AccessToken("leo"));
        await hub.Start(Stop);
        var told = hub.Watch(["tickets"], null, Stop).GetAsyncEnumerator(Stop);
        Assert.True(await told.MoveNextAsync());
        var closed = Closed(hub);

        await company.Does(new DisablePerson(leo, "left us today"));

        Assert.Contains("may no longer come in", await End(told));
        await closed;
        await using var again = LiveHubClient.At(company.Portal.Address, await company.Directory.AccessToken("leo"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await Assert.ThrowsAsync<HttpRequestException>(() => again.Start(Stop))).StatusCode);
    }

    [Fact]
    public async Task A_connection_ends_with_its_token()
    {
        await using var hub = LiveHubClient.At(company.Portal.Address, await company.Directory.AccessToken("brief"));
        var closed = Closed(hub);
        await hub.Start(Stop);

        await closed;
    }

    [Fact]
    public async Task A_connection_that_watches_nothing_ends_with_its_key()
    {
        var secret = ApiKey.NewSecret();
        await company.Does(new AddKey("quiet program", ApiKey.HashOf(secret), "tickets", ApiKey.BeginningOf(secret)));
        await using var hub = LiveHubClient.At(company.Portal.Address, secret);
        await hub.Start(Stop);
        var closed = Closed(hub);

        await company.Does(new RevokeKey("quiet program"));

        await closed;
    }

    [Fact]
    public async Task A_page_of_a_person_loses_the_hub_with_its_session()
    {
        var cookies = new CookieContainer();
        using var browser = await company.Portal.SignedIn(new(111), cookies);
        await using var hub = new LiveHubClient(new HubConnectionBuilder().WithUrl(new Uri(company.Portal.Address, "/hubs/live"), options => options.Cookies = cookies).Build());
        await hub.Start(Stop);
        var told = hub.Watch(["tickets"], null, Stop).GetAsyncEnumerator(Stop);
        Assert.True(await told.MoveNextAsync());
        var closed = Closed(hub);

        await company.Does(new EndSessionsOf(new(111)));

        Assert.Contains("may no longer come in", await End(told));
        await closed;
    }

    static Task Closed(LiveHubClient hub)
    {
        var closed = new TaskCompletionSource();
        hub.Connection.Closed += _ => { closed.TrySetResult(); return Task.CompletedTask; };
        return closed.Task.WaitAsync(TimeSpan.FromSeconds(60), Stop);
    }

    static async Task<string> End(IAsyncEnumerator<LiveTold> told) =>
        (await Assert.ThrowsAsync<HubException>(async () => { while (await told.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60), Stop)) { } })).Message;
}
