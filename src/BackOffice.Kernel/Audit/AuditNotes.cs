using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.Logging;

namespace BackOffice.Kernel;

/// <summary>
/// Notes in the log what is no command by itself: refusals, failed sign-ins, looks at what is watched over. Bounded: the same is
/// noted at most once in its time, with how often it happened since; each actor or address at most <see cref="MostAMinute"/> a minute.
/// </summary>
public sealed class AuditNotes(Commands commands, TimeProvider clock, ILogger<AuditNotes> log)
{
    public const int MostAMinute = 20;
    const int MostKept = 10_000;
    static readonly TimeSpan refusalsEvery = TimeSpan.FromMinutes(1), looksEvery = TimeSpan.FromHours(1);

    readonly ConcurrentDictionary<(string Who, string What), Heard> heard = new();
    readonly ConcurrentDictionary<string, (long Minute, int Count)> noted = new();

    sealed class Heard
    {
        public DateTime? NotedAt;
        public int Since;
    }

    /// <summary>A permission was refused for a command, a page or a door.</summary>
    public Task Refused(Actor actor, string deed) =>
        Times($"actor {actor.Id.Value}", $"refused {deed}", refusalsEvery) is > 0 and var times ? Send(new NoteRefusal(deed, times), actor) : Task.CompletedTask;

    /// <summary>Someone did not get in; counted by address.</summary>
    public Task NotLetIn(string way) =>
        Times($"from {Origins.Here}", $"failed {way}", refusalsEvery) is > 0 and var times ? Send(new NoteFailedSignIn(way, times), Actor.House(HouseActor.Program)) : Task.CompletedTask;

    /// <summary>Notes a look if the view is watched over.</summary>
    public Task Looks(Actor actor, IView view)
    {
        if (actor.Kind is ActorKind.House || view.GetType().GetCustomAttribute<AuditedAttribute>() is not { } audited) return Task.CompletedTask;
        var about = string.Join(", ", view.About.Select(Touched.Key));
        return Times($"actor {actor.Id.Value}", $"looked {audited.What} {about}", looksEvery) > 0 ? Send(new NoteLook(audited.What, about), actor) : Task.CompletedTask;
    }

    // How often it happened since it was noted, if it is to be noted now; else 0.
    int Times(string who, string what, TimeSpan every)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (heard.Count > MostKept) heard.Clear();
        if (noted.Count > MostKept) noted.Clear();
        var known = heard.GetOrAdd((who, what), _ => new());
        lock (known)
        {
            known.Since++;
            if (known.NotedAt is { } at && now - at < every) return 0;
            var minute = now.Ticks / TimeSpan.TicksPerMinute;
            if (noted.AddOrUpdate(who, (minute, 1), (_, was) => was.Minute == minute ? (minute, was.Count + 1) : (minute, 1)).Count > MostAMinute) return 0;
            var times = known.Since;
            (known.NotedAt, known.Since) = (now, 0);
            return times;
        }
    }

    // Someone who was disabled a moment ago may note nothing any more: then the house does.
    async Task Send(ICommand note, Actor actor)
    {
        var outcome = await commands.Send(note, actor, behind: true);
        if (outcome.Refusal?.Code is Refusal.NotAllowed) outcome = await commands.Send(note, Actor.House(HouseActor.Program) with { Origin = actor.Origin }, behind: true);
        if (!outcome.Ok) log.LogError("{Note} could not be noted: {Refusal}", note, outcome.Refusal);
    }
}
