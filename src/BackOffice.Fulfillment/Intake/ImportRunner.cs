using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BackOffice.Fulfillment;

/// <summary>Takes up imports that wait, and those that a stopped host left in the middle.</summary>
public sealed class ImportRunner(OrderImport imports, Database database, Leases leases, ILogger<ImportRunner> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => leases.Run("imports", Watch, stoppingToken);

    async Task Watch(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    if (await Next() is { } id) await imports.Run(id, stoppingToken);
                }
                catch (Exception e) when (e is not OperationCanceledException) { log.LogError(e, "An import could not go on; it is tried again."); }
            }
        }
        catch (OperationCanceledException) { /* the host stops */ }
    }

    async Task<ImportId?> Next()
    {
        using var reading = await database.Read();
        return await reading.Reader.Imports.Where(i => i.State == ImportState.Waiting || i.State == ImportState.Running).OrderBy(i => i.Id).Select(i => (ImportId?)i.Id).FirstOrDefaultAsync();
    }
}
