using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

// These walls listen now: once a minute for all of a node together, and never in the log.
[Needs(May.HangWalls), Quiet]
public sealed record SeeWalls(Many<WallId> Walls) : Command
{
    public override Task Run(Work work) =>
        work.All<Wall>().Where(w => Walls.Contains(w.Id)).ExecuteUpdateAsync(set => set.SetProperty(w => w.LastSeenAt, work.Now));
}
