using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

[Event("portal.session-ended", 1)]
public sealed record SessionEnded(PersonSessionId Session, PersonId Person, SessionEnd By) : Event
{
    public override Words Says() => By switch
    {
        SessionEnd.Idle => "Signed out: nothing was done for long",
        SessionEnd.TooLong => "Signed out: a session has an end",
        SessionEnd.Replaced => "Signed out: someone signed in in the same browser",
        SessionEnd.Revoked => "Session ended from elsewhere",
        SessionEnd.Disabled => "Signed out: locked out",
        SessionEnd.Directory => "Signed out by the company's directory",
        _ => "Signed out",
    };
}

// Ends a session of one's own, from wherever one is; who decides on access may end anyone's.
[ForEveryone("Everyone may end their own sessions; others' want the permission to manage people."), Raises<SessionEnded>]
public sealed record EndSession(PersonSessionId Id, SessionEnd By = SessionEnd.Revoked) : Command
{
    public override async Task Run(Work work)
    {
        var owner = (await work.Look<PersonSession>(Id))?.Person;
        Refuse.If(owner is null || (owner != work.Actor.Id && !work.Actor.May(May.ManagePeople)), "There is no such session of yours.", Refusal.NotFound);
        await End(work, Id, By);
    }

    internal static async Task End(Work work, PersonSessionId id, SessionEnd by)
    {
        var session = await work.All<PersonSession>().FirstOrDefaultAsync(s => s.Id == id && s.EndedAt == null);
        if (session is null) return;
        session.End(by, work.Now);
        work.Raise(new SessionEnded(session.Id, session.Person, by));
    }
}
