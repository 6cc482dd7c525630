using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

[Event("portal.role-given", 1)]
public sealed record RoleGiven(PersonId Person, RoleId Role, string Name) : Event
{
    public override Words Says() => $"Role {Name} given";
}

// Gives someone a role beside those that the directory gives them. Nobody gives themselves one.
[Needs(May.ManagePeople), Raises<RoleGiven>]
public sealed record GiveRole(PersonId Person, RoleId Role) : Command
{
    public override async Task Run(Work work)
    {
        var role = await RoleRules.Of(work, Role);
        var person = await RoleRules.Staff(work, Person);
        if (person.Roles.Exists(r => r.Role == role.Name)) return;
        if (work.Actor.Kind is ActorKind.Person && work.Actor.Id == Person && !await work.All<AccessPolicy>().AnyAsync(p => p.IsSmallCompany))
            Refuse.Because(await Approvers.Ask(work, "Nobody gives themselves a role.", May.ManagePeople, null), Refusal.Duties);

        person.Roles.Add(new() { Person = person.Id, Role = role.Name });
        work.Raise(new RoleGiven(person.Id, role.Id, role.Name));
    }
}
