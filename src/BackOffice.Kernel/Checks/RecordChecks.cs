using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

public sealed record CheckFound(string Name, long Count, int Milliseconds, Many<Violation> Violations);

[Event("portal.check-broken", 1)]
public sealed record CheckBroken(string Check, int Violations, string First) : Event
{
    public override Words Says() => $"Does not hold any more: {First}";
}

[Event("portal.check-mended", 1)]
public sealed record CheckMended(string Check) : Event
{
    public override Words Says() => "Holds again";
}

// Keeps what the checks found, says what broke or holds again since the last time, and plans the next run.
[Needs(May.RunChecks), Raises<CheckBroken>, Raises<CheckMended>]
public sealed record RecordChecks(Many<CheckFound> Found, int AgainInMinutes) : Command
{
    public override async Task Run(Work work)
    {
        var rows = await work.All<CheckRow>().ToDictionaryAsync(r => r.Name);
        foreach (var found in Found.DistinctBy(f => f.Name))
        {
            if (!rows.Remove(found.Name, out var row)) work.Add(row = new CheckRow { Name = found.Name });
            var was = row.BrokenAt;
            row.Found(found, work.Now);
            if (was is null && row.BrokenAt is not null) work.Raise(new CheckBroken(found.Name, found.Violations.Count, found.Violations[0].Text));
            if (was is not null && row.BrokenAt is null) work.Raise(new CheckMended(found.Name));
        }
        // A check that this version no longer has.
        foreach (var gone in rows.Values) work.Remove(gone);
        work.At(AskForChecks.Due, work.Now.AddMinutes(AgainInMinutes), new AskForChecks());
    }
}
