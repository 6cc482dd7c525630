using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

[Event("portal.role-limited", 1)]
public sealed record RoleLimited(RoleId Role, string Permission, string Currency, long? AmountMinor) : Event
{
    public override Words Says()
    {
        var deed = PermissionNames.Of(Permission);
        if (AmountMinor is not { } minor) return $"No limit any more: {deed}";
        var amount = new Money(minor, Currency);
        return $"Up to {amount}: {deed}";
    }
}

// Up to which amount a role decides alone; without an amount the limit goes.
[Needs(May.ManagePeople), Raises<RoleLimited>]
public sealed record LimitRole(RoleId Id, string Permission, string Currency, long? AmountMinor, int? Seen = null) : Command
{
    public override async Task Run(Work work)
    {
        Refuse.If(!Money.IsCurrency(Currency), "Give the currency as three capital letters, such as GBP.");
        Refuse.If(AmountMinor is < 0, "A limit is not below zero.");
        var role = await RoleRules.Of(work, Id, Seen);
        Refuse.If(!await work.All<RolePermission>().AnyAsync(p => p.Role == role.Name && p.Permission == Permission), $"{role.Name} may not do that at all; allow it first.");

        var limit = await work.All<RoleLimit>().FirstOrDefaultAsync(l => l.Role == role.Name && l.Permission == Permission && l.Currency == Currency);
        if (limit?.AmountMinor == AmountMinor) return;
        if (AmountMinor is not { } minor) work.Remove(limit!);
        else if (limit is not null) limit.AmountMinor = minor;
        else work.Add(new RoleLimit { Role = role.Name, Permission = Permission, Currency = Currency, AmountMinor = minor });
        work.Raise(new RoleLimited(role.Id, Permission, Currency, AmountMinor));
    }
}
