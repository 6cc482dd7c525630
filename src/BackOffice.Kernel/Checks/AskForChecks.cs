using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

[Event("portal.checks-asked", 1)]
public sealed record ChecksAsked : Event
{
    public override Words Says() => "All checks asked for";
}

// Has everything recomputed that must always hold: the button, and the clock by its period.
[Needs(May.RunChecks), Raises<ChecksAsked>]
public sealed record AskForChecks : Command
{
    internal const string Due = "checks";

    public override Task Run(Work work)
    {
        work.Raise(new ChecksAsked());
        return Task.CompletedTask;
    }
}

// Sees at a start that the checks go on by themselves.
[Needs(May.RunChecks), Quiet]
public sealed record PlanChecks(DateTime First) : Command
{
    public override async Task Run(Work work)
    {
        if (!await work.All<Due>().AnyAsync(d => d.Key == AskForChecks.Due)) work.At(AskForChecks.Due, First, new AskForChecks());
    }
}
