namespace BackOffice.Kernel;

/// <summary>Data left the portal as a file. <paramref name="What"/> says which, with its filters.</summary>
[Event("portal.exported", 1)]
public sealed record Exported(string What, string Format) : Event
{
    public override Words Says() => $"Exported: {What} ({Format})";
}

// Noted before the first byte goes out: an export that could not be noted does not happen.
[ForEveryone("Whoever may export notes it with their own name."), Raises<Exported>]
public sealed record NoteExport(string What, string Format) : Command
{
    public override Task Run(Work work)
    {
        work.Raise(new Exported(What.Length > 300 ? What[..300] : What, Format));
        return Task.CompletedTask;
    }
}
