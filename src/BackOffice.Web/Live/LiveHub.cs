using System.Threading.Channels;
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

/// <summary>Something happened: its event's name, the record's id and version, and the position in the log to go on from.</summary>
public sealed record LiveMessage(string Topic, string Kind, string Id, int Version, long Position);

/// <summary>What the hub says to other programs.</summary>
public interface ILiveClient
{
    Task Told(LiveMessage message);
    /// <summary>Too much happened since: read again whatever you keep, then go on from here.</summary>
    Task ReadAgain(long position);
}

/// <summary>
/// Tells other programs what happened, by topic: <c>orders</c>, <c>tickets</c>, <c>payments</c>. Delivery is at most once; after a gap
/// subscribe again with the last position. Keys and people come in; each topic asks its permission.
/// </summary>
[Authorize(AuthenticationSchemes = CookieAuthenticationDefaults.AuthenticationScheme + "," + KeySignIn.Name)]
public sealed class LiveHub(Database database, Access access) : Hub<ILiveClient>
{
    public const int MostTail = 1000;

    /// <summary>Answers the position from which messages follow.</summary>
    public async Task<long> Subscribe(string[] topics, long? since = null)
    {
        var actor = await Who();
        foreach (var topic in topics)
        {
            if (LiveTopics.PermissionOf(topic) is not { } permission) throw new HubException($"There is no topic {topic}.");
            if (actor?.May(permission) is not true) throw new HubException($"You may not hear {topic}.");
        }
        foreach (var topic in topics) await Groups.AddToGroupAsync(Context.ConnectionId, topic);
        using var reading = await database.Read();
        if (since is { } from && from < reading.Reader.Position) await CatchUp(reading.Reader, topics, from);
        return reading.Reader.Position;
    }

    public async Task Unsubscribe(string[] topics)
    {
        foreach (var topic in topics) await Groups.RemoveFromGroupAsync(Context.ConnectionId, topic);
    }

    async Task CatchUp(Reader reader, string[] topics, long from)
    {
        if (reader.Position - from > MostTail)
        {
            await Clients.Caller.ReadAgain(reader.Position);
            return;
        }
        var entries = await reader.All<LogEntry>().Where(e => e.Position > from).OrderBy(e => e.Position).Take(MostTail).ToListAsync();
        foreach (var entry in entries)
            if (await LiveTopics.Say(entry, reader) is { } message && topics.Contains(message.Topic)) await Clients.Caller.Told(message);
    }

    async Task<Actor?> Who() => Context.GetHttpContext() is { } http && KeySignIn.ActorOf(http) is { } key ? key
        : Session.PersonOf(Context.User) is { } person ? await access.Of(person) : null;
}

/// <summary>Which events the hub tells, under which topic, to whom.</summary>
static class LiveTopics
{
    public static string? PermissionOf(string topic) => topic switch
    {
        "orders" => Fulfillment.May.SeeOrders, "tickets" => Support.May.SeeTickets, "payments" => Accounting.May.SeePayments, _ => null,
    };

    public static async Task<LiveMessage?> Say(LogEntry entry, Reader reader)
    {
        if (entry.Kind.Length == 0) return null;
        return EventKinds.Read(entry.Kind, entry.Content) switch
        {
            OrderPlaced e => await Order(e.Order),
            OrderConfirmed e => await Order(e.Order),
            OrderCancelled e => await Order(e.Order),
            ShipmentDispatched e => await Order(e.Order),
            OrderPaid e => await Order(e.Order),
            TicketOpened e => await Ticket(e.Ticket),
            CustomerWrote e => await Ticket(e.Ticket),
            PaymentReceived e => new("payments", entry.Kind, e.Payment.Value.ToString(), await reader.Payments.Where(p => p.Id == e.Payment).Select(p => p.Version).FirstOrDefaultAsync(), entry.Position),
            _ => null,
        };

        async Task<LiveMessage> Order(OrderId id) => new("orders", entry.Kind, id.Value.ToString(), await reader.Orders.Where(o => o.Id == id).Select(o => o.Version).FirstOrDefaultAsync(), entry.Position);
        async Task<LiveMessage> Ticket(TicketId id) => new("tickets", entry.Kind, id.Value.ToString(), await reader.All<Ticket>().Where(t => t.Id == id).Select(t => t.Version).FirstOrDefaultAsync(), entry.Position);
    }
}

/// <summary>Passes the feed on to this node's hub connections; each node does so for its own.</summary>
sealed class LiveTeller(Feed feed, Database database, IHubContext<LiveHub, ILiveClient> hub, ILogger<LiveTeller> log) : BackgroundService
{
    readonly Channel<LogEntry> waiting = System.Threading.Channels.Channel.CreateBounded<LogEntry>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropOldest });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        feed.Came += Came;
        try
        {
            await foreach (var entry in waiting.Reader.ReadAllAsync(stoppingToken)) await Tell(entry);
        }
        catch (OperationCanceledException) { /* the host stops */ }
        finally { feed.Came -= Came; }
    }

    void Came(IReadOnlyList<LogEntry> entries)
    {
        foreach (var entry in entries) waiting.Writer.TryWrite(entry);
    }

    async Task Tell(LogEntry entry)
    {
        try
        {
            using var reading = await database.Read();
            if (await LiveTopics.Say(entry, reading.Reader) is { } message) await hub.Clients.Group(message.Topic).Told(message);
        }
        catch (Exception e) { log.LogError(e, "Entry {Position} could not be told to the hub.", entry.Position); }
    }
}
