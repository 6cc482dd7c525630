namespace BackOffice.Kernel;

[Event("portal.restored", 1)]
public sealed record RestoredFromBackup(RestoreId Restore, string From, DateTime BackupAt, long BackupPosition) : Event
{
    public override Words Says() => $"Restored from {From}";
}

// Writes down, before anyone works with it, that this database is a restored one; the fence stands from here on.
[Needs(May.LiftFence), Raises<RestoredFromBackup>]
public sealed record RecordRestore(string From, DateTime BackupAt, long BackupPosition) : Command
{
    public override Task Run(Work work)
    {
        Refuse.If(From.Length is 0 or > 200, "Say which backup it was (1 to 200 signs).");
        var restore = new Restore { Id = work.New<RestoreId>(), From = From, BackupAt = BackupAt, BackupPosition = BackupPosition, RestoredAt = work.Now };
        work.Add(restore);
        work.Raise(new RestoredFromBackup(restore.Id, From, BackupAt, BackupPosition));
        return Task.CompletedTask;
    }
}
