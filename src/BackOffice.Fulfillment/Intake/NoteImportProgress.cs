namespace BackOffice.Fulfillment;

public sealed record ImportGoesOn(bool StopWanted);

// The job says how far it is, a few times a second at most, and hears whether it should stop.
[Needs(May.RunImports)]
public sealed record NoteImportProgress(ImportId Id, ImportCounts Counts, string? File, int LinesPerSecond) : Command<ImportGoesOn>
{
    public override async Task<ImportGoesOn> Run(Work work)
    {
        var import = await work.Find<Import>(Id);
        if (import.State is ImportState.Waiting) import.Begin(work.Now);
        import.Progress(Counts, File, LinesPerSecond);
        return new(import.StopWanted);
    }
}
