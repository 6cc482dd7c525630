using BackOffice.Accounting;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Support;
using BackOffice.Ui;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;

namespace BackOffice.Web;

/// <summary>What a program is told: a fact of the log, by its fixed name, about one record as it stands at its version, at a position.</summary>
public sealed record LiveMessage(string Topic, string Kind, string Id, int Version, long Position, DateTime At);

/// <summary>What a program that listens to the hub offers.</summary>
public interface ILiveListener
{
    Task Told(LiveMessage message);
}

/// <summary>How a watch was answered: the position up to which everything was told, and whether that was all since the one asked for.</summary>
public sealed record Watching(IReadOnlyList<string> Topics, long Position, bool IsComplete);

/// <summary>
/// For other programs, at <c>/hubs/live</c>: they watch topics that their permissions open and are told what happened.
/// With <c>since</c> they are first told what they missed. Delivery is at most once; positions show what was missed.
/// </summary>
[Authorize(AuthenticationSchemes = CookieAuthenticationDefaults.AuthenticationScheme + "," + KeySignIn.Name)]
public sealed class LiveHub(Access access, Database database, LiveTeller teller) : Hub<ILiveListener>
{
    /// <summary>The most that is told again; who missed more reads the REST door.</summary>
    public const int MostReplayed = 1000;

    public async Task<Watching> Watch(string[] topics, long? since)
    {
        if (await Who() is not { } actor) throw new HubException("Sign in again.");
        var open = topics.Take(20).Distinct().Where(t => LiveTeller.Topics.TryGetValue(t, out var permission) && actor.May(permission)).ToList();
        if (open.Count == 0) throw new HubException("None of these topics is open to you.");
        foreach (var topic in open) await Groups.AddToGroupAsync(Context.ConnectionId, topic);
        return since is { } from ? await Replay(open, from) : new(open, teller.Position, true);
    }

    async Task<Actor?> Who() => Context.GetHttpContext() is { } http && KeySignIn.ActorOf(http) is { } key ? key
        : Session.PersonOf(Context.User) is { } person ? await access.Of(person) : null;

    public async Task Leave(string topic) => await Groups.RemoveFromGroupAsync(Context.ConnectionId, topic);

    async Task<Watching> Replay(List<string> topics, long since)
    {
        using var reading = await database.Read();
        var missed = await reading.Reader.All<LogEntry>().Where(e => e.Position > since).OrderBy(e => e.Position).Take(MostReplayed).ToListAsync();
        foreach (var entry in missed)
            foreach (var message in await LiveTeller.Messages(entry, reading.Reader))
                if (topics.Contains(message.Topic)) await Clients.Caller.Told(message);
        var last = missed.Count > 0 ? missed[^1].Position : since;
        return new(topics, last, last >= reading.Reader.Position);
    }
}

/// <summary>Passes the log on to the hub's groups, in order.</summary>
public sealed class LiveTeller(Feed feed, Database database, IHubContext<LiveHub, ILiveListener> hub, ILogger<LiveTeller> log) : BackgroundService
{
    /// <summary>Topic → permission.</summary>
    public static IReadOnlyDictionary<string, string> Topics { get; } = new Dictionary<string, string>
    {
        ["orders"] = BackOffice.Fulfillment.May.SeeOrders,
        ["tickets"] = BackOffice.Support.May.SeeTickets,
        ["payments"] = BackOffice.Accounting.May.SeePayments,
    };

    static readonly (string Topic, string Subject, string Prefix)[] subjects = [("orders", "Order", "fulfillment."), ("tickets", "Ticket", "support."), ("payments", "Payment", "accounting.")];

    readonly System.Threading.Channels.Channel<IReadOnlyList<LogEntry>> news =
        System.Threading.Channels.Channel.CreateBounded<IReadOnlyList<LogEntry>>(new System.Threading.Channels.BoundedChannelOptions(10_000) { FullMode = System.Threading.Channels.BoundedChannelFullMode.DropOldest });

    public long Position => feed.Position;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        void Came(IReadOnlyList<LogEntry> entries) => news.Writer.TryWrite(entries);
        feed.Came += Came;
        try
        {
            await foreach (var entries in news.Reader.ReadAllAsync(stoppingToken)) await Tell(entries);
        }
        catch (OperationCanceledException) { /* the host stops */ }
        finally { feed.Came -= Came; }
    }

    async Task Tell(IReadOnlyList<LogEntry> entries)
    {
        try
        {
            using var reading = await database.Read();
            foreach (var entry in entries)
                foreach (var message in await Messages(entry, reading.Reader)) await hub.Clients.Group(message.Topic).Told(message);
        }
        catch (Exception e) { log.LogError(e, "What follows position {Position} could not be told; listeners see the gap by the next position.", entries[0].Position); }
    }

    internal static async Task<IReadOnlyList<LiveMessage>> Messages(LogEntry entry, Reader reader)
    {
        var messages = new List<LiveMessage>();
        if (entry.Kind.Length == 0 || EventKinds.Read(entry.Kind, entry.Content) is not { } fact) return messages;
        foreach (var (topic, subject, prefix) in subjects)
            if (entry.Kind.StartsWith(prefix, StringComparison.Ordinal) && EventKinds.SubjectsOf(fact).FirstOrDefault(id => Ids.KindOf(id) == subject) is { } id)
                messages.Add(new(topic, entry.Kind, id.Value.ToString(System.Globalization.CultureInfo.InvariantCulture), await VersionOf(id, reader), entry.Position, entry.At));
        return messages;
    }

    static Task<int> VersionOf(IId id, Reader reader) => id switch
    {
        OrderId order => reader.All<Order>().Where(o => o.Id == order).Select(o => o.Version).FirstOrDefaultAsync(),
        TicketId ticket => reader.All<Ticket>().Where(t => t.Id == ticket).Select(t => t.Version).FirstOrDefaultAsync(),
        PaymentId payment => reader.All<Payment>().Where(p => p.Id == payment).Select(p => p.Version).FirstOrDefaultAsync(),
        _ => Task.FromResult(0),
    };
}
