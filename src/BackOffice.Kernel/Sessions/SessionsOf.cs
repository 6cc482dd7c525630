using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

/// <summary>The sessions of one person: open ones first, then what ended lately.</summary>
[ForEveryone("Pages ask it for the person themselves; others' sessions stand on a page that wants the permission to manage people.")]
public sealed record SessionsOf(PersonId Person) : View<Many<SessionsOf.Line>>
{
    public sealed record Line(PersonSessionId Id, string From, string Browser, DateTime StartedAt, DateTime LastSeenAt, DateTime? EndedAt, SessionEnd? EndedBy)
    {
        public bool IsOpen => EndedAt is null;
    }

    public override IEnumerable<IId> About => [Person];

    public override async Task<Many<Line>> Read(Reader reader) => (await reader.All<PersonSession>().Where(s => s.Person == Person)
        .OrderBy(s => s.EndedAt != null).ThenByDescending(s => s.Id).Take(30)
        .Select(s => new Line(s.Id, s.From, s.Browser, s.StartedAt, s.LastSeenAt, s.EndedAt, s.EndedBy)).ToListAsync()).ToMany();
}
