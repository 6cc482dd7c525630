using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

// A person did something in this session: it is not idle.
[ForEveryone("Whoever works keeps their own session awake."), Quiet]
public sealed record SeeSession(PersonSessionId Id) : Command
{
    public override Task Run(Work work)
    {
        var (id, me, now) = (Id, work.Actor.Id, work.Now);
        return work.All<PersonSession>().Where(s => s.Id == id && s.Person == me && s.EndedAt == null && s.LastSeenAt < now).ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeenAt, now));
    }
}
