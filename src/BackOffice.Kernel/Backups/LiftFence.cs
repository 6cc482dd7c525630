using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

[Event("portal.fence-lifted", 1)]
public sealed record FenceLifted(RestoreId Restore, int Waiting) : Event
{
    public override Words Says() => $"Fence lifted; {Waiting} waiting errands go out";
}

// A person says that this copy is the company's portal from now on: what waits goes out, mail comes in.
[Needs(May.LiftFence), Raises<FenceLifted>]
public sealed record LiftFence(RestoreId Id) : Command
{
    public override async Task Run(Work work)
    {
        var restore = await work.Find<Restore>(Id);
        restore.Lift(work.Actor.Id, work.Now);
        work.Raise(new FenceLifted(Id, await work.All<ErrandRow>().CountAsync(e => e.State == ErrandState.Waiting)));
    }
}
