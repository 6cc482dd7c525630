using System.Collections.Concurrent;

namespace BackOffice.Kernel;

public enum PresenceState { Viewing, Editing, Idle }

/// <summary>Someone at a record now.</summary>
public sealed record Present(PersonId Person, string Name, PresenceState State);

/// <summary>
/// Who is at which record, in memory: it never passes the writer, and a closed page is gone at once. A mark that is not
/// renewed within <see cref="Lifetime"/> is dropped. What lists show of it is made once per change, not per screen.
/// </summary>
public sealed class Presence(TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(45);
    readonly ConcurrentDictionary<(string Subject, string Screen), (Present Who, DateTimeOffset Until)> marks = new();
    readonly ConcurrentDictionary<string, (long Change, IReadOnlyDictionary<string, IReadOnlyList<Present>> People)> kinds = new();
    sealed record AllOfThem(long Change, IReadOnlyList<Present> People);
    volatile AllOfThem? everyone;
    long changes;

    /// <summary>Told with the subject whenever someone came, left or changed what they do there.</summary>
    public event Action<string>? Changed;

    /// <summary>Marks a screen (a circuit's page) at a record; repeat it to renew.</summary>
    public void Mark(IId subject, string screen, Actor actor, PresenceState state)
    {
        var key = (Touched.Key(subject), screen);
        var now = (new Present(actor.Id, actor.Name, state), clock.GetUtcNow() + Lifetime);
        var news = !marks.TryGetValue(key, out var before) || before.Who != now.Item1;
        marks[key] = now;
        if (news) Tell(key.Item1);
    }

    public void Leave(IId subject, string screen)
    {
        if (marks.TryRemove((Touched.Key(subject), screen), out _)) Tell(Touched.Key(subject));
    }

    /// <summary>Everyone at a record, each person once, with the liveliest thing they do there.</summary>
    public IReadOnlyList<Present> At(IId subject) => At(Touched.Key(subject));

    public IReadOnlyList<Present> At(string subject) => Of(subject[..subject.IndexOf(':')]).GetValueOrDefault(subject[(subject.IndexOf(':') + 1)..], []);

    /// <summary>Everyone at records of a kind ("Ticket"), by the record's number; the same object for all until something changes.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Present>> Of(string kind)
    {
        var change = Interlocked.Read(ref changes);
        if (kinds.TryGetValue(kind, out var known) && known.Change == change) return known.People;
        var people = marks.Where(m => m.Value.Until > clock.GetUtcNow() && m.Key.Subject.Length > kind.Length && m.Key.Subject[kind.Length] == ':' && m.Key.Subject.StartsWith(kind, StringComparison.Ordinal))
            .GroupBy(m => m.Key.Subject[(kind.Length + 1)..]).ToDictionary(m => m.Key, m => (IReadOnlyList<Present>)[.. m.Select(one => one.Value.Who)
                .GroupBy(p => p.Person).Select(g => g.OrderBy(p => p.State is PresenceState.Editing ? 0 : p.State is PresenceState.Viewing ? 1 : 2).First()).OrderBy(p => p.Name)]);
        kinds[kind] = (change, people);
        return people;
    }

    /// <summary>Everyone who is at any record, each person once; the same object for all until something changes.</summary>
    public IReadOnlyList<Present> Everyone()
    {
        var change = Interlocked.Read(ref changes);
        if (everyone is { } known && known.Change == change) return known.People;
        var people = marks.Where(m => m.Value.Until > clock.GetUtcNow()).Select(m => m.Value.Who).DistinctBy(p => p.Person).OrderBy(p => p.Name, StringComparer.Ordinal).ToList();
        everyone = new(change, people);
        return people;
    }

    void Tell(string subject)
    {
        Interlocked.Increment(ref changes);
        Changed?.Invoke(subject);
    }
}
