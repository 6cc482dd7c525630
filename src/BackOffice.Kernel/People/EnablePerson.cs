namespace BackOffice.Kernel;

[Event("portal.person-enabled", 1)]
public sealed record PersonEnabled(PersonId Person) : Event
{
    public override Words Says() => "Let in again";
}

// Lets someone in again who was locked out; with the roles they held.
[Needs(May.ManagePeople), Raises<PersonEnabled>]
public sealed record EnablePerson(PersonId Person) : Command
{
    public override async Task Run(Work work)
    {
        var person = await RoleRules.Staff(work, Person);
        Refuse.If(person.IsActive, $"{person.Name} is not locked out.");

        person.Enable();
        work.Raise(new PersonEnabled(person.Id));
    }
}
