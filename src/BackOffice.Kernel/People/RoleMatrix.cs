using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

/// <summary>Roles × permissions as they are now, who holds what, limits, and which duties are kept apart.</summary>
[Needs(May.ManagePeople)]
public sealed record RoleMatrix : View<RoleMatrix.Sheet>
{
    public sealed record Sheet(Many<Column> Roles, Many<Limit> Limits, Many<Pair> Pairs, DutiesOff.Value Duties);
    public sealed record Column(RoleId Id, int Version, string Name, Many<string> Holders, Many<string> Permissions)
    {
        public bool May(string permission) => Permissions.Contains(permission);
    }
    public sealed record Limit(string Role, string Permission, string Currency, long AmountMinor);
    public sealed record Pair(DutyPairId Id, string First, string Then, bool IsOn);

    public override async Task<Sheet> Read(Reader reader)
    {
        var roles = await reader.All<Role>().OrderBy(r => r.Id).Take(200).ToListAsync();
        var given = (await reader.All<RolePermission>().ToListAsync()).ToLookup(p => p.Role, p => p.Permission);
        var held = (await reader.All<Person>().IgnoreAutoIncludes().Where(p => p.IsActive && !p.IsHouse).SelectMany(p => p.Roles, (p, r) => new { r.Role, p.Name }).OrderBy(h => h.Name).Take(5000).ToListAsync()).ToLookup(h => h.Role, h => h.Name);
        var limits = await reader.All<RoleLimit>().OrderBy(l => l.Role).Select(l => new Limit(l.Role, l.Permission, l.Currency, l.AmountMinor)).ToListAsync();
        var pairs = await reader.All<DutyPair>().OrderBy(p => p.Id).Select(p => new Pair(p.Id, p.First, p.Then, p.IsOn)).ToListAsync();
        return new(roles.Select(r => new Column(r.Id, r.Version, r.Name, held[r.Name].ToMany(), given[r.Name].Order(StringComparer.Ordinal).ToMany())).ToMany(), limits.ToMany(), pairs.ToMany(), await reader.Read(new DutiesOff()));
    }
}
