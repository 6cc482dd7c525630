namespace BackOffice.Fulfillment;

[Event("fulfillment.import-finished", 1)]
public sealed record ImportFinished(ImportId Import, ImportState State, int Orders) : Event
{
    public override Words Says() => $"Import {State}, {Orders} orders";
}

/// <summary>A file that could not be read at all, and why.</summary>
public sealed record RefusedFile(ImportFileId File, string Why);

// How the job ended.
[Needs(May.RunImports), Raises<ImportFinished>]
public sealed record FinishImport(ImportId Id, ImportState State, ImportCounts Counts, string? Problem, Many<RefusedFile> Refused) : Command
{
    public override async Task Run(Work work)
    {
        var import = await work.Find<Import>(Id);
        import.Finish(State, Counts, Problem, work.Now);
        foreach (var refused in Refused)
        {
            var file = import.Files.SingleOrDefault(file => file.Id == refused.File);
            Refuse.If(file is null, "This import has no such file.", Refusal.NotFound);
            file.Refused(refused.Why);
        }
        work.Raise(new ImportFinished(import.Id, State, Counts.Orders));
    }
}
