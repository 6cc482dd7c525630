using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

[Event("portal.role-allowed", 1)]
public sealed record RoleAllowed(RoleId Role, string Permission) : Event
{
    public override Words Says()
    {
        var deed = PermissionNames.Of(Permission);
        return $"May now: {deed}";
    }
}

// Puts a permission into a role: everyone who holds it may do it from this moment.
[Needs(May.ManagePeople), Raises<RoleAllowed>]
public sealed record AllowRole(RoleId Id, string Permission, int? Seen = null) : Command
{
    public override async Task Run(Work work)
    {
        var role = await RoleRules.Of(work, Id, Seen);
        Refuse.If(!await work.All<KnownPermission>().AnyAsync(p => p.Name == Permission), $"There is no permission {Permission}.", Refusal.NotFound);
        if (await work.All<RolePermission>().AnyAsync(p => p.Role == role.Name && p.Permission == Permission)) return;

        work.Add(new RolePermission { Role = role.Name, Permission = Permission });
        work.Raise(new RoleAllowed(role.Id, Permission));
    }
}
