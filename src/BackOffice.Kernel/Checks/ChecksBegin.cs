using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace BackOffice.Kernel;

/// <summary>At a start: if no run of the checks is planned, the first one comes in a few minutes, when the rush of the start is over.</summary>
sealed class ChecksBegin(Commands commands, Database database, TimeProvider clock) : IHostedService
{
    static readonly TimeSpan quiet = TimeSpan.FromMinutes(3);

    public async Task StartAsync(CancellationToken stop)
    {
        using (var reading = await database.Read())
            if (await reading.Reader.All<Due>().AnyAsync(d => d.Key == AskForChecks.Due, stop)) return;
        await commands.Send(new PlanChecks(clock.GetUtcNow().UtcDateTime + quiet), Actor.House(HouseActor.Clock));
    }

    public Task StopAsync(CancellationToken stop) => Task.CompletedTask;
}
