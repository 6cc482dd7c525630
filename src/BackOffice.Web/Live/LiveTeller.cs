using BackOffice.Accounting;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Support;
using Microsoft.EntityFrameworkCore;

namespace BackOffice.Web;

/// <summary>Passes the log on to those who watch at the hub: in order, each only what they may know, asked anew each time.</summary>
public sealed class LiveTeller(Feed feed, Database database, LiveListeners listeners, TimeProvider clock, ILogger<LiveTeller> log) : BackgroundService
{
    static readonly TimeSpan beat = TimeSpan.FromSeconds(10);
    readonly System.Threading.Channels.Channel<IReadOnlyList<LogEntry>> news = System.Threading.Channels.Channel.CreateBounded<IReadOnlyList<LogEntry>>(new System.Threading.Channels.BoundedChannelOptions(10_000));
    long told;

    public DateTime Now => clock.GetUtcNow().UtcDateTime;

    public static LiveMessage At(long position, DateTime now) => new(null, "hub.position", "", 0, position, now);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        void Came(IReadOnlyList<LogEntry> entries)
        {
            // So far behind that nobody can be told in order any more.
            if (!news.Writer.TryWrite(entries)) foreach (var listener in listeners.All) listener.End("The portal could not keep up; connect again and watch since your last position.");
        }
        feed.Came += Came;
        try { await Task.WhenAll(TellAll(stoppingToken), Beat(stoppingToken)); }
        catch (OperationCanceledException) { /* the host stops */ }
        finally { feed.Came -= Came; }
    }

    async Task TellAll(CancellationToken stop)
    {
        await foreach (var entries in news.Reader.ReadAllAsync(stop))
        {
            foreach (var listener in listeners.All)
            {
                try { await Tell(listener, entries); }
                catch (Exception e)
                {
                    log.LogError(e, "What follows position {Position} could not be told.", entries[0].Position);
                    listener.End("The portal could not read what happened; connect again and watch since your last position.");
                }
            }
            Volatile.Write(ref told, entries[^1].Position);
        }
    }

    async Task Tell(LiveListener listener, IReadOnlyList<LogEntry> entries)
    {
        if (await listeners.Now(listener.Caller) is not { } actor) { listener.End(LiveHub.NoLonger); return; }
        if (listener.Topics.FirstOrDefault(topic => !actor.May(topic.Needs)) is { } shut) { listener.End($"The topic {shut.Name} is no longer open to you; it needs {shut.Needs}."); return; }
        if (actor.Reach != listener.Reach) { listener.End("What you may see has changed; connect again."); return; }
        foreach (var message in await Messages(entries, listener)) listener.Tell(message);
    }

    // So that a program whose topics are quiet has a position to come back to: only what everybody was told.
    async Task Beat(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(beat, clock);
        while (await timer.WaitForNextTickAsync(stop))
            if (Volatile.Read(ref told) is > 0 and var position) foreach (var listener in listeners.All) listener.Tell(At(position, Now));
    }

    /// <summary>What these entries say about the topics, records beyond the listener's reach or channel left out.</summary>
    internal async Task<IReadOnlyList<LiveMessage>> Messages(IReadOnlyList<LogEntry> entries, LiveListener listener)
    {
        var facts = new List<(LiveTopic Topic, LogEntry Entry, IId Id)>();
        foreach (var entry in entries)
        {
            if (entry.Kind.Length == 0 || !listener.Topics.Any(topic => entry.Kind.StartsWith(topic.Events, StringComparison.Ordinal)) || EventKinds.Read(entry.Kind, entry.Content) is not { } fact) continue;
            var subjects = EventKinds.SubjectsOf(fact).ToList();
            foreach (var topic in listener.Topics)
                if (entry.Kind.StartsWith(topic.Events, StringComparison.Ordinal) && subjects.Find(id => Ids.KindOf(id) == topic.Subject) is { } id) facts.Add((topic, entry, id));
        }
        if (facts.Count == 0) return [];
        using var reading = await database.Read(listener.Reach);
        var messages = new List<LiveMessage>(facts.Count);
        foreach (var topic in facts.GroupBy(f => f.Topic))
        {
            var versions = await Versions([.. topic.Select(f => f.Id).Distinct()], reading.Reader, listener.Caller.Channel);
            messages.AddRange(topic.Where(f => versions.ContainsKey(f.Id)).Select(f =>
                new LiveMessage(f.Topic.Name, f.Entry.Kind, f.Id.Value.ToString(System.Globalization.CultureInfo.InvariantCulture), versions[f.Id], f.Entry.Position, f.Entry.At)));
        }
        messages.Sort((a, b) => a.Position.CompareTo(b.Position));
        return messages;
    }

    static async Task<Dictionary<IId, int>> Versions(IReadOnlyList<IId> ids, Reader reader, string? channel) => ids[0] switch
    {
        OrderId => await Of(ids, (OrderId[] some) => reader.All<Order>().IgnoreAutoIncludes().Where(o => some.Contains(o.Id) && (channel == null || o.Channel == channel)).ToDictionaryAsync(o => (IId)o.Id, o => o.Version)),
        TicketId => await Of(ids, (TicketId[] some) => reader.All<Ticket>().IgnoreAutoIncludes().Where(t => some.Contains(t.Id)).ToDictionaryAsync(t => (IId)t.Id, t => t.Version)),
        PaymentId => await Of(ids, (PaymentId[] some) => reader.All<Payment>().IgnoreAutoIncludes().Where(p => some.Contains(p.Id)).ToDictionaryAsync(p => (IId)p.Id, p => p.Version)),
        InvoiceId => await Of(ids, (InvoiceId[] some) => reader.All<Invoice>().IgnoreAutoIncludes().Where(i => some.Contains(i.Id)).ToDictionaryAsync(i => (IId)i.Id, i => i.Version)),
        _ => throw new InvalidOperationException($"The hub has no version of a {Ids.KindOf(ids[0])}."),
    };

    static async Task<Dictionary<IId, int>> Of<TId>(IReadOnlyList<IId> ids, Func<TId[], Task<Dictionary<IId, int>>> read)
    {
        var all = new Dictionary<IId, int>(ids.Count);
        foreach (var some in ids.Cast<TId>().Chunk(200))
            foreach (var (id, version) in await read(some)) all[id] = version;
        return all;
    }
}
