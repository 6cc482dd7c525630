namespace BackOffice.Kernel;

[Event("portal.role-taken", 1)]
public sealed record RoleTaken(PersonId Person, RoleId Role, string Name) : Event
{
    public override Words Says() => $"Role {Name} taken away";
}

// Takes a role away; what it opened is shut at once, in open screens too.
[Needs(May.ManagePeople), Raises<RoleTaken>]
public sealed record TakeRole(PersonId Person, RoleId Role) : Command
{
    public override async Task Run(Work work)
    {
        var role = await RoleRules.Of(work, Role);
        var person = await RoleRules.Staff(work, Person);
        if (person.Roles.Find(r => r.Role == role.Name) is not { } held) return;
        Refuse.If(held.IsFromDirectory, $"The company's directory gives {person.Name} this role; take it away there, or it is back with the next sign-in.");

        person.Roles.Remove(held);
        await RoleRules.KeepAnAdministrator(work);
        work.Raise(new RoleTaken(person.Id, role.Id, role.Name));
    }
}
