using System.Collections.Concurrent;

namespace BackOffice.Kernel;

public enum PresenceState { Viewing, Editing, Idle }

/// <summary>Someone at a record now.</summary>
public sealed record Present(PersonId Person, string Name, PresenceState State);

/// <summary>
/// Who is at which record, in memory: it never passes the writer, and a closed page is gone at once. A mark that is not
/// renewed within <see cref="Lifetime"/> is dropped; other nodes' marks are what they said last (<see cref="NodePresence"/>).
/// What lists show of it is made once per change, not per screen.
/// </summary>
public sealed class Presence(TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(15);
    /// <summary>How often a screen renews its mark, and a node says everyone's.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    // Node is null for the screens of this one.
    readonly ConcurrentDictionary<(string Subject, string Screen), (Present Who, DateTimeOffset Until, string? Node)> marks = new();
    readonly ConcurrentDictionary<string, (long Change, IReadOnlyDictionary<string, IReadOnlyList<Present>> People)> kinds = new();
    sealed record AllOfThem(long Change, IReadOnlyList<Present> People);
    volatile AllOfThem? everyone;
    long changes;

    /// <summary>Told with the subject whenever someone came, left or changed what they do there.</summary>
    public event Action<string>? Changed;
    /// <summary>A screen of this node came, left or does something else.</summary>
    internal event Action<PresenceMark>? Moved;

    /// <summary>Marks a screen (a circuit's page) at a record; repeat it to renew.</summary>
    public void Mark(IId subject, string screen, Actor actor, PresenceState state)
    {
        var key = (Touched.Key(subject), screen);
        var who = new Present(actor.Id, actor.Name, state);
        var news = !marks.TryGetValue(key, out var before) || before.Who != who;
        marks[key] = (who, clock.GetUtcNow() + Lifetime, null);
        if (!news) return;
        Tell(key.Item1);
        Moved?.Invoke(new(key.Item1, screen, actor.Id.Value, actor.Name, state));
    }

    public void Leave(IId subject, string screen) => Leave(Touched.Key(subject), screen);

    /// <summary>A screen that cannot be reached is nowhere.</summary>
    public void Leave(string screen)
    {
        foreach (var (subject, _) in marks.Keys.Where(key => key.Screen == screen)) Leave(subject, screen);
    }

    void Leave(string subject, string screen)
    {
        if (!marks.TryRemove((subject, screen), out var gone)) return;
        Tell(subject);
        Moved?.Invoke(new(subject, screen, gone.Who.Person.Value, gone.Who.Name, null));
    }

    /// <summary>Everyone who is somewhere on this node.</summary>
    internal IReadOnlyList<PresenceMark> Mine() => [.. marks.Where(m => m.Value.Node is null).Select(m => new PresenceMark(m.Key.Subject, m.Key.Screen, m.Value.Who.Person.Value, m.Value.Who.Name, m.Value.Who.State))];

    /// <summary>What another node said of its screens.</summary>
    internal void Heard(PresenceWord word)
    {
        var until = clock.GetUtcNow() + Lifetime;
        foreach (var mark in word.Marks)
        {
            var key = (mark.Subject, mark.Screen);
            if (mark.State is not { } state)
            {
                if (marks.TryRemove(key, out _)) Tell(mark.Subject);
                continue;
            }
            var who = new Present(new(mark.Person), mark.Name, state);
            var news = !marks.TryGetValue(key, out var before) || before.Who != who;
            marks[key] = (who, until, word.Node);
            if (news) Tell(mark.Subject);
        }
        if (!word.IsAll) return;
        var said = word.Marks.Select(mark => (mark.Subject, mark.Screen)).ToHashSet();
        foreach (var key in marks.Where(m => m.Value.Node == word.Node && !said.Contains(m.Key)).Select(m => m.Key))
            if (marks.TryRemove(key, out _)) Tell(key.Subject);
    }

    /// <summary>Drops the marks that nobody renewed: closed laptops, dead nodes.</summary>
    internal void Forget()
    {
        var now = clock.GetUtcNow();
        foreach (var (key, mark) in marks)
            if (mark.Until <= now && marks.TryRemove(new KeyValuePair<(string, string), (Present, DateTimeOffset, string?)>(key, mark))) Tell(key.Subject);
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
