namespace BackOffice.Kernel;

public readonly record struct RestoreId(long Value) : IId;

/// <summary>
/// This database came out of a backup. Until a person lifts the fence nothing leaves the house and no mail is fetched: the
/// company's real portal may still be running elsewhere, and what waits here may have been sent there already.
/// </summary>
public sealed class Restore : IRoot
{
    public RestoreId Id { get; init; }
    public int Version { get; private set; }
    /// <summary>The name of the backup's file.</summary>
    public required string From { get; init; }
    public DateTime BackupAt { get; init; }
    /// <summary>How far the log went in the backup.</summary>
    public long BackupPosition { get; init; }
    public DateTime RestoredAt { get; init; }
    public DateTime? LiftedAt { get; private set; }
    public PersonId? LiftedBy { get; private set; }

    internal void Lift(PersonId by, DateTime at)
    {
        Refuse.If(LiftedAt is not null, "The fence was lifted already; everything goes out as usual.");
        (LiftedAt, LiftedBy) = (at, by);
    }
}
