using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BackOffice.Kernel;

/// <summary>What operators want to know of the database: looked at every five seconds, so that asking for it costs nothing.</summary>
public sealed class LiveFigures : BackgroundService
{
    public sealed record Figures(long FeedLag, int Errands, TimeSpan OldestErrand, int StuckErrands);

    static readonly TimeSpan every = TimeSpan.FromSeconds(5);
    readonly Database database;
    readonly Feed feed;
    readonly TimeProvider clock;
    readonly ILogger<LiveFigures> log;

    public LiveFigures(Database database, Feed feed, LiveMetrics metrics, TimeProvider clock, ILogger<LiveFigures> log)
    {
        (this.database, this.feed, this.clock, this.log) = (database, feed, clock, log);
        metrics.Observe(this);
    }

    public Figures Now { get; private set; } = new(0, 0, TimeSpan.Zero, 0);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(every);
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
        Now = new(lag, waiting, oldest is { } since ? now - since : TimeSpan.Zero, stuck);
    }
}
