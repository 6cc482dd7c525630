using System.Collections.Concurrent;

namespace BackOffice.Kernel;

public enum PresenceState { Viewing, Editing, Idle }

/// <summary>Someone at a record now.</summary>
public sealed record Present(PersonId Person, string Name, PresenceState State);

/// <summary>
/// Who is at which record, in memory: it never passes the writer, and a closed page is gone at once. A mark that is not
/// renewed within <see cref="Lifetime"/> is dropped.
/// </summary>
public sealed class Presence(TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(45);
    readonly ConcurrentDictionary<(string Subject, string Screen), (Present Who, DateTimeOffset Until)> marks = new();

    /// <summary>Told with the subject whenever someone came, left or changed what they do there.</summary>
    public event Action<string>? Changed;

    /// <summary>Marks a screen (a circuit's page) at a record; repeat it to renew.</summary>
    public void Mark(IId subject, string screen, Actor actor, PresenceState state)
    {
        var key = (Touched.Key(subject), screen);
        var now = (new Present(actor.Id, actor.Name, state), clock.GetUtcNow() + Lifetime);
        var news = !marks.TryGetValue(key, out var before) || before.Who != now.Item1;
        marks[key] = now;
        if (news) Changed?.Invoke(key.Item1);
    }

    public void Leave(IId subject, string screen)
    {
        if (marks.TryRemove((Touched.Key(subject), screen), out _)) Changed?.Invoke(Touched.Key(subject));
    }

    /// <summary>Everyone at a record, each person once, with the liveliest thing they do there.</summary>
    public IReadOnlyList<Present> At(IId subject) => At(Touched.Key(subject));

    public IReadOnlyList<Present> At(string subject) => [.. marks.Where(m => m.Key.Subject == subject && m.Value.Until > clock.GetUtcNow())
        .Select(m => m.Value.Who).GroupBy(p => p.Person).Select(g => g.OrderBy(p => p.State is PresenceState.Editing ? 0 : p.State is PresenceState.Viewing ? 1 : 2).First())
        .OrderBy(p => p.Name)];

    /// <summary>All marks by subject, for lists.</summary>
    public ILookup<string, Present> All() => marks.Where(m => m.Value.Until > clock.GetUtcNow()).Select(m => (m.Key.Subject, m.Value.Who)).Distinct()
        .ToLookup(m => m.Subject, m => m.Who);
}
