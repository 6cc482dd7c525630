using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BackOffice.Kernel;

/// <summary>When each key was used last: noted in memory at every request, written together every few seconds and at most once a minute for a key.</summary>
public sealed class KeyUses : BackgroundService
{
    static readonly TimeSpan every = TimeSpan.FromSeconds(5), grain = TimeSpan.FromMinutes(1);
    readonly IWriter writer;
    readonly TimeProvider clock;
    readonly ILogger<KeyUses> log;
    readonly ConcurrentDictionary<ApiKeyId, DateTime> used = new(), written = new();

    internal KeyUses(IWriter writer, TimeProvider clock, ILogger<KeyUses> log) => (this.writer, this.clock, this.log) = (writer, clock, log);

    public void Note(ApiKeyId key) => used[key] = clock.GetUtcNow().UtcDateTime;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(every);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try { await Write(); }
                catch (Exception e) when (e is not OperationCanceledException) { log.LogError(e, "It could not be noted which keys were used; trying again."); }
            }
        }
        catch (OperationCanceledException) { /* the host stops */ }
    }

    /// <summary>Writes what is new; for how many keys.</summary>
    public async Task<int> Write()
    {
        var news = used.Where(u => !written.TryGetValue(u.Key, out var at) || u.Value - at >= grain).ToList();
        if (news.Count == 0) return 0;
        await writer.ChoreInContext(async db =>
        {
            foreach (var (key, at) in news) await db.Set<ApiKey>().Where(k => k.Id == key).ExecuteUpdateAsync(set => set.SetProperty(k => k.LastUsedAt, at));
        });
        foreach (var (key, at) in news) written[key] = at;
        return news.Count;
    }
}
