using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BackOffice.Kernel;

/// <summary>What operators want to know of this node and its database: looked at every five seconds, so that asking for it costs nothing.</summary>
public sealed class LiveFigures : BackgroundService
{
    public sealed record Figures(long Head, long FeedLag, int Errands, TimeSpan OldestErrand, int StuckErrands);

    public static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    const int MostKept = 60;
    readonly Lock gate = new();
    readonly Queue<decimal> changes = new(MostKept);
    long counted = -1;
    readonly Database database;
    readonly Feed feed;
    readonly TimeProvider clock;
    readonly ILogger<LiveFigures> log;

    public LiveFigures(Database database, Feed feed, LiveMetrics metrics, TimeProvider clock, ILogger<LiveFigures> log)
    {
        (this.database, this.feed, this.clock, this.log) = (database, feed, clock, log);
        metrics.Observe(this);
    }

    public Figures Now { get; private set; } = new(0, 0, 0, TimeSpan.Zero, 0);
    /// <summary>Changes a second of the last five minutes, a figure for every five seconds, the newest last.</summary>
    public IReadOnlyList<decimal> Changes { get { lock (gate) return [.. changes]; } }
    /// <summary>Raised after each look.</summary>
    public event Action? Looked;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        try
        {
            do
            {
                try { await Look(); }
                catch (Exception e) when (e is not OperationCanceledException) { log.LogWarning("The figures could not be read: {Reason}", e.Message); }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) { /* the host stops */ }
    }

    public async Task Look()
    {
        var now = clock.GetUtcNow().UtcDateTime;
        using var reading = await database.Read();
        var lag = Math.Max(0, reading.Reader.Position - feed.Position);
        var due = reading.Reader.All<ErrandRow>().Where(r => r.State == ErrandState.Waiting && r.NextAt <= now);
        var oldest = await due.OrderBy(r => r.NextAt).Select(r => (DateTime?)r.NextAt).FirstOrDefaultAsync();
        var waiting = await reading.Reader.All<ErrandRow>().CountAsync(r => r.State == ErrandState.Waiting);
        var stuck = await reading.Reader.All<ErrandRow>().CountAsync(r => r.State == ErrandState.Stuck || r.State == ErrandState.UnknownOutcome);
        Now = new(reading.Reader.Position, lag, waiting, oldest is { } since ? now - since : TimeSpan.Zero, stuck);
        lock (gate)
        {
            if (counted >= 0) changes.Enqueue(Math.Round((Now.Head - counted) / (decimal)Every.TotalSeconds, 1));
            if (changes.Count > MostKept) changes.Dequeue();
            counted = Now.Head;
        }
        Looked?.Invoke();
    }
}
