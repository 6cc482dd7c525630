namespace BackOffice.Kernel;

[Event("portal.signed-out", 1)]
public sealed record SignedOut(PersonId Person) : Event
{
    public override Words Says() => "Signed out";
}

[ForEveryone("Everyone's own going is noted."), Raises<SignedOut>]
public sealed record NoteSignOut : Command
{
    public override Task Run(Work work)
    {
        work.Raise(new SignedOut(work.Actor.Id));
        return Task.CompletedTask;
    }
}
