using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

/// <summary>Whom to ask: the people who may do what this one may not.</summary>
static class Approvers
{
    const int Most = 3;

    /// <summary>The sentence with names behind it; without anybody, it says to whom to turn.</summary>
    public static async Task<Words> Ask(Work work, Words sentence, string? permission, Money? amount)
    {
        var names = permission is null ? [] : await Names(work, permission, amount);
        var whom = string.Join(", ", names.Take(Most));
        if (names.Count == 0) return $"{sentence} Nobody else may at present; talk to an administrator.";
        return $"{sentence} Ask {whom}.";
    }

    static async Task<List<string>> Names(Work work, string permission, Money? amount)
    {
        var roles = await work.All<RolePermission>().AsNoTracking().Where(p => p.Permission == permission).Select(p => p.Role).ToListAsync();
        if (amount is { } wanted)
        {
            var limits = (await work.All<RoleLimit>().AsNoTracking().Where(l => l.Permission == permission).ToListAsync()).ToLookup(l => l.Role);
            roles.RemoveAll(role => limits[role].Any() && !limits[role].Any(l => l.Currency == wanted.Currency && l.AmountMinor >= Math.Abs(wanted.Minor)));
        }
        var me = work.Actor.Id;
        return await work.All<Person>().AsNoTracking().IgnoreAutoIncludes().Where(p => p.IsActive && !p.IsHouse && p.Id != me && p.Roles.Any(r => roles.Contains(r.Role)))
            .OrderBy(p => p.Name).Select(p => p.Name).Take(Most).ToListAsync();
    }
}
