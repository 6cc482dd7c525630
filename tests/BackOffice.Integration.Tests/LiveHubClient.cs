using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace BackOffice.Tests;

/// <summary>The hub as a program sees it.</summary>
public interface ILiveHub
{
    Task<IReadOnlyList<string>> Open(CancellationToken stop);
    IAsyncEnumerable<LiveTold> Watch(string[] topics, long? since, CancellationToken stop);
}

public sealed record LiveTold(string? Topic, string Kind, string Id, int Version, long Position, DateTime At);

/// <summary>A typed client of <c>/hubs/live</c>, over SignalR's .NET client; the key or token goes in a header.</summary>
public sealed class LiveHubClient(HubConnection hub) : ILiveHub, IAsyncDisposable
{
    public static LiveHubClient At(Uri portal, string? bearer) => new(new HubConnectionBuilder()
        .WithUrl(new Uri(portal, "/hubs/live"), options => { if (bearer is not null) options.Headers["Authorization"] = $"Bearer {bearer}"; }).Build());

    public HubConnection Connection => hub;

    public Task Start(CancellationToken stop) => hub.StartAsync(stop);
    public async Task<IReadOnlyList<string>> Open(CancellationToken stop) => await hub.InvokeAsync<List<string>>("Open", stop);
    public IAsyncEnumerable<LiveTold> Watch(string[] topics, long? since, CancellationToken stop) => hub.StreamAsync<LiveTold>("Watch", topics, since, stop);

    /// <summary>The sentence with which a watch is refused or ends.</summary>
    public async Task<string> Refusal(string[] topics, long? since)
    {
        var refused = await Assert.ThrowsAsync<HubException>(async () => { await foreach (var _ in Watch(topics, since, TestContext.Current.CancellationToken)) { } });
        return refused.Message.Split("HubException: ")[^1];
    }

    public ValueTask DisposeAsync() => hub.DisposeAsync();
}
