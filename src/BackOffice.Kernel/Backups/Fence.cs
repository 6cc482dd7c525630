using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

/// <summary>
/// Asked by everything that speaks to the outside: does a fence stand? Once it is down it is down for the life of this
/// process, since a restore only ever goes into an empty folder, before the portal starts.
/// </summary>
public sealed class Fence(Database database, TimeProvider clock)
{
    volatile bool isDown;

    public async Task<bool> Stands()
    {
        if (isDown) return false;
        using var reading = await database.Read();
        var stands = await reading.Reader.All<Restore>().AnyAsync(r => r.LiftedAt == null);
        isDown = !stands;
        return stands;
    }

    /// <summary>Ends when no fence stands; the doors of mail wait here.</summary>
    public async Task Down(CancellationToken stop)
    {
        while (!isDown)
        {
            try { if (!await Stands()) return; }
            catch (System.Data.Common.DbException) { /* looked at again in a moment, like every other read of a worker */ }
            await Task.Delay(TimeSpan.FromSeconds(1), clock, stop);
        }
    }
}
