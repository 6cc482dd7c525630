namespace BackOffice.Fulfillment;

// Somebody dealt with a line that is no order (or never will be), and says how.
[Needs(May.RunImports)]
public sealed record DismissLine(ImportLineId Id, string Note) : Command
{
    public override async Task Run(Work work)
    {
        Refuse.If(Note.Trim().Length is 0 or > 200, "Say in a few words what you did about it.");
        (await work.Find<ImportLine>(Id)).Dismiss(Note.Trim(), work.Actor.Id, work.Now);
    }
}
