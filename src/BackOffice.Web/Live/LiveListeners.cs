using System.Collections.Concurrent;
using System.Threading.Channels;
using BackOffice.Kernel;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;

namespace BackOffice.Web;

/// <summary>Who is connected to the hub: a person (with a session, if a browser brought them), or the person that stands for a key.</summary>
public sealed record LiveCaller(PersonId Who, string? Key, string? Channel, PersonSessionId? Session);

/// <summary>One watch of one connection: what it waits for, and a bounded box of what it has not been sent.</summary>
public sealed class LiveListener(LiveCaller caller, IReadOnlyList<LiveTopic> topics, Reach reach) : IDisposable
{
    public const int MostUnsent = 5000;
    readonly Channel<LiveMessage> box = System.Threading.Channels.Channel.CreateBounded<LiveMessage>(new BoundedChannelOptions(MostUnsent) { SingleReader = true });
    internal Action? Gone { get; set; }

    public LiveCaller Caller => caller;
    public IReadOnlyList<LiveTopic> Topics => topics;
    public Reach Reach => reach;
    public ChannelReader<LiveMessage> Messages => box.Reader;

    public void Tell(LiveMessage message)
    {
        if (!box.Writer.TryWrite(message)) End($"You are {MostUnsent} messages behind; connect again and watch since the last position that you have.");
    }

    public void End(string because) => box.Writer.TryComplete(new HubException(because));
    public void Dispose() => Gone?.Invoke();
}

/// <summary>The connections of the hub and their watches, each bounded.</summary>
public sealed class LiveListeners(Database database, Access access, OpenSessions sessions, TimeProvider clock)
{
    public const int MostConnections = 10, MostWatches = 5;
    static readonly object item = new();
    readonly ConcurrentDictionary<PersonId, int> connections = new();
    readonly ConcurrentDictionary<HubCallerContext, LiveCaller> open = new();
    readonly ConcurrentDictionary<LiveListener, HubCallerContext> listeners = new();

    public ICollection<LiveListener> All => listeners.Keys;

    /// <summary>All connections, by who they are.</summary>
    public ILookup<LiveCaller, HubCallerContext> Open => open.ToLookup(one => one.Value, one => one.Key);

    public void Comes(HubCallerContext context, LiveCaller caller)
    {
        if (connections.AddOrUpdate(caller.Who, 1, (_, count) => count + 1) > MostConnections)
        {
            // Nobody is told that a connection went which was never let in.
            connections.AddOrUpdate(caller.Who, 0, (_, count) => count - 1);
            throw new HubException($"This key or person has {MostConnections} connections already; use one of them or close it.");
        }
        context.Items[item] = caller;
        open[context] = caller;
    }

    public void Goes(HubCallerContext context)
    {
        if (!context.Items.TryGetValue(item, out var caller)) return;
        connections.AddOrUpdate(((LiveCaller)caller!).Who, 0, (_, count) => Math.Max(0, count - 1));
        open.TryRemove(context, out _);
        foreach (var (listener, of) in listeners) if (ReferenceEquals(of, context)) listeners.TryRemove(new(listener, of));
    }

    public LiveCaller Of(HubCallerContext context) => (LiveCaller)context.Items[item]!;

    public LiveListener Watches(HubCallerContext context, LiveListener listener)
    {
        if (listeners.Values.Count(of => ReferenceEquals(of, context)) >= MostWatches) throw new HubException($"This connection watches {MostWatches} times already; end one.");
        listeners[listener] = context;
        listener.Gone = () => listeners.TryRemove(new(listener, context));
        return listener;
    }

    /// <summary>Ends what a connection watches, with the reason.</summary>
    public void End(HubCallerContext context, string because)
    {
        foreach (var (listener, of) in listeners) if (ReferenceEquals(of, context)) listener.End(because);
    }

    /// <summary>What the caller may do now: a key that was revoked or has expired, a person who was disabled and a session that ended are nobody.</summary>
    public async Task<Actor?> Now(LiveCaller caller)
    {
        if (caller.Session is { } session && await sessions.EndOf(session, caller.Who) is not null) return null;
        if (caller.Key is null) return await access.Of(caller.Who);
        if (Ids.Parse<ApiKeyId>(caller.Key) is not { } id) return null;
        var now = clock.GetUtcNow().UtcDateTime;
        using var reading = await database.Read();
        return await reading.Reader.All<ApiKey>().FirstOrDefaultAsync(k => k.Id == id && k.RevokedAt == null && (k.ExpiresAt == null || k.ExpiresAt > now)) is { } key ? KeyScopes.ActorOf(key) : null;
    }
}
