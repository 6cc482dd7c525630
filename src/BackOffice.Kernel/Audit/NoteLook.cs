namespace BackOffice.Kernel;

/// <summary>Someone looked at what is watched over (bank details), by which view.</summary>
[Event("portal.looked", 1)]
public sealed record Looked(PersonId Person, string What, string About) : Event
{
    public override Words Says() => $"Looked at {What} {About}";
}

/// <summary>Looking at this view is noted, once per person, view and hour. <paramref name="what"/> names what is seen there.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AuditedAttribute(string what) : Attribute
{
    public string What { get; } = what;
}

[ForEveryone("One's own looks are noted."), Raises<Looked>]
public sealed record NoteLook(string What, string About) : Command
{
    public override Task Run(Work work)
    {
        work.Raise(new Looked(work.Actor.Id, What, About));
        return Task.CompletedTask;
    }
}
