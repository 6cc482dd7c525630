using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

[Event("portal.session-begun", 1)]
public sealed record SessionBegun(SignedInId Session, PersonId Person) : Event
{
    public override Words Says() => "Signed in";
}

// Someone has shown who they are. What the same browser was signed in as before ends with it.
[Needs(May.ManagePeople), Raises<SessionBegun>, Raises<SessionEnded>]
public sealed record BeginSession(PersonId Person, [property: Personal] string From, [property: Personal] string Browser,
    DateTime EndsAt, [property: Secret] string? DirectorySession = null, SignedInId? Replaces = null) : Command<SessionBegun>
{
    /// <summary>From where someone worked is kept this long after the session ended.</summary>
    public const int KeptDays = 90;

    public override async Task<SessionBegun> Run(Work work)
    {
        var person = await work.Look<Person>(Person);
        Refuse.If(person is null or { IsHouse: true }, "There is no such person.", Refusal.NotFound);
        Refuse.If(!person.IsActive, $"{person.Name} is locked out; ask an administrator.", Refusal.NotAllowed);
        if (Replaces is { } before) await EndSession.End(work, before, SessionEnd.Replaced);

        var session = new SignedIn { Id = work.New<SignedInId>(), Person = Person, StartedAt = work.Now, From = Short(From, 64), Browser = Short(Browser, 60), DirectorySession = DirectorySession };
        session.Seen(work.Now);
        work.Add(session);
        work.At($"session {session.Id.Value}", EndsAt, new EndSession(session.Id, SessionEnd.TooLong));
        var old = work.Now.AddDays(-KeptDays);
        await work.All<SignedIn>().Where(s => s.Person == Person && s.EndedAt < old).ExecuteDeleteAsync();
        var begun = new SessionBegun(session.Id, Person);
        work.Raise(begun);
        return begun;
    }

    static string Short(string text, int most) => text.Length > most ? text[..most] : text;
}
