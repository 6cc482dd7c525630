using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BackOffice.Kernel;

/// <summary>Wakes the runner when a commit left errands behind.</summary>
public sealed class ErrandBell
{
    readonly SemaphoreSlim rung = new(0, 1);
    public void Ring() { try { rung.Release(); } catch (SemaphoreFullException) { /* it rings already */ } }
    public Task<bool> Wait(TimeSpan most, CancellationToken stop) => rung.WaitAsync(most, stop);
}

/// <summary>
/// Runs errands: leased, in order per subject, with back-off (4, 16, 64, 256 s); after five tries, or when the outside
/// may have done it, the errand stays as a visible item with its cause.
/// </summary>
public sealed class ErrandRunner : BackgroundService
{
    public const int MostTries = 5;
    static readonly TimeSpan lease = TimeSpan.FromMinutes(2);
    static readonly ConcurrentDictionary<Type, string> names = new();

    readonly Database database;
    readonly IWriter writer;
    readonly Commands commands;
    readonly ErrandBell bell;
    readonly Node node;
    readonly IServiceProvider services;
    readonly TimeProvider clock;
    readonly ILogger<ErrandRunner> log;
    readonly Dictionary<string, Type> kinds;

    internal ErrandRunner(Database database, IWriter writer, Commands commands, Departments departments, ErrandBell bell, Node node, IServiceProvider services, TimeProvider clock, ILogger<ErrandRunner> log)
    {
        (this.database, this.writer, this.commands, this.bell, this.node, this.services, this.clock, this.log) = (database, writer, commands, bell, node, services, clock, log);
        kinds = departments.Types.Where(t => t is { IsAbstract: false } && t.IsSubclassOf(typeof(Errand))).ToDictionary(NameOf);
    }

    internal static string NameOf(Type type) => names.GetOrAdd(type, static type =>
        type.GetCustomAttribute<ErrandAttribute>()?.Name ?? throw new InvalidOperationException($"{type.Name} has no [Errand] name."));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await FreeMine();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await RunDue() > 0 && !stoppingToken.IsCancellationRequested) { }
                await bell.Wait(TimeSpan.FromSeconds(2), stoppingToken);
            }
            catch (OperationCanceledException) { return; }
            catch (Exception e)
            {
                log.LogError(e, "Errands could not be looked at; trying again.");
                await Task.Delay(TimeSpan.FromSeconds(2), stoppingToken);
            }
        }
    }

    /// <summary>Runs everything that is due now, once; how many were run.</summary>
    public async Task<int> RunDue()
    {
        var due = await LeaseDue();
        foreach (var row in due) await Run(row);
        return due.Count;
    }

    // The first waiting errand of each subject, not more: a failed one holds back those behind it.
    Task<List<ErrandRow>> LeaseDue() => writer.Chore(async writing =>
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = writing.Context();
        var errands = db.Set<ErrandRow>();
        var due = await errands.AsNoTracking()
            .Where(r => r.State == ErrandState.Waiting && r.NextAt <= now && (r.LeasedUntil == null || r.LeasedUntil < now))
            .Where(r => r.Subject == "" || !errands.Any(o => o.Subject == r.Subject && o.Id < r.Id && o.State != ErrandState.Done))
            .OrderBy(r => r.Id).Take(50).ToListAsync();
        if (due.Count == 0) return due;
        var ids = due.Select(r => r.Id).ToArray();
        var until = now + lease;
        await errands.Where(r => ids.Contains(r.Id) && (r.LeasedUntil == null || r.LeasedUntil < now))
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.LeasedUntil, until).SetProperty(r => r.LeasedBy, node.Name));
        // On SQL Server another node may have been quicker with some of them; SQLite has one writer at a time.
        return writing.IsSqlite ? due : await errands.AsNoTracking().Where(r => ids.Contains(r.Id) && r.LeasedBy == node.Name && r.LeasedUntil == until).OrderBy(r => r.Id).ToListAsync();
    });

    // What this node had in hand when it was killed is taken up at once instead of after the lease.
    async Task FreeMine()
    {
        try
        {
            await writer.ChoreInContext(db => db.Set<ErrandRow>().Where(r => r.State == ErrandState.Waiting && r.LeasedBy == node.Name && r.LeasedUntil != null)
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.LeasedUntil, (DateTime?)null)));
        }
        catch (Exception e) { log.LogWarning(e, "What was in hand before could not be freed; its leases end by themselves."); }
    }

    async Task Run(ErrandRow row)
    {
        var house = Actor.House(HouseActor.Post);
        var now = clock.GetUtcNow().UtcDateTime;
        try
        {
            if (!kinds.TryGetValue(row.Kind, out var type)) throw new InvalidOperationException($"This version knows no errand '{row.Kind}'.");
            var errand = (Errand)Json.Read(row.Content, type);
            var report = await errand.Run(new World(services, $"errand-{row.Id}", now));
            if (report is not null && await commands.Send(report, house, $"errand-{row.Id}") is { Ok: false } refused)
                throw new InvalidOperationException(refused.Refusal!.ToString());
            await Change(row.Id, r => r.Finish(now));
        }
        catch (UnknownOutcome unknown) { await commands.Send(new SetErrandAside(row.Id, unknown.Message, true), house); }
        catch (Exception e)
        {
            log.LogWarning(e, "Errand {Id} ({Kind}) failed at try {Try}.", row.Id, row.Kind, row.Tries + 1);
            if (row.Tries + 1 >= MostTries) await commands.Send(new SetErrandAside(row.Id, e.Message, false), house);
            else await Change(row.Id, r => r.Fail(e.Message, clock.GetUtcNow().UtcDateTime));
        }
    }

    Task Change(long id, Action<ErrandRow> change) => writer.ChoreInContext(async db => change(await db.Set<ErrandRow>().FirstAsync(r => r.Id == id)));
}
