using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

/// <summary>Names of the people who may decide on access: whom someone without a role asks.</summary>
[ForEveryone("Who has no role yet has to know whom to ask.")]
public sealed record WhoDecides : View<Many<string>>
{
    public override async Task<Many<string>> Read(Reader reader)
    {
        var roles = reader.All<RolePermission>().Where(p => p.Permission == May.ManagePeople).Select(p => p.Role);
        return (await reader.All<Person>().IgnoreAutoIncludes().Where(p => p.IsActive && !p.IsHouse && p.Roles.Any(r => roles.Contains(r.Role)))
            .OrderBy(p => p.Name).Select(p => p.Name).Take(5).ToListAsync()).ToMany();
    }
}
