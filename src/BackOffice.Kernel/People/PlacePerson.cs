namespace BackOffice.Kernel;

[Event("portal.person-placed", 1)]
public sealed record PersonPlaced(PersonId Person, long? Place) : Event
{
    public override Words Says() => Place is null ? "Works at every place" : "Works at one place";
}

// At which place someone works with their hands: who only picks and packs sees that place's work and no other.
[Needs(May.ManagePeople), Raises<PersonPlaced>]
public sealed record PlacePerson(PersonId Person, long? Place) : Command
{
    public override async Task Run(Work work)
    {
        var person = await RoleRules.Staff(work, Person);
        if (person.Place == Place) return;

        person.WorkAt(Place);
        work.Raise(new PersonPlaced(person.Id, Place));
    }
}
