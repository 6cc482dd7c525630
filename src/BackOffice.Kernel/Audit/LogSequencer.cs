using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BackOffice.Kernel;

/// <summary>
/// Chains the log behind the commands' backs: each second what is new becomes a link, in its own small write. Once a day the
/// last link is written as the day's root beside the database (<c>audit/roots.txt</c>), where whoever can change the database
/// may not reach it. One node runs it; were it two for a moment, of two links that begin at the same row one is kept.
/// </summary>
public sealed class LogSequencer : BackgroundService
{
    public const int MostRows = 500;
    static readonly TimeSpan every = TimeSpan.FromSeconds(1);

    readonly Database database;
    readonly IWriter writer;
    readonly Leases leases;
    readonly TimeProvider clock;
    readonly ILogger<LogSequencer> log;

    internal LogSequencer(Database database, IWriter writer, Leases leases, TimeProvider clock, ILogger<LogSequencer> log) =>
        (this.database, this.writer, this.leases, this.clock, this.log) = (database, writer, leases, clock, log);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => leases.Run("the chain of the log", Chain, stoppingToken);

    async Task Chain(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(every);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try { await RunDue(stoppingToken); }
                catch (Exception e) when (e is not OperationCanceledException) { log.LogError(e, "The log could not be chained; trying again."); }
            }
        }
        catch (OperationCanceledException) { /* the host stops */ }
    }

    /// <summary>Chains everything that is there; how many links were added.</summary>
    public async Task<int> RunDue(CancellationToken stop = default)
    {
        var links = 0;
        LogLink? last = null;
        while (!stop.IsCancellationRequested && await Next() is { } link)
        {
            last = link;
            if (await Keep(link)) links++;
        }
        if (last is not null) LogRoots.Keep(database, last, clock.GetUtcNow().UtcDateTime);
        return links;
    }

    async Task<LogLink?> Next()
    {
        using var reading = await database.Read();
        var last = await reading.Reader.All<LogLink>().OrderByDescending(l => l.Last).FirstOrDefaultAsync();
        var from = last?.Last ?? 0;
        if (reading.Reader.Position <= from) return null;
        var rows = await reading.Reader.All<LogEntry>().Where(e => e.Position > from).OrderBy(e => e.Position).Take(MostRows).ToListAsync();
        if (rows.Count == 0) return null;
        return new() { First = rows[0].Position, Last = rows[^1].Position, Hash = LogChain.Hash(last?.Hash ?? LogChain.Beginning, rows), At = clock.GetUtcNow().UtcDateTime };
    }

    // Another node may have been quicker: then its link stands and this one is let go.
    async Task<bool> Keep(LogLink link) => await writer.Chore(async writing =>
    {
        await using var db = writing.Context();
        if (await db.Set<LogLink>().AnyAsync(l => l.Last >= link.First)) return false;
        db.Add(link);
        await db.SaveChangesAsync();
        return true;
    });
}
