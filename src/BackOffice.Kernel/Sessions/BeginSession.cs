using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

/// <summary>Someone came in. <paramref name="Way"/>: by which directory.</summary>
[Event("portal.signed-in", 1)]
public sealed record SignedIn(PersonId Person, string Way) : Event
{
    public override Words Says() => $"Signed in ({Way})";
}

/// <summary>The session that a sign-in made; the cookie carries its id.</summary>
public sealed record BegunSession(PersonSessionId Session);

// The actor has shown who they are. What the same browser was signed in as before ends with it.
[ForEveryone("Everyone's own coming in; the door has already looked at who it is."), Raises<SignedIn>, Raises<SessionEnded>]
public sealed record BeginSession(string Way, [property: Personal] string From, [property: Personal] string Browser, DateTime EndsAt,
    [property: Secret] string? DirectorySession = null, PersonSessionId? Replaces = null) : Command<BegunSession>
{
    /// <summary>From where someone worked is kept this long after the session ended.</summary>
    public const int KeptDays = 90;

    public override async Task<BegunSession> Run(Work work)
    {
        Refuse.If(work.Actor.Kind is not ActorKind.Person, "Only people sign in.", Refusal.NotAllowed);
        if (Replaces is { } before) await EndSession.End(work, before, SessionEnd.Replaced);

        var me = work.Actor.Id;
        var session = new PersonSession { Id = work.New<PersonSessionId>(), Person = me, StartedAt = work.Now, From = Short(From, 64), Browser = Short(Browser, 60), DirectorySession = DirectorySession };
        session.Seen(work.Now);
        work.Add(session);
        work.At($"session {session.Id.Value}", EndsAt, new EndSession(session.Id, SessionEnd.TooLong));
        var old = work.Now.AddDays(-KeptDays);
        await work.All<PersonSession>().Where(s => s.Person == me && s.EndedAt < old).ExecuteDeleteAsync();
        work.Raise(new SignedIn(me, Way));
        return new(session.Id);
    }

    static string Short(string text, int most) => text.Length > most ? text[..most] : text;
}
