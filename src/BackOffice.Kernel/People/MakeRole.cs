using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

[Event("portal.role-made", 1)]
public sealed record RoleMade(RoleId Role, string Name) : Event
{
    public override Words Says() => $"Role {Name} made";
}

// A new role; it opens nothing until the matrix says so.
[Needs(May.ManagePeople), Raises<RoleMade>]
public sealed record MakeRole(string Name) : Command<RoleMade>
{
    public override async Task<RoleMade> Run(Work work)
    {
        var name = Name.Trim().ToLowerInvariant();
        Refuse.If(name.Length is < 3 or > 80, "A role needs a name of 3 to 80 signs.");
        Refuse.If(await work.All<Role>().AnyAsync(r => r.Name == name), $"There is a role {name} already.", Refusal.Conflict);

        var role = new Role { Id = work.New<RoleId>(), Name = name };
        work.Add(role);
        var made = new RoleMade(role.Id, name);
        work.Raise(made);
        return made;
    }
}
