namespace BackOffice.Kernel;

/// <summary>Someone asked for what they may not do. <paramref name="Times"/>: how often since it was last noted.</summary>
[Event("portal.refused", 1)]
public sealed record PermissionRefused(PersonId Person, string Deed, int Times) : Event
{
    public override Words Says() => $"Was refused: {Deed} ({Times} times)";
}

// Sent by the pipeline itself beside the refusal; bounded, so that nobody can flood the log.
[ForEveryone("One's own refusals are noted."), Raises<PermissionRefused>]
public sealed record NoteRefusal(string Deed, int Times) : Command
{
    public override Task Run(Work work)
    {
        work.Raise(new PermissionRefused(work.Actor.Id, Deed, Times));
        return Task.CompletedTask;
    }
}
