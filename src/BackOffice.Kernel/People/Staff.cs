using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

/// <summary>Everyone who can sign in, with their roles; who is locked out stands last.</summary>
[Needs(May.ManagePeople)]
public sealed record Staff(string Like = "") : View<Many<Staff.Row>>
{
    public sealed record Row(PersonId Id, string Name, string? Title, string? Login, bool IsActive, Many<string> Roles);

    public override async Task<Many<Row>> Read(Reader reader)
    {
        var people = reader.All<Person>().Where(p => !p.IsHouse);
        if (Like.Trim() is { Length: > 0 } like) people = people.Where(p => p.Name.Contains(like) || p.Login!.Contains(like));
        return (await people.OrderBy(p => !p.IsActive).ThenBy(p => p.Name).ThenBy(p => p.Id).Take(200).ToListAsync())
            .Select(p => new Row(p.Id, p.Name, p.Title, p.Login, p.IsActive, p.Roles.Select(r => r.Role).Order(StringComparer.Ordinal).ToMany())).ToMany();
    }
}

/// <summary>What one person may do, and from which of their roles each permission comes.</summary>
[Needs(May.ManagePeople)]
public sealed record PersonAccess(PersonId Person) : View<PersonAccess.Value?>
{
    public sealed record Value(string Name, string? Title, string? Login, bool IsActive, string? Issuer, long? Place, Many<Held> Roles, Many<Right> Rights, Many<Other> Others);
    public sealed record Held(RoleId Id, string Name, bool IsFromDirectory);
    /// <summary>A permission and the roles that give it.</summary>
    public sealed record Right(string Permission, Many<string> From);
    /// <summary>A role that they do not hold.</summary>
    public sealed record Other(RoleId Id, string Name);

    public override async Task<Value?> Read(Reader reader)
    {
        if (await reader.All<Person>().FirstOrDefaultAsync(p => p.Id == Person && !p.IsHouse) is not { } person) return null;
        var roles = await reader.All<Role>().OrderBy(r => r.Name).Take(200).ToListAsync();
        var mine = person.Roles.Select(r => r.Role).ToList();
        var rights = await reader.All<RolePermission>().Where(p => mine.Contains(p.Role)).OrderBy(p => p.Permission).ThenBy(p => p.Role).ToListAsync();
        return new(person.Name, person.Title, person.Login, person.IsActive, person.Issuer, person.Place,
            roles.Where(r => mine.Contains(r.Name)).Select(r => new Held(r.Id, r.Name, person.Roles.First(x => x.Role == r.Name).IsFromDirectory)).ToMany(),
            rights.GroupBy(p => p.Permission).Select(g => new Right(g.Key, g.Select(p => p.Role).ToMany())).ToMany(),
            roles.Where(r => !mine.Contains(r.Name)).Select(r => new Other(r.Id, r.Name)).ToMany());
    }
}
