using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

// Signs someone out everywhere, but for the session that asks if it is to stay.
[ForEveryone("Everyone may end their own sessions; others' want the permission to manage people."), Raises<SessionEnded>]
public sealed record EndSessionsOf(PersonId Person, PersonSessionId? But = null) : Command
{
    public override async Task Run(Work work)
    {
        Refuse.If(Person != work.Actor.Id && !work.Actor.May(May.ManagePeople), "These are not your sessions.", Refusal.NotAllowed);
        foreach (var id in await work.All<PersonSession>().Where(s => s.Person == Person && s.EndedAt == null && s.Id != But).OrderBy(s => s.Id).Select(s => s.Id).ToListAsync())
            await EndSession.End(work, id, Person == work.Actor.Id ? SessionEnd.SignedOut : SessionEnd.Revoked);
    }
}
