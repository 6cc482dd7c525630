using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BackOffice.Kernel;

/// <summary>
/// What a view said at a position: immutable, shared by everyone who looks at it. <see cref="Cache"/> keeps what is
/// derived from it once for all (rendered rows).
/// </summary>
public sealed class Snapshot(object? value, long position, DateTime at, Snapshot? before, long committed = 0)
{
    public object? Value { get; } = value;
    public long Position { get; } = position;
    public DateTime At { get; } = at;
    /// <summary>When the oldest change that is new in it was passed on here, as a tick of the monotonic clock; 0 if nothing woke it.</summary>
    public long Committed { get; } = committed;
    /// <summary>The cache of the snapshot before, to take over what did not change; its own past is let go.</summary>
    public ConcurrentDictionary<object, object>? CacheBefore { get; } = before?.Cache;
    public ConcurrentDictionary<object, object> Cache { get; } = new();
}

/// <summary>
/// Equal views with equal reach are one entry: read once per change, whoever watches. A view is woken only by commits
/// that touched the tables (and, where it says so, the ids) that its own SQL read. Re-read at once, then at most every
/// 100 ms; a view that nobody watches is dropped after a minute.
/// </summary>
public sealed class LiveViews : BackgroundService
{
    static readonly TimeSpan floor = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan kept = TimeSpan.FromMinutes(1);
    /// <summary>How long what was read waits for what is still being read of the same change.</summary>
    static readonly TimeSpan together = TimeSpan.FromMilliseconds(15);
    /// <summary>Beyond so many, views that nobody watches are not kept for whoever may come back.</summary>
    public const int MostKept = 2_000;

    readonly Database database;
    readonly Feed feed;
    readonly TimeProvider clock;
    readonly ILogger<LiveViews> log;
    readonly ConcurrentDictionary<(IView, Reach), Entry> entries = new();
    readonly Channel<Entry> dirty = Channel.CreateUnbounded<Entry>();
    readonly Lazy<IReadOnlyDictionary<string, IReadOnlySet<string>>> kinds;

    public LiveViews(Database database, Feed feed, LiveMetrics metrics, TimeProvider clock, ILogger<LiveViews> log)
    {
        (this.database, this.feed, this.clock, this.log) = (database, feed, clock, log);
        kinds = new(KindsOfTables);
        feed.Came += Wake;
        metrics.Observe(this, feed);
    }

    /// <summary>How many distinct views are kept, how many watch, and how often any was read: figures for operators and tests.</summary>
    public int Distinct => entries.Count;
    public int Watchers => entries.Values.Sum(e => e.Watchers);
    public long Reads => Interlocked.Read(ref reads);
    public long FailedReads => Interlocked.Read(ref failedReads);
    long reads, failedReads, untoldSince;
    int readers;
    bool isAwaited;
    readonly List<(Entry Entry, Watch[] News, long Position)> untold = [];

    /// <summary>Watches a view; <paramref name="changed"/> is told (on any thread, never twice at once) that there is a newer snapshot.</summary>
    public Watch Watch(IView view, Reach reach, Action changed)
    {
        while (true)
        {
            var entry = entries.GetOrAdd((view, reach), key => new Entry(key.Item1, key.Item2));
            var watch = new Watch(this, entry, changed);
            if (!entry.Add(watch)) continue; // it was just dropped; make a new one
            if (entry.Current is null) Mark(entry);
            return watch;
        }
    }

    /// <summary>Reads a view now, from its shared snapshot if one is up to date.</summary>
    public async Task<T> Read<T>(View<T> view, Reach reach) => (T)(await Once(view, reach))!;
    public async Task<IReadOnlyList<TRow>> Read<TRow>(ListView<TRow> view, Reach reach) where TRow : class => (IReadOnlyList<TRow>)(await Once(view, reach))!;

    async Task<object?> Once(IView view, Reach reach)
    {
        using var reading = await database.Read(reach);
        return await view.ReadWhole(reading.Reader);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Math.Max(2, Environment.ProcessorCount)).Select(_ => ReadDirty(stoppingToken)).Append(Sweep(stoppingToken)));

    async Task ReadDirty(CancellationToken stop)
    {
        await Task.Yield();
        try
        {
            await foreach (var entry in dirty.Reader.ReadAllAsync(stop))
            {
                Interlocked.Increment(ref readers);
                try { await Read(entry, stop); }
                finally { Interlocked.Decrement(ref readers); }
                TellTogether(stop);
            }
        }
        catch (OperationCanceledException) { /* the host stops */ }
    }

    // A screen shows several views of one change: it is told of all of them when all are read, and renders once.
    void TellTogether(CancellationToken stop)
    {
        List<(Entry Entry, Watch[] News, long Position)> all;
        lock (untold)
        {
            if (untold.Count == 0) return;
            if ((Volatile.Read(ref readers) > 0 || dirty.Reader.Count > 0) && Stopwatch.GetElapsedTime(untoldSince) < together)
            {
                if (!isAwaited) _ = TellSoon(stop);
                isAwaited = true;
                return;
            }
            all = [.. untold];
            untold.Clear();
        }
        foreach (var (_, news, _) in all) foreach (var watch in news) watch.Tell();
        foreach (var (entry, _, position) in all) entry.Told(position);
    }

    // Nobody waits for a view that takes long.
    async Task TellSoon(CancellationToken stop)
    {
        try { await Task.Delay(together, stop); }
        catch (OperationCanceledException) { return; }
        lock (untold) isAwaited = false;
        TellTogether(stop);
    }

    async Task Read(Entry entry, CancellationToken stop)
    {
        var committed = entry.BeginsReading();
        try
        {
            using var reading = await database.Read(entry.Reach);
            var tables = reading.Db.ReadTables = [];
            var value = await entry.View.ReadWhole(reading.Reader);
            reading.Db.ReadTables = null;
            Interlocked.Increment(ref reads);
            var now = clock.GetUtcNow().UtcDateTime;
            var news = entry.Show(new(Same(entry.Current?.Value, value), reading.Reader.Position, now, entry.Current, committed), tables, kinds.Value, entry.View.WakesAt(value));
            lock (untold)
            {
                if (untold.Count == 0) untoldSince = Stopwatch.GetTimestamp();
                untold.Add((entry, news, reading.Reader.Position));
            }
        }
        catch (Exception e)
        {
            Interlocked.Increment(ref failedReads);
            log.LogError(e, "The view {View} could not be read.", entry.View.GetType().Name);
            // Nobody may have to change something before it is tried again.
            _ = Again(entry, entry.Fail(e, feed.Position), stop);
        }
        // What came while it was read makes it dirty again, not before the floor has passed.
        if (entry.Rest()) _ = Later(entry, floor, stop);
    }

    // Rows that are equal to what they were keep their identity, so what was rendered for them is kept too.
    static object? Same(object? before, object? after)
    {
        if (before is not System.Collections.IList old || after is not System.Collections.IList now || now.IsReadOnly && now is not Array) return Equals(before, after) ? before : after;
        if (old.Count == 0 || now.Count == 0 || now.IsFixedSize) return after;
        var known = new Dictionary<object, object>(old.Count);
        foreach (var row in old) if (row is not null) known[row] = row;
        var equal = old.Count == now.Count;
        for (var i = 0; i < now.Count; i++)
        {
            if (now[i] is { } row && known.TryGetValue(row, out var same)) now[i] = same;
            equal = equal && ReferenceEquals(now[i], old[i]);
        }
        return equal ? before : after;
    }

    async Task Later(Entry entry, TimeSpan wait, CancellationToken stop)
    {
        try { await Task.Delay(wait, stop); }
        catch (OperationCanceledException) { return; }
        if (entry.Awake()) dirty.Writer.TryWrite(entry);
    }

    async Task Again(Entry entry, int failures, CancellationToken stop)
    {
        try { await Task.Delay(TimeSpan.FromSeconds(Math.Min(30, 1 << Math.Min(failures, 5))), stop); }
        catch (OperationCanceledException) { return; }
        if (entry.Failure is not null && entry.Watchers > 0) Mark(entry);
    }

    void Mark(Entry entry, long committed = 0)
    {
        if (entry.MarkDirty(committed)) dirty.Writer.TryWrite(entry);
    }

    void Wake(IReadOnlyList<LogEntry> came)
    {
        var touched = came.Where(e => e.Touched is not null).Select(e => Json.Read<Touched>(e.Touched!)).ToList();
        if (touched.Count == 0) return;
        var now = Stopwatch.GetTimestamp();
        foreach (var (_, entry) in entries)
            if (entry.IsWokenBy(touched, kinds.Value)) Mark(entry, now);
    }

    /// <summary>Wakes this node's views of a table that changed without a row in the log (what webhooks were answered).</summary>
    internal void Wake(string table)
    {
        var touched = new Touched();
        touched.Whole(table);
        foreach (var entry in entries.Values)
            if (entry.IsWokenBy([touched], kinds.Value)) Mark(entry);
    }

    async Task Sweep(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(5));
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                var now = clock.GetUtcNow().UtcDateTime;
                foreach (var (key, entry) in entries)
                {
                    if (entry.IsForgotten(now, entries.Count > MostKept ? TimeSpan.Zero : kept)) entries.TryRemove(new(key, entry));
                    else if (entry.WakesAt is { } at && at <= now) Mark(entry);
                }
            }
        }
        catch (OperationCanceledException) { /* the host stops */ }
    }

    internal void Left(Entry entry, Watch watch) => entry.Remove(watch, clock.GetUtcNow().UtcDateTime);
    internal long FeedPosition => feed.Position;

    IReadOnlyDictionary<string, IReadOnlySet<string>> KindsOfTables()
    {
        using var db = database.Bare();
        return db.Model.GetEntityTypes().GroupBy(e => Microsoft.EntityFrameworkCore.RelationalEntityTypeExtensions.GetTableName(e)!)
            .ToDictionary(g => g.Key, g => (IReadOnlySet<string>)g.SelectMany(e => e.GetProperties())
                .Select(p => Nullable.GetUnderlyingType(p.ClrType) ?? p.ClrType).Where(Ids.IsId).Select(Ids.KindOf).ToHashSet());
    }

    internal sealed class Entry(IView view, Reach reach)
    {
        const int MostMeanwhile = 256;

        readonly Lock gate = new();
        readonly List<Watch> watches = [];
        readonly IReadOnlyList<IId> about = [.. view.About];
        readonly List<Touched> meanwhile = [];
        HashSet<string> tables = [];
        bool isDirty, isReading, isQueued, isDropped;
        int untold;
        long readFrom, wokenAt;
        DateTime? leftAt;
        int failures;

        public IView View { get; } = view;
        public Reach Reach { get; } = reach;
        public Snapshot? Current { get; private set; }
        public Exception? Failure { get; private set; }
        public DateTime? WakesAt { get; private set; }
        public int Watchers { get { lock (gate) return watches.Count; } }
        public bool IsBehind { get { lock (gate) return isDirty; } }

        public bool Add(Watch watch)
        {
            lock (gate)
            {
                if (isDropped) return false;
                watches.Add(watch);
                leftAt = null;
                return true;
            }
        }

        public void Remove(Watch watch, DateTime now)
        {
            lock (gate)
            {
                watches.Remove(watch);
                if (watches.Count == 0) leftAt = now;
            }
        }

        public bool IsForgotten(DateTime now, TimeSpan after)
        {
            lock (gate) return isDropped = isDropped || (watches.Count == 0 && leftAt is { } left && now - left > after);
        }

        public bool IsWokenBy(List<Touched> touched, IReadOnlyDictionary<string, IReadOnlySet<string>> kinds)
        {
            lock (gate)
            {
                if (Current is null && Failure is null) return true; // its tables are not known yet
                if (Wakes(touched, kinds)) return true;
                // What it reads just now may be more than it read before: judged when that is known.
                if (isReading && !isDirty) meanwhile.AddRange(touched);
                return meanwhile.Count > MostMeanwhile;
            }
        }

        bool Wakes(List<Touched> touched, IReadOnlyDictionary<string, IReadOnlySet<string>> kinds)
        {
            foreach (var table in tables)
                foreach (var change in touched)
                    if (change.Wakes(table, kinds.GetValueOrDefault(table) ?? new HashSet<string>(), about)) return true;
            return false;
        }

        /// <summary>True when it has to be queued for reading.</summary>
        public bool MarkDirty(long committed)
        {
            lock (gate)
            {
                isDirty = true;
                if (wokenAt == 0) wokenAt = committed;
                if (isQueued || isDropped) return false;
                return isQueued = true;
            }
        }

        /// <summary>When the oldest change was passed on that this read will show.</summary>
        public long BeginsReading()
        {
            lock (gate)
            {
                (isDirty, isReading) = (false, true);
                meanwhile.Clear();
                var since = wokenAt;
                wokenAt = 0;
                return since;
            }
        }

        /// <summary>After a read: true when the entry has to be looked at again after the floor.</summary>
        public bool Rest() { lock (gate) return true; }

        /// <summary>After the floor: queue again if something came in the meantime.</summary>
        public bool Awake() { lock (gate) return (isDirty && !isDropped) || (isQueued = false); }

        /// <summary>What was read now; who has to be told of it, before <see cref="Told"/>.</summary>
        public Watch[] Show(Snapshot snapshot, HashSet<string> read, IReadOnlyDictionary<string, IReadOnlySet<string>> kinds, DateTime? wakesAt)
        {
            lock (gate)
            {
                isReading = false;
                var isOlder = Current is not null && snapshot.Position < Current.Position;
                var same = isOlder || (Current is not null && Equals(Current.Value, snapshot.Value) && Failure is null);
                untold++;
                if (isOlder) return [];
                tables = read;
                if (Wakes(meanwhile, kinds)) isDirty = true;
                meanwhile.Clear();
                WakesAt = wakesAt;
                (Failure, failures) = (null, 0);
                Current = snapshot;
                return same ? [] : [.. watches];
            }
        }

        /// <summary>Everyone who watches knows what was read up to here.</summary>
        public void Told(long position)
        {
            lock (gate)
            {
                readFrom = Math.Max(readFrom, position);
                untold--;
            }
            foreach (var watch in Watches()) watch.Reached();
        }

        /// <summary>How many times it has failed in a row.</summary>
        public int Fail(Exception exception, long position)
        {
            int inARow;
            lock (gate)
            {
                (Failure, readFrom, isReading) = (exception, position, false);
                inARow = ++failures;
            }
            foreach (var watch in Watches()) { watch.Tell(); watch.Reached(); }
            return inARow;
        }

        /// <summary>What it shows is true up to here: the feed's position, unless something that touched it is still being read.</summary>
        public long ReadTo(long feedPosition) { lock (gate) return isDirty || isReading || untold > 0 ? readFrom : Math.Max(readFrom, feedPosition); }

        Watch[] Watches() { lock (gate) return [.. watches]; }
    }
}
