using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

/// <summary>The fence that stands, if one does: from which backup this copy is, and how much waits behind it.</summary>
[ForEveryone("Whoever works in a restored copy has to know that it is one.")]
public sealed record StandingFence : View<StandingFence.Value?>
{
    public sealed record Value(RestoreId Id, string From, DateTime BackupAt, long BackupPosition, DateTime RestoredAt);

    public override Task<Value?> Read(Reader reader) => reader.All<Restore>().Where(r => r.LiftedAt == null).OrderBy(r => r.Id)
        .Select(r => new Value(r.Id, r.From, r.BackupAt, r.BackupPosition, r.RestoredAt)).FirstOrDefaultAsync();
}

/// <summary>What waits behind the fence, oldest first.</summary>
[Needs(May.SeeErrands)]
public sealed record FencedErrands(long? After = null) : ListView<StuckErrands.Row>
{
    public override IQueryable<StuckErrands.Row> Read(Reader reader) => reader.All<ErrandRow>()
        .Where(r => r.State == ErrandState.Waiting && !r.IsConfirmed && r.Id > (After ?? 0)).OrderBy(r => r.Id)
        .Select(r => new StuckErrands.Row(r.Id, r.Kind, r.Subject, r.State, r.Tries, r.LastError, r.CreatedAt));
}
