using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BackOffice.Kernel;

/// <summary>
/// Equal views with equal reach are one (<see cref="SharedView"/>): read once per change, whoever watches. A view is woken
/// only by commits that touched the tables (and, where it says so, the ids) that its own SQL read, or by the clock where it
/// says when; one that nobody watches is dropped after a minute.
/// </summary>
public sealed class LiveViews : BackgroundService
{
    static readonly TimeSpan kept = TimeSpan.FromMinutes(1), sweepEvery = TimeSpan.FromSeconds(5);
    /// <summary>Beyond so many, views that nobody watches are not kept for whoever may come back.</summary>
    public const int MostKept = 2_000;

    readonly Database database;
    readonly Feed feed;
    readonly TimeProvider clock;
    readonly ViewReads reads;
    readonly ConcurrentDictionary<(IView, Reach), SharedView> shared = new();
    readonly Lazy<IReadOnlyDictionary<string, IReadOnlySet<string>>> kinds;

    public LiveViews(Database database, Feed feed, LiveMetrics metrics, TimeProvider clock, ILogger<LiveViews> log)
    {
        (this.database, this.feed, this.clock) = (database, feed, clock);
        kinds = new(KindsOfTables);
        reads = new(database, feed, clock, log, () => kinds.Value);
        feed.Came += Wake;
        metrics.Observe(this, feed);
    }

    /// <summary>How many distinct views are kept, how many watch, and how often any was read: figures for operators and tests.</summary>
    public int Distinct => shared.Count;
    public int Watchers => shared.Values.Sum(view => view.Watchers);
    public long Reads => reads.Done;
    public long FailedReads => reads.Failed;

    /// <summary>Watches a view; <paramref name="changed"/> is told (on any thread, never twice at once) that there is a newer snapshot.</summary>
    public Watch Watch(IView view, Reach reach, Action changed)
    {
        while (true)
        {
            var one = shared.GetOrAdd((view, reach), key => new(key.Item1, key.Item2));
            var watch = new Watch(this, one, changed);
            if (!one.Add(watch)) continue; // it was just dropped; make a new one
            if (one.Current is null) reads.Mark(one);
            return watch;
        }
    }

    internal void Left(SharedView view, Watch watch) => view.Remove(watch, clock.GetUtcNow().UtcDateTime);
    internal long FeedPosition => feed.Position;

    /// <summary>Reads a view now, for one answer.</summary>
    public async Task<T> Read<T>(View<T> view, Reach reach) => (T)(await Once(view, reach))!;
    public async Task<IReadOnlyList<TRow>> Read<TRow>(ListView<TRow> view, Reach reach) where TRow : class => (IReadOnlyList<TRow>)(await Once(view, reach))!;

    async Task<object?> Once(IView view, Reach reach)
    {
        using var reading = await database.Read(reach);
        return await view.ReadWhole(reading.Reader);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(Sweep(stoppingToken), reads.Run(stoppingToken));

    void Wake(IReadOnlyList<LogEntry> came)
    {
        var touched = came.Where(e => e.Touched is not null).Select(e => Json.Read<Touched>(e.Touched!)).ToList();
        if (touched.Count > 0) Wake(touched, Stopwatch.GetTimestamp());
    }

    /// <summary>Wakes this node's views of a table that changed without a row in the log (what webhooks were answered).</summary>
    internal void Wake(string table)
    {
        var touched = new Touched();
        touched.Whole(table);
        Wake([touched], 0);
    }

    void Wake(List<Touched> touched, long committed)
    {
        foreach (var (_, view) in shared)
            if (view.IsWokenBy(touched, kinds.Value)) reads.Mark(view, committed);
    }

    // Drops what nobody watches, and wakes what the clock has made untrue.
    async Task Sweep(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(sweepEvery, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                var now = clock.GetUtcNow().UtcDateTime;
                foreach (var (key, view) in shared)
                {
                    if (view.IsForgotten(now, shared.Count > MostKept ? TimeSpan.Zero : kept)) shared.TryRemove(new(key, view));
                    else if (view.WakesAt is { } at && at <= now) reads.Mark(view);
                }
            }
        }
        catch (OperationCanceledException) { /* the host stops */ }
    }

    // Which kinds of ids stand in which table: a change of other records there does not wake a view that is about some.
    IReadOnlyDictionary<string, IReadOnlySet<string>> KindsOfTables()
    {
        using var db = database.Bare();
        return db.Model.GetEntityTypes().GroupBy(e => Microsoft.EntityFrameworkCore.RelationalEntityTypeExtensions.GetTableName(e)!)
            .ToDictionary(g => g.Key, g => (IReadOnlySet<string>)g.SelectMany(e => e.GetProperties())
                .Select(p => Nullable.GetUnderlyingType(p.ClrType) ?? p.ClrType).Where(Ids.IsId).Select(Ids.KindOf).ToHashSet());
    }
}
