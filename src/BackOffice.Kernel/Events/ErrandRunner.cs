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
    static readonly TimeSpan lease = TimeSpan.FromMinutes(2), mostOfBatch = TimeSpan.FromSeconds(30), mostOfOne = TimeSpan.FromSeconds(60), mostAfterStop = TimeSpan.FromSeconds(15);
    static readonly ConcurrentDictionary<Type, string> names = new();

    readonly Database database;
    readonly IWriter writer;
    readonly Commands commands;
    readonly ErrandBell bell;
    readonly Fence fence;
    readonly Node node;
    readonly IServiceProvider services;
    readonly TimeProvider clock;
    readonly ILogger<ErrandRunner> log;
    readonly Dictionary<string, Type> kinds;
    // What the outside has already but could not be written down (a full disk): only the report is tried again.
    readonly ConcurrentDictionary<long, ICommand?> unreported = new();

    internal ErrandRunner(Database database, IWriter writer, Commands commands, Departments departments, ErrandBell bell, Fence fence, Node node, IServiceProvider services, TimeProvider clock, ILogger<ErrandRunner> log)
    {
        (this.database, this.writer, this.commands, this.bell, this.fence, this.node, this.services, this.clock, this.log) = (database, writer, commands, bell, fence, node, services, clock, log);
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
                while (await RunDue(stoppingToken) > 0 && !stoppingToken.IsCancellationRequested) { }
                await bell.Wait(TimeSpan.FromSeconds(2), stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { return; }
            catch (Exception e)
            {
                log.LogError(e, "Errands could not be looked at; trying again.");
                try { await Task.Delay(TimeSpan.FromSeconds(2), stoppingToken); } catch (OperationCanceledException) { return; }
            }
        }
    }

    /// <summary>One kind after the other, so that a simulated day can be done again from its seed.</summary>
    internal bool IsOneByOne { get; set; }

    /// <summary>Runs everything that is due now, once; how many were run. Nothing runs behind a fence.</summary>
    public async Task<int> RunDue(CancellationToken stop = default)
    {
        if (await fence.Stands()) return 0;
        var due = await LeaseDue();
        if (due.Count == 0) return 0;
        var began = clock.GetTimestamp();
        var left = new ConcurrentBag<long>();
        async Task<int> RunAll(IEnumerable<ErrandRow> kind)
        {
            var count = 0;
            foreach (var row in kind)
            {
                if (stop.IsCancellationRequested || clock.GetElapsedTime(began) > mostOfBatch) left.Add(row.Id);
                else
                {
                    await Run(row, stop);
                    count++;
                }
            }
            return count;
        }

        // Each kind at its own pace: a mail server that hangs does not hold back labels and webhooks.
        var ran = IsOneByOne ? [await RunAll(due)] : await Task.WhenAll(due.GroupBy(row => row.Kind).Select(RunAll));
        if (!left.IsEmpty)
        {
            var ids = left.ToArray();
            await writer.ChoreInContext(db => db.Set<ErrandRow>().Where(r => ids.Contains(r.Id)).ExecuteUpdateAsync(set => set.SetProperty(r => r.LeasedUntil, (DateTime?)null)));
        }
        return ran.Sum();
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

    async Task Run(ErrandRow row, CancellationToken stop)
    {
        var house = Actor.House(HouseActor.Post);
        var now = clock.GetUtcNow().UtcDateTime;
        try
        {
            if (!kinds.TryGetValue(row.Kind, out var type)) throw new InvalidOperationException($"This version knows no errand '{row.Kind}'.");
            if (!unreported.TryGetValue(row.Id, out var report))
            {
                report = await Outside(row, (Errand)Json.Read(row.Content, type), now, stop);
                unreported[row.Id] = report;
            }
            if (report is not null && await commands.Send(report, house, $"errand-{row.Id}") is { Ok: false } refused)
                throw new InvalidOperationException(refused.Refusal!.ToString());
            await Change(row.Id, r => r.Finish(now));
            unreported.TryRemove(row.Id, out _);
        }
        catch (UnknownOutcome unknown) { await commands.Send(new SetErrandAside(row.Id, unknown.Message, true), house); }
        catch (Exception e)
        {
            log.LogWarning(e, "Errand {Id} ({Kind}) failed at try {Try}.", row.Id, row.Kind, row.Tries + 1);
            if (row.Tries + 1 >= MostTries) await commands.Send(new SetErrandAside(row.Id, e.Message, false), house);
            else await Change(row.Id, r => r.Fail(e.Message, clock.GetUtcNow().UtcDateTime));
        }
    }

    // Whatever an errand does is bounded: asked to end after a minute, left alone (outcome unknown) when it does not listen. One
    // that runs while the host stops may finish if that is soon.
    async Task<ICommand?> Outside(ErrandRow row, Errand errand, DateTime now, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(mostOfOne, clock);
        await using var stopping = stop.Register(() => { try { limit.CancelAfter(mostAfterStop); } catch (ObjectDisposedException) { /* it has just ended */ } });
        var world = new World(services, $"errand-{row.Id}", now, limit.Token);
        try { return await (row.IsConfirmed ? errand.Report(world) : errand.Run(world)).WaitAsync(mostOfOne + mostAfterStop, clock, CancellationToken.None); }
        catch (TimeoutException e) { throw new UnknownOutcome("There was no end to it; it may have been done.", e); }
    }

    Task Change(long id, Action<ErrandRow> change) => writer.ChoreInContext(async db => change(await db.Set<ErrandRow>().FirstAsync(r => r.Id == id)));
}
