namespace BackOffice.Kernel;

/// <summary>Someone came in. <paramref name="Way"/>: by which directory.</summary>
[Event("portal.signed-in", 1)]
public sealed record SignedIn(PersonId Person, string Way) : Event
{
    public override Words Says() => $"Signed in ({Way})";
}

// Notes that the actor has just come in; the door has already looked at who it is.
[ForEveryone("Everyone's own coming in is noted."), Raises<SignedIn>]
public sealed record NoteSignIn(string Way) : Command
{
    public override Task Run(Work work)
    {
        work.Raise(new SignedIn(work.Actor.Id, Way));
        return Task.CompletedTask;
    }
}
