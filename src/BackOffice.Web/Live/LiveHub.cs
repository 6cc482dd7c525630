using System.Runtime.CompilerServices;
using BackOffice.Kernel;
using BackOffice.Ui;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;

namespace BackOffice.Web;

/// <summary>
/// What a program is told: a fact of the log by its fixed name, about one record (<paramref name="Id"/>) as it stands at its
/// version, at a position. <c>hub.position</c> has no record: everything up to there was told.
/// </summary>
public sealed record LiveMessage(string? Topic, string Kind, string Id, int Version, long Position, DateTime At);

/// <summary>A topic of the hub: <paramref name="Needs"/> is the permission that opens it.</summary>
public sealed record LiveTopic(string Name, string Needs, string Subject, string Events);

/// <summary>
/// For other programs, at <c>/hubs/live</c> (docs/live-hub.md). They watch topics that their permissions open and are told what
/// happens, in the order of the log and without gaps; with <c>since</c> first what they missed. A listener that cannot keep
/// up is told to come back with its position.
/// </summary>
public sealed class LiveHub(Database database, LiveTeller teller, LiveListeners listeners) : Hub
{
    /// <summary>The most positions that are told again; who missed more takes a fresh list.</summary>
    public const int MostReplayed = 1000;
    public const int MostTopics = 10;
    internal const string NoLonger = "This key or person may no longer come in.";

    public static IReadOnlyList<LiveTopic> Topics { get; } =
    [
        new("orders", Fulfillment.May.SeeOrders, "Order", "fulfillment."),
        new("tickets", Support.May.SeeTickets, "Ticket", "support."),
        new("payments", Accounting.May.SeePayments, "Payment", "accounting."),
        new("invoices", Accounting.May.SeeInvoices, "Invoice", "accounting."),
    ];

    public override async Task OnConnectedAsync()
    {
        var http = Context.GetHttpContext()!;
        var key = KeySignIn.ActorOf(http);
        var person = key is null ? Session.PersonOf(Context.User) : null;
        if ((key?.Id ?? person) is not { } who) throw new HubException("Sign in again.");
        listeners.Comes(Context, new(who, key is null ? null : Context.User?.FindFirst(KeySignIn.Claim)?.Value, KeySignIn.ChannelOf(http), key is null ? Session.SessionOf(Context.User) : null));
        // What ended since the door looked; from now on the guard looks.
        await Now();
        await base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        listeners.Goes(Context);
        return base.OnDisconnectedAsync(exception);
    }

    /// <summary>The topics there are, and which of them are open to whoever asks.</summary>
    public async Task<IReadOnlyList<string>> Open()
    {
        var actor = await Now();
        return [.. Topics.Where(topic => actor.May(topic.Needs)).Select(topic => topic.Name)];
    }

    /// <summary>Everything about these topics from now on, or from <paramref name="since"/> (that position not included).</summary>
    public async IAsyncEnumerable<LiveMessage> Watch(string[] topics, long? since, [EnumeratorCancellation] CancellationToken stop)
    {
        var actor = await Now();
        var asked = Asked(topics, actor);
        var caller = listeners.Of(Context);
        using var listener = listeners.Watches(Context, new LiveListener(caller, asked, actor.Reach));

        // It listens already; what is told again goes up to the head as it is now, and what came meanwhile follows it.
        var missed = new List<LogEntry>();
        long head;
        using (var reading = await database.Read())
        {
            head = reading.Reader.Position;
            if (since is < 0 || since > head) throw new HubException($"There is no position {since} yet; the last one is {head}.");
            if (head - since > MostReplayed) throw new HubException($"Position {since} is too old: the last {MostReplayed} are told again, and this is {head - since} ago. Take a fresh list, then watch since {head}.");
            if (since is { } from) missed = await reading.Reader.All<LogEntry>().Where(e => e.Position > from && e.Position <= head).OrderBy(e => e.Position).ToListAsync(stop);
        }
        if (missed.Count > 0)
            foreach (var message in await teller.Messages(missed, listener)) yield return message;
        yield return LiveTeller.At(head, teller.Now);
        await foreach (var message in listener.Messages.ReadAllAsync(stop))
            if (message.Position > head) yield return message;
    }

    // All or nothing: a program that believes to watch what it does not would wait for ever.
    static LiveTopic[] Asked(string[] topics, Actor actor)
    {
        if (topics is not { Length: > 0 and <= MostTopics }) throw new HubException($"Watch 1 to {MostTopics} topics: {string.Join(", ", Topics.Select(t => t.Name))}.");
        return [.. topics.Distinct().Select(name =>
        {
            var topic = Topics.FirstOrDefault(t => t.Name == name) ?? throw new HubException($"There is no topic of that name; the topics are {string.Join(", ", Topics.Select(t => t.Name))}.");
            return actor.May(topic.Needs) ? topic : throw new HubException($"The topic {topic.Name} is not open to you; it needs {topic.Needs}.");
        })];
    }

    async Task<Actor> Now() => await listeners.Now(listeners.Of(Context)) ?? throw new HubException(NoLonger);
}
