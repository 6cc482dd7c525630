using BackOffice.Kernel;
using BackOffice.Ui;
using Microsoft.EntityFrameworkCore;

namespace BackOffice.Web;

/// <summary>Keeps the names behind faces: all of them at the start, again when people change.</summary>
sealed class KnowNames(Database database, Access access, Names names, ILogger<KnowNames> log) : IHostedService
{
    public async Task StartAsync(CancellationToken stop)
    {
        access.Changed += Again;
        await Learn();
    }

    public Task StopAsync(CancellationToken stop)
    {
        access.Changed -= Again;
        return Task.CompletedTask;
    }

    void Again() => _ = Learn();

    async Task Learn()
    {
        try
        {
            using var reading = await database.Read();
            foreach (var person in await reading.Reader.All<Person>().Select(p => new { p.Id, p.Name }).ToListAsync()) names.Know(person.Id, person.Name);
        }
        catch (Exception e) { log.LogError(e, "The names of people could not be read; faces keep those they had."); }
    }
}
