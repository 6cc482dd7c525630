namespace BackOffice.Fulfillment;

// Reads a stopped or failed import again from its beginning; what came in by it before is known and not doubled.
[Needs(May.RunImports), Raises<ImportStarted>]
public sealed record ResumeImport(ImportId Id) : Command
{
    public override async Task Run(Work work)
    {
        var import = await work.Find<Import>(Id);
        import.Resume();
        work.Raise(new ImportStarted(import.Id));
    }
}
