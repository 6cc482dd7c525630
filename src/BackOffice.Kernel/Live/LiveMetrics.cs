using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace BackOffice.Kernel;

/// <summary>
/// What the live part does, counted as it happens: for operators by OpenTelemetry (meter <see cref="MeterName"/>), for
/// administrators on the status page, for tests. Costs an atomic increment where something happens.
/// </summary>
public sealed class LiveMetrics : IDisposable
{
    public const string MeterName = "BackOffice.Live";

    readonly Meter meter;
    readonly Histogram<double> commitToScreen;
    long components, circuits, renders, coalesced;

    public LiveMetrics(IMeterFactory meters)
    {
        meter = meters.Create(MeterName);
        commitToScreen = meter.CreateHistogram("backoffice.live.commit_to_screen", "s", "From a commit until a screen acknowledged what came of it",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });
        meter.CreateObservableUpDownCounter("backoffice.live.components", () => Components, "{part}", "Live parts of open pages");
        meter.CreateObservableUpDownCounter("backoffice.live.circuits", () => Circuits, "{circuit}", "Open circuits");
        meter.CreateObservableCounter("backoffice.live.renders", () => Renders, "{render}", "Renders of screens because something changed");
        meter.CreateObservableCounter("backoffice.live.coalesced", () => Coalesced, "{wake}", "Changes that a screen took together with others");
    }

    /// <summary>Live parts of pages that are open now; equals the watchers of views, or something has leaked.</summary>
    public long Components => Interlocked.Read(ref components);
    public long Circuits => Interlocked.Read(ref circuits);
    public long Renders => Interlocked.Read(ref renders);
    public long Coalesced => Interlocked.Read(ref coalesced);
    /// <summary>From commit to screen, of the last minute or two.</summary>
    public Spread CommitToScreen { get; } = new();

    public void PartCame() => Interlocked.Increment(ref components);
    public void PartLeft() => Interlocked.Decrement(ref components);
    public void CircuitCame() => Interlocked.Increment(ref circuits);
    public void CircuitLeft() => Interlocked.Decrement(ref circuits);
    public void Rendered() => Interlocked.Increment(ref renders);
    public void TookTogether() => Interlocked.Increment(ref coalesced);

    /// <summary>A screen has acknowledged what a commit at this tick of the monotonic clock changed.</summary>
    public void ReachedScreen(long committed)
    {
        var took = Stopwatch.GetElapsedTime(committed);
        commitToScreen.Record(took.TotalSeconds);
        CommitToScreen.Add(took);
    }

    internal void Observe(LiveViews views, Feed feed)
    {
        meter.CreateObservableUpDownCounter("backoffice.live.views", () => views.Distinct, "{view}", "Distinct views that are kept");
        meter.CreateObservableUpDownCounter("backoffice.live.subscribers", () => views.Watchers, "{part}", "Watchers of views");
        meter.CreateObservableCounter("backoffice.live.reads", () => views.Reads, "{read}", "Reads of views because something changed or was opened");
        meter.CreateObservableCounter("backoffice.live.failed_reads", () => views.FailedReads, "{read}", "Reads of views that failed");
        meter.CreateObservableGauge("backoffice.feed.position", () => feed.Position, "{entry}", "Up to where this node has passed on the log");
    }

    internal void Observe(LiveFigures figures)
    {
        meter.CreateObservableGauge("backoffice.feed.lag", () => figures.Now.FeedLag, "{entry}", "Entries of the log that this node has not passed on yet");
        meter.CreateObservableGauge("backoffice.errands.waiting", () => figures.Now.Errands, "{errand}", "Errands that are still to be done");
        meter.CreateObservableGauge("backoffice.errands.oldest_age", () => figures.Now.OldestErrand.TotalSeconds, "s", "How long the oldest errand that is due has waited");
        meter.CreateObservableGauge("backoffice.errands.stuck", () => figures.Now.StuckErrands, "{errand}", "Errands that wait for a person");
    }

    public void Dispose() => meter.Dispose();
}

/// <summary>How durations were spread over the last minute or two: two windows of a minute, steps of a quarter.</summary>
public sealed class Spread
{
    const int Steps = 80;
    readonly Lock gate = new();
    long[] now = new long[Steps], before = new long[Steps];
    long began = Stopwatch.GetTimestamp();

    public void Add(TimeSpan took)
    {
        // Step n ends at 1.25^n tenths of a millisecond: from 0.1 ms to over an hour.
        var step = (int)Math.Ceiling(Math.Log(Math.Max(1, took.TotalMilliseconds * 10)) / Math.Log(1.25));
        lock (gate)
        {
            Turn();
            now[Math.Clamp(step, 0, Steps - 1)]++;
        }
    }

    /// <summary>How many, and below which milliseconds that part of them (0 to 1) lies; null when there were none.</summary>
    public (long Count, double? P50, double? P99, double? Most) Read()
    {
        long[] all;
        lock (gate)
        {
            Turn();
            all = [.. now.Zip(before, (a, b) => a + b)];
        }
        var count = all.Sum();
        return (count, At(all, count, 0.5), At(all, count, 0.99), At(all, count, 1));
    }

    /// <summary>How many fell into each step, with the step's upper end in milliseconds; from one millisecond to five seconds.</summary>
    public IReadOnlyList<(double Ms, long Count)> Bars()
    {
        lock (gate)
        {
            Turn();
            return [.. Enumerable.Range(10, 40).Select(step => (Math.Pow(1.25, step) / 10, now[step] + before[step]))];
        }
    }

    static double? At(long[] all, long count, double part)
    {
        if (count == 0) return null;
        var (wanted, step) = (Math.Ceiling(count * part), 0);
        for (var sum = all[0]; sum < wanted; sum += all[step]) step++;
        return Math.Round(Math.Pow(1.25, step) / 10, 1);
    }

    void Turn()
    {
        var minutes = Stopwatch.GetElapsedTime(began).TotalMinutes;
        if (minutes < 1) return;
        (before, now) = (minutes < 2 ? now : new long[Steps], new long[Steps]);
        began = Stopwatch.GetTimestamp();
    }
}
