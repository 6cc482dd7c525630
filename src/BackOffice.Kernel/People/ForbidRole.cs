using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

[Event("portal.role-forbidden", 1)]
public sealed record RoleForbidden(RoleId Role, string Permission) : Event
{
    public override Words Says()
    {
        var deed = PermissionNames.Of(Permission);
        return $"May no longer: {deed}";
    }
}

// Takes a permission out of a role. The last way to decide on access stays.
[Needs(May.ManagePeople), Raises<RoleForbidden>]
public sealed record ForbidRole(RoleId Id, string Permission, int? Seen = null) : Command
{
    public override async Task Run(Work work)
    {
        var role = await RoleRules.Of(work, Id, Seen);
        if (await work.All<RolePermission>().FirstOrDefaultAsync(p => p.Role == role.Name && p.Permission == Permission) is not { } given) return;

        work.Remove(given);
        await RoleRules.KeepAnAdministrator(work);
        work.Raise(new RoleForbidden(role.Id, Permission));
    }
}
