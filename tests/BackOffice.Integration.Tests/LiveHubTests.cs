using System.Net;
using BackOffice.Kernel;
using BackOffice.Support;
using BackOffice.Testing;
using BackOffice.Web;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests;

public sealed class LiveHubTests(WallPortal fixture) : IClassFixture<WallPortal>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;
    readonly LivePortal portal = fixture.Portal;

    [Fact]
    public async Task A_program_is_told_in_order_what_happens_and_what_it_missed()
    {
        await using var hub = await Connected("tickets");
        var told = hub.Watch(["tickets"], null, Stop).GetAsyncEnumerator(Stop);
        var start = await Next(told);
        Assert.Equal("hub.position", start.Kind);

        var first = await Ticket("The first");
        var second = await Ticket("The second");
        Assert.Equal([first.Value.ToString(), second.Value.ToString()], new[] { await Opened(told), await Opened(told) }.Select(t => t.Id));
        Assert.True(told.Current.Position > start.Position);
        Assert.Equal(await VersionOf(second), told.Current.Version);

        // Another one that was away reads on from its position, without a gap and without hearing anything twice.
        await using var late = await Connected("tickets");
        var again = late.Watch(["tickets"], start.Position, Stop).GetAsyncEnumerator(Stop);
        Assert.Equal(first.Value.ToString(), (await Opened(again)).Id);
        Assert.Equal(second.Value.ToString(), (await Opened(again)).Id);
        var third = await Ticket("The third");
        Assert.Equal(third.Value.ToString(), (await Opened(again)).Id);
        Assert.Equal(third.Value.ToString(), (await Opened(told)).Id);
    }

    [Fact]
    public async Task What_is_asked_too_much_or_not_ones_own_is_refused_with_a_sentence()
    {
        await using var hub = await Connected("tickets");
        Assert.Equal(["tickets"], await hub.Open(Stop));
        Assert.StartsWith("The topic orders is not open to you", await hub.Refusal(["tickets", "orders"], null));
        Assert.StartsWith("There is no topic of that name; the topics are orders", await hub.Refusal(["weather"], null));
        Assert.StartsWith("Watch 1 to 10 topics", await hub.Refusal([], null));
        Assert.StartsWith("Watch 1 to 10 topics", await hub.Refusal([.. Enumerable.Repeat("tickets", 11)], null));
        Assert.StartsWith("There is no position 999999999 yet", await hub.Refusal(["tickets"], 999_999_999));
    }

    [Fact]
    public async Task A_position_too_long_ago_wants_a_fresh_list()
    {
        while (await Position() <= LiveHub.MostReplayed + 1)
            await Task.WhenAll(Enumerable.Range(0, 200).Select(i => portal.Does(new KeepCustomers("hand", [new($"bulk-{Guid.CreateVersion7():N}", $"Bulk {i}")]))));
        await using var hub = await Connected("tickets");
        Assert.Contains("is too old: the last 1000 are told again", await hub.Refusal(["tickets"], 1));
    }

    [Fact]
    public async Task A_key_that_is_revoked_hears_no_more()
    {
        var key = await Key("tickets");
        await using var hub = LiveHubClient.At(portal.Address, key.Secret);
        await hub.Start(Stop);
        var told = hub.Watch(["tickets"], null, Stop).GetAsyncEnumerator(Stop);
        await Next(told);
        await portal.Does(new RevokeKey(key.Name));
        var ended = await Assert.ThrowsAsync<HubException>(async () => { while (await told.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60), Stop)) { } });
        Assert.Contains("may no longer come in", ended.Message);
        await using var again = LiveHubClient.At(portal.Address, key.Secret);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Assert.ThrowsAsync<HttpRequestException>(() => again.Start(Stop))).StatusCode);
    }

    [Fact]
    public async Task A_secret_in_the_address_is_refused_even_if_it_is_good()
    {
        var key = await Key("tickets");
        using var http = new HttpClient { BaseAddress = portal.Address };
        foreach (var name in new[] { "access_token", "api_key" })
        {
            var answer = await http.PostAsync($"/hubs/live/negotiate?negotiateVersion=1&{name}={key.Secret}", null, Stop);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains("never in the address", await answer.Content.ReadAsStringAsync(Stop));
        }
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.PostAsync("/hubs/live/negotiate?negotiateVersion=1", null, Stop)).StatusCode);
    }

    [Fact]
    public async Task A_key_has_so_many_connections_watches_and_calls()
    {
        var key = await Key("tickets");
        var hubs = Enumerable.Range(0, LiveListeners.MostConnections).Select(_ => LiveHubClient.At(portal.Address, key.Secret)).ToList();
        foreach (var hub in hubs) { await hub.Start(Stop); await hub.Open(Stop); }
        await using var more = LiveHubClient.At(portal.Address, key.Secret);
        var closed = new TaskCompletionSource<Exception?>();
        more.Connection.Closed += why => { closed.TrySetResult(why); return Task.CompletedTask; };
        try { await more.Start(Stop); } catch (Exception e) { closed.TrySetResult(e); }
        Assert.Contains("connections already", (await closed.Task.WaitAsync(TimeSpan.FromSeconds(30), Stop))?.Message);

        var watches = Enumerable.Range(0, LiveListeners.MostWatches).Select(_ => hubs[0].Watch(["tickets"], null, Stop).GetAsyncEnumerator(Stop)).ToList();
        foreach (var watch in watches) await Next(watch);
        Assert.Contains("watches 5 times already", await hubs[0].Refusal(["tickets"], null));

        var gone = new TaskCompletionSource();
        hubs[1].Connection.Closed += _ => { gone.TrySetResult(); return Task.CompletedTask; };
        await Assert.ThrowsAnyAsync<Exception>(() => Task.WhenAll(Enumerable.Range(0, 200).Select(_ => hubs[1].Open(Stop))));
        await gone.Task.WaitAsync(TimeSpan.FromSeconds(30), Stop);
        foreach (var hub in hubs) await hub.DisposeAsync();
    }

    async Task<LiveHubClient> Connected(string scope)
    {
        var hub = LiveHubClient.At(portal.Address, (await Key(scope)).Secret);
        await hub.Start(Stop);
        return hub;
    }

    async Task<(string Name, string Secret)> Key(string scope)
    {
        var (name, secret) = ($"program-{Guid.CreateVersion7():N}", ApiKey.NewSecret());
        await portal.Does(new AddKey(name, ApiKey.HashOf(secret), scope, ApiKey.BeginningOf(secret)));
        return (name, secret);
    }

    async Task<TicketId> Ticket(string subject) => (await portal.Does(new OpenTicket("Hannah Wren", "hannah@wren.example", subject, "Where is it?", TicketChannel.Phone))).Ticket;

    async Task<int> VersionOf(TicketId ticket)
    {
        using var reading = await portal.Services.GetRequiredService<Database>().Read();
        return reading.Reader.All<Ticket>().Single(t => t.Id == ticket).Version;
    }

    async Task<long> Position()
    {
        using var reading = await portal.Services.GetRequiredService<Database>().Read();
        return reading.Reader.Position;
    }

    static async Task<LiveTold> Next(IAsyncEnumerator<LiveTold> told)
    {
        Assert.True(await told.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60), Stop));
        return told.Current;
    }

    static async Task<LiveTold> Opened(IAsyncEnumerator<LiveTold> told)
    {
        while ((await Next(told)).Kind != "support.ticket-opened") { }
        return told.Current;
    }
}
