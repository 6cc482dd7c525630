using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace BackOffice.Kernel;

/// <summary>
/// Reads what was marked: at once, then at most every 100 ms, or far more seldom what takes seconds; what fails is tried
/// again with growing pauses. As many at a time as there are processors, and those who watch are told together.
/// </summary>
sealed class ViewReads(Database database, Feed feed, TimeProvider clock, ILogger log, Func<IReadOnlyDictionary<string, IReadOnlySet<string>>> kinds)
{
    static readonly TimeSpan floor = TimeSpan.FromMilliseconds(100), dear = TimeSpan.FromSeconds(1), mostRest = TimeSpan.FromSeconds(30);

    readonly Channel<SharedView> queue = Channel.CreateUnbounded<SharedView>();
    readonly ToldTogether told = new();
    long done, failed;
    int underway;

    public long Done => Interlocked.Read(ref done);
    public long Failed => Interlocked.Read(ref failed);

    /// <param name="view">What has changed.</param>
    /// <param name="committed">When the change was passed on here, as a tick of the monotonic clock; 0 if there was none.</param>
    public void Mark(SharedView view, long committed = 0)
    {
        if (view.MarkDirty(committed)) queue.Writer.TryWrite(view);
    }

    public Task Run(CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, Math.Max(2, Environment.ProcessorCount)).Select(_ => ReadMarked(stop)));

    async Task ReadMarked(CancellationToken stop)
    {
        await Task.Yield();
        try
        {
            await foreach (var view in queue.Reader.ReadAllAsync(stop))
            {
                Interlocked.Increment(ref underway);
                try { await Read(view, stop); }
                finally { Interlocked.Decrement(ref underway); }
                told.Tell(() => Volatile.Read(ref underway) > 0 || queue.Reader.Count > 0, stop);
            }
        }
        catch (OperationCanceledException) { /* the host stops */ }
    }

    async Task Read(SharedView view, CancellationToken stop)
    {
        var (committed, began) = (view.BeginsReading(), Stopwatch.GetTimestamp());
        try
        {
            using var reading = await database.Read(view.Reach);
            var tables = reading.Db.ReadTables = [];
            var value = await view.View.ReadWhole(reading.Reader);
            reading.Db.ReadTables = null;
            Interlocked.Increment(ref done);
            var snapshot = new Snapshot(value, reading.Reader.Position, clock.GetUtcNow().UtcDateTime, view.Current, committed);
            told.Add(view, view.Show(snapshot, tables, kinds(), Sooner(view.View.WakesAt(value), reading.Reader.TurnsAt)), snapshot.Position);
        }
        catch (Exception e)
        {
            Interlocked.Increment(ref failed);
            log.LogError(e, "The view {View} could not be read.", view.View.GetType().Name);
            // Nobody may have to change something before it is tried again.
            _ = Again(view, view.Fail(e, feed.Position), stop);
        }
        // What came while it was read makes it dirty again, not before it has rested.
        _ = Rest(view, RestAfter(Stopwatch.GetElapsedTime(began)), stop);
    }

    /// <summary>How long a view is left alone after it was read: one that looks through years (a filter of the audit) never takes more than a quarter of a processor.</summary>
    internal static TimeSpan RestAfter(TimeSpan took) => took < dear ? floor : took * 3 < mostRest ? took * 3 : mostRest;

    static DateTime? Sooner(DateTime? one, DateTime? other) => one is null || other < one ? other : one;

    async Task Rest(SharedView view, TimeSpan rest, CancellationToken stop)
    {
        try { await Task.Delay(rest, stop); }
        catch (OperationCanceledException) { return; }
        if (view.IsWantedAgain()) queue.Writer.TryWrite(view);
    }

    async Task Again(SharedView view, int failures, CancellationToken stop)
    {
        try { await Task.Delay(TimeSpan.FromSeconds(Math.Min(30, 1 << Math.Min(failures, 5))), stop); }
        catch (OperationCanceledException) { return; }
        if (view.Failure is not null && view.Watchers > 0) Mark(view);
    }
}
