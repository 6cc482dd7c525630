using BackOffice.Kernel;
using BackOffice.Ui;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;

namespace BackOffice.Web;

/// <summary>What a program is told: a fact of the log, by its fixed name, about one record, at a position.</summary>
public sealed record LiveMessage(string Topic, string Kind, string Id, long Position, DateTime At);

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
[Authorize]
public sealed class LiveHub(Access access, Database database, LiveTeller teller) : Hub<ILiveListener>
{
    /// <summary>The most that is told again; who missed more reads the REST door.</summary>
    public const int MostReplayed = 1000;

    public async Task<Watching> Watch(string[] topics, long? since)
    {
        if (Session.PersonOf(Context.User) is not { } person || await access.Of(person) is not { } actor) throw new HubException("Sign in again.");
        var open = topics.Take(20).Distinct().Where(t => LiveTeller.Topics.TryGetValue(t, out var permission) && actor.May(permission)).ToList();
        if (open.Count == 0) throw new HubException("None of these topics is open to you.");
        foreach (var topic in open) await Groups.AddToGroupAsync(Context.ConnectionId, topic);
        return since is { } from ? await Replay(open, from) : new(open, teller.Position, true);
    }

    public async Task Leave(string topic) => await Groups.RemoveFromGroupAsync(Context.ConnectionId, topic);

    async Task<Watching> Replay(List<string> topics, long since)
    {
        using var reading = await database.Read();
        var missed = await reading.Reader.All<LogEntry>().Where(e => e.Position > since).OrderBy(e => e.Position).Take(MostReplayed).ToListAsync();
        foreach (var message in missed.SelectMany(LiveTeller.Messages).Where(m => topics.Contains(m.Topic))) await Clients.Caller.Told(message);
        var last = missed.Count > 0 ? missed[^1].Position : since;
        return new(topics, last, last >= reading.Reader.Position);
    }
}

/// <summary>Passes the log on to the hub's groups, in order.</summary>
public sealed class LiveTeller(Feed feed, IHubContext<LiveHub, ILiveListener> hub) : BackgroundService
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
            await foreach (var entries in news.Reader.ReadAllAsync(stoppingToken))
                foreach (var message in entries.SelectMany(Messages)) await hub.Clients.Group(message.Topic).Told(message);
        }
        catch (OperationCanceledException) { /* the host stops */ }
        finally { feed.Came -= Came; }
    }

    internal static IEnumerable<LiveMessage> Messages(LogEntry entry)
    {
        if (entry.Kind.Length == 0 || EventKinds.Read(entry.Kind, entry.Content) is not { } fact) yield break;
        foreach (var (topic, subject, prefix) in subjects)
            if (entry.Kind.StartsWith(prefix, StringComparison.Ordinal) && EventKinds.SubjectsOf(fact).FirstOrDefault(id => Ids.KindOf(id) == subject) is { } id)
                yield return new(topic, entry.Kind, id.Value.ToString(System.Globalization.CultureInfo.InvariantCulture), entry.Position, entry.At);
    }
}
