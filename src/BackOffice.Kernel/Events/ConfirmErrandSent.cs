using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

[Event("portal.errand-confirmed", 1)]
public sealed record ErrandConfirmed(long Errand) : Event
{
    public override Words Says() => "Said to have been sent";
}

// A person says that the outside has it already (an answer got lost, or it left before the backup was restored): it is only reported, not sent.
[Needs(May.RetryErrands), Raises<ErrandConfirmed>]
public sealed record ConfirmErrandSent(long Id) : Command
{
    public override async Task Run(Work work)
    {
        var row = await work.All<ErrandRow>().FirstOrDefaultAsync(r => r.Id == Id);
        Refuse.If(row is null, "There is no such errand.");
        Refuse.If(row.State is ErrandState.Done || row.IsConfirmed, "This errand is done; there is nothing to decide.");
        var isFenced = await work.All<Restore>().AnyAsync(r => r.LiftedAt == null);
        Refuse.If(row.State is ErrandState.Waiting && !isFenced, "This errand is on its way; wait for what becomes of it.");
        row.Confirm(work.Now);
        work.Raise(new ErrandConfirmed(Id));
    }
}
