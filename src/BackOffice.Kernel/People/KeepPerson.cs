using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

[Event("portal.person-kept", 1)]
public sealed record PersonKept(PersonId Person) : Event
{
    public override Words Says() => "Roles taken over from the directory";
}

/// <summary>Who that is in the portal.</summary>
public sealed record KeptPerson(PersonId Person);

// Enters someone of the company's directory, or takes over the roles that the directory gives them today.
[Needs(May.ManagePeople), Raises<PersonKept>]
public sealed record KeepPerson(string Login, [property: Personal] string Name, [property: Personal] string? Email, string? Title, Many<string> Roles) : Command<KeptPerson>
{
    public override async Task<KeptPerson> Run(Work work)
    {
        Refuse.If(string.IsNullOrWhiteSpace(Login) || Login.Length > 200, "A person needs a sign-in name of at most 200 signs.");
        Refuse.If(string.IsNullOrWhiteSpace(Name), "A person needs a name.");

        var login = Login.Trim().ToLowerInvariant();
        var person = await work.All<Person>().FirstOrDefaultAsync(p => p.Login == login);
        if (person is null) work.Add(person = new Person { Id = work.New<PersonId>(), Name = Name.Trim(), Login = login, Email = Email, Title = Title });
        else if (person.Roles.Select(r => r.Role).Order().SequenceEqual(Roles.Distinct().Order())) return new(person.Id);
        else person = await work.Find<Person>(person.Id);

        person.Roles.RemoveAll(known => !Roles.Contains(known.Role));
        foreach (var role in Roles.Distinct().Where(role => person.Roles.TrueForAll(known => known.Role != role))) person.Roles.Add(new() { Person = person.Id, Role = role });
        work.Raise(new PersonKept(person.Id));
        return new(person.Id);
    }
}
