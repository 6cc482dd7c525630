using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BackOffice.Kernel;

/// <summary>
/// Sends the commands whose time has come (<c>work.At</c>): what crosses a line in time becomes a fact in the log, so
/// that no view reads the clock.
/// </summary>
public sealed class Clock : BackgroundService
{
    readonly Database database;
    readonly IWriter writer;
    readonly Commands commands;
    readonly Leases leases;
    readonly TimeProvider time;
    readonly ILogger<Clock> log;
    readonly Dictionary<string, Type> kinds;

    internal Clock(Database database, IWriter writer, Commands commands, Departments departments, Leases leases, TimeProvider time, ILogger<Clock> log)
    {
        (this.database, this.writer, this.commands, this.leases, this.time, this.log) = (database, writer, commands, leases, time, log);
        kinds = departments.Types.Where(t => t is { IsAbstract: false } && typeof(ICommand).IsAssignableFrom(t)).ToDictionary(t => t.FullName!);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => leases.Run("the clock", Tick, stoppingToken);

    async Task Tick(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try { await RunDue(); }
                catch (Exception e) when (e is not OperationCanceledException) { log.LogError(e, "The clock could not do what is due; trying again."); }
            }
        }
        catch (OperationCanceledException) { /* the host stops */ }
    }

    /// <summary>Sends what is due now; how many. Each due row is sent at most once (its key and instant are the command id).</summary>
    public async Task<int> RunDue() => await Send(await DueNow());

    internal async Task<List<Due>> DueNow()
    {
        var now = time.GetUtcNow().UtcDateTime;
        using var reading = await database.Read();
        return await reading.Reader.All<Due>().Where(d => d.At <= now).OrderBy(d => d.At).Take(200).ToListAsync();
    }

    internal async Task<int> Send(List<Due> due)
    {
        foreach (var row in due)
        {
            if (kinds.TryGetValue(row.Command, out var type))
            {
                var id = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"due {row.Key} {row.At:O}")))[..40];
                var outcome = await commands.Send((ICommand)Json.Read(row.Content, type), Actor.House(HouseActor.Clock), id, behind: true);
                if (!outcome.Ok) log.LogWarning("What was due ({Key}) was refused: {Refusal}", row.Key, outcome.Refusal);
            }
            else log.LogError("This version knows no command {Command}; {Key} is let go.", row.Command, row.Key);
            await writer.ChoreInContext(db => db.Set<Due>().Where(d => d.Key == row.Key && d.At == row.At).ExecuteDeleteAsync());
        }
        return due.Count;
    }
}
