namespace BackOffice.Kernel;

/// <summary>
/// Someone, or some program, did not come in. Who they said they were is not written down (people type passwords there).
/// <paramref name="Times"/>: how often since it was last noted for this address.
/// </summary>
[Event("portal.sign-in-failed", 1)]
public sealed record SignInFailed(string Way, int Times) : Event
{
    public override Words Says() => $"Did not get in ({Way}), {Times} times";
}

// Only the house notes this: nobody has come in yet.
[Needs(May.ManagePeople), Raises<SignInFailed>]
public sealed record NoteFailedSignIn(string Way, int Times) : Command
{
    public override Task Run(Work work)
    {
        work.Raise(new SignInFailed(Way, Times));
        return Task.CompletedTask;
    }
}
