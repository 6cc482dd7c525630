using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

/// <summary>How long a session lasts: without a deed, and at most.</summary>
public sealed record SessionLimits(TimeSpan Idle, TimeSpan Most)
{
    public static readonly SessionLimits Usual = new(TimeSpan.FromHours(2), TimeSpan.FromHours(12));
}

/// <summary>
/// Which sessions are open, cheaply: kept in memory until the log says that one ended. Every request, every command of a
/// screen and every minute of an idle one asks here.
/// </summary>
public sealed class OpenSessions(Database database, SessionLimits limits, TimeProvider clock)
{
    static readonly TimeSpan noted = TimeSpan.FromMinutes(1);
    const int MostKept = 20_000;
    readonly ConcurrentDictionary<PersonSessionId, Known> known = new();

    /// <summary>Raised when sessions ended, on any thread; screens look at their own.</summary>
    public event Action? Changed;

    /// <summary>Null while the session is open and this person's; else why it is not (a session that never was has been revoked).</summary>
    public async Task<SessionEnd?> EndOf(PersonSessionId id, PersonId person)
    {
        if (!known.TryGetValue(id, out var session)) session = await Read(id);
        if (session is null || session.Person != person) return SessionEnd.Revoked;
        if (session.End is not null) return session.End;
        var now = clock.GetUtcNow().UtcDateTime;
        if (now - session.StartedAt >= limits.Most) return SessionEnd.TooLong;
        if (now - session.SeenAt < limits.Idle) return null;
        // Perhaps another node saw a deed of it.
        session = await Read(id);
        return session is null ? SessionEnd.Revoked : session.End ?? (now - session.SeenAt < limits.Idle ? null : SessionEnd.Idle);
    }

    /// <summary>When this session ends by itself if nothing more is done in it.</summary>
    public DateTime? EndsAt(PersonSessionId id) => !known.TryGetValue(id, out var session) ? null
        : session.SeenAt + limits.Idle < session.StartedAt + limits.Most ? session.SeenAt + limits.Idle : session.StartedAt + limits.Most;

    /// <summary>A deed of its person. True once a minute: then it is to be written down (<see cref="SeeSession"/>).</summary>
    public bool Seen(PersonSessionId id)
    {
        if (!known.TryGetValue(id, out var session)) return false;
        var now = clock.GetUtcNow().UtcDateTime;
        session.SeenAt = now;
        // Short limits (tests, kiosks) want it noted more often than each minute.
        var every = limits.Idle / 4 < noted ? limits.Idle / 4 : noted;
        if (now - session.NotedAt < every) return false;
        session.NotedAt = now;
        return true;
    }

    async Task<Known?> Read(PersonSessionId id)
    {
        using var reading = await database.Read();
        var row = await reading.Reader.All<PersonSession>().FirstOrDefaultAsync(s => s.Id == id);
        if (row is null) return null;
        if (known.Count > MostKept) known.Clear();
        // What ended while it was read must not come back: an end is kept, never overwritten.
        return known.AddOrUpdate(id, _ => new(row), (_, before) => before.End is null ? new(row) { SeenAt = before.SeenAt > row.LastSeenAt ? before.SeenAt : row.LastSeenAt } : before);
    }

    internal void Committed(LogEntry entry)
    {
        if (entry.Kind == ended && EventKinds.Read(entry.Kind, entry.Content) is SessionEnded end)
        {
            // A new entry, not a changed one: whoever reads the row at this moment finds that it was replaced, and leaves it.
            known[end.Session] = new(end);
            Changed?.Invoke();
        }
    }

    static readonly string ended = EventKinds.NameOf(typeof(SessionEnded));

    sealed class Known
    {
        public Known(PersonSession row) => (Person, StartedAt, SeenAt, NotedAt, End) = (row.Person, row.StartedAt, row.LastSeenAt, row.LastSeenAt, row.EndedBy);
        public Known(SessionEnded end) => (Person, End) = (end.Person, end.By);

        public PersonId Person { get; }
        public DateTime StartedAt { get; }
        public DateTime SeenAt { get; set; }
        public DateTime NotedAt { get; set; }
        public SessionEnd? End { get; }
    }
}
