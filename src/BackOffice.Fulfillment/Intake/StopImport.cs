namespace BackOffice.Fulfillment;

// Ends an import after the batch in hand; what is in stays in, and it can be resumed.
[Needs(May.RunImports)]
public sealed record StopImport(ImportId Id) : Command
{
    public override async Task Run(Work work) => (await work.Find<Import>(Id)).Stop();
}
