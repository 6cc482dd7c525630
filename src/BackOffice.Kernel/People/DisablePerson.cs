using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

[Event("portal.person-disabled", 1)]
public sealed record PersonDisabled(PersonId Person, string Reason) : Event
{
    public override Words Says() => $"Locked out: {Reason}";
}

// Locks someone out: their sessions end, open screens close, the directory's word does not bring them back.
[Needs(May.ManagePeople), Raises<PersonDisabled>, Raises<SessionEnded>]
public sealed record DisablePerson(PersonId Person, string Reason) : Command
{
    public override async Task Run(Work work)
    {
        Refuse.If(Reason.Trim().Length is < 3 or > 200, "Say why, in 3 to 200 signs.");
        var person = await RoleRules.Staff(work, Person);
        Refuse.If(!person.IsActive, $"{person.Name} is locked out already.");

        person.Disable();
        await RoleRules.KeepAnAdministrator(work);
        foreach (var session in await work.All<PersonSession>().Where(s => s.Person == Person && s.EndedAt == null).OrderBy(s => s.Id).Select(s => s.Id).ToListAsync())
            await EndSession.End(work, session, SessionEnd.Disabled);
        work.Raise(new PersonDisabled(person.Id, Reason.Trim()));
    }
}
