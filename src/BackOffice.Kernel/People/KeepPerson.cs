using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

[Event("portal.person-kept", 1)]
public sealed record PersonKept(PersonId Person) : Event
{
    public override Words Says() => "Roles taken over from the directory";
}

/// <summary>Who that is in the portal.</summary>
public sealed record KeptPerson(PersonId Person);

// Enters someone of the company's directory, or takes over the roles that the directory gives them today. Whom the
// directory knows is found by its own unchanging id, never by a name: names are given to others.
[Needs(May.ManagePeople), Raises<PersonKept>]
public sealed record KeepPerson(string Login, [property: Personal] string Name, [property: Personal] string? Email, string? Title, Many<string> Roles,
    string? Issuer = null, string? Subject = null) : Command<KeptPerson>
{
    public override async Task<KeptPerson> Run(Work work)
    {
        Refuse.If(string.IsNullOrWhiteSpace(Login) || Login.Length > 200, "A person needs a sign-in name of at most 200 signs.");
        Refuse.If(string.IsNullOrWhiteSpace(Name), "A person needs a name.");
        Refuse.If(Issuer is null != Subject is null, "A directory names itself and the person's unchanging id, or neither.");

        var login = Login.Trim().ToLowerInvariant();
        var found = await Known(work, login);
        if (found is not null && IsSame(found, login)) return new(found.Id);

        await RoleRules.Begin(work);
        var hadAdministrator = await RoleRules.Remain(work);
        var person = found is null ? await New(work, login) : await Renamed(work, found.Id, login);
        await TakeOver(work, person, hadAdministrator);
        work.Raise(new PersonKept(person.Id));
        return new(person.Id);
    }

    bool IsFromDirectory => Issuer is not null;

    Task<Person?> Known(Work work, string login) => IsFromDirectory
        ? work.All<Person>().AsNoTracking().FirstOrDefaultAsync(p => p.Issuer == Issuer && p.Subject == Subject)
        : work.All<Person>().AsNoTracking().FirstOrDefaultAsync(p => p.Login == login);

    bool IsSame(Person person, string login) => person.Name == Name.Trim() && person.Login == login
        && person.Roles.Where(r => r.IsFromDirectory == IsFromDirectory).Select(r => r.Role).Order().SequenceEqual(Roles.Distinct().Order());

    async Task<Person> New(Work work, string login)
    {
        var person = new Person { Id = work.New<PersonId>(), Name = Name.Trim(), Login = await Free(work, login, null), Email = Email, Title = Title, Issuer = Issuer, Subject = Subject };
        work.Add(person);
        return person;
    }

    async Task<Person> Renamed(Work work, PersonId id, string login)
    {
        var (name, email, free) = (Name.Trim(), Email, await Free(work, login, id));
        await work.All<Person>().Where(p => p.Id == id).ExecuteUpdateAsync(set => set.SetProperty(p => p.Name, name).SetProperty(p => p.Login, free).SetProperty(p => p.Email, p => email ?? p.Email));
        work.Touched<Person>(id);
        return await work.Find<Person>(id);
    }

    // The sign-in name is a label. Who had it in this directory before gives it up; whom another directory (or none) brought keeps it.
    async Task<string?> Free(Work work, string login, PersonId? mine)
    {
        var holder = await work.All<Person>().AsNoTracking().IgnoreAutoIncludes().FirstOrDefaultAsync(p => p.Login == login && p.Id != mine);
        if (holder is null) return login;
        if (holder.Issuer != Issuer || Issuer is null) return null;
        await work.All<Person>().Where(p => p.Id == holder.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.Login, (string?)null));
        work.Touched<Person>(holder.Id);
        return login;
    }

    async Task TakeOver(Work work, Person person, bool hadAdministrator)
    {
        var lost = person.Roles.Where(r => r.IsFromDirectory == IsFromDirectory && !Roles.Contains(r.Role)).Select(r => r.Role).ToList();
        person.Roles.RemoveAll(r => lost.Contains(r.Role));
        foreach (var role in Roles.Distinct().Where(role => !person.Roles.Exists(r => r.Role == role))) person.Roles.Add(new() { Person = person.Id, Role = role, IsFromDirectory = IsFromDirectory });
        if (!hadAdministrator || lost.Count == 0) return;
        await work.Save();
        if (await RoleRules.Remain(work)) return;
        // The directory would leave nobody who decides on access: the last one keeps what makes them so, until there is another.
        var deciding = await work.All<RolePermission>().Where(p => p.Permission == May.ManagePeople && lost.Contains(p.Role)).Select(p => p.Role).ToListAsync();
        foreach (var role in deciding) person.Roles.Add(new() { Person = person.Id, Role = role, IsFromDirectory = IsFromDirectory });
    }
}
