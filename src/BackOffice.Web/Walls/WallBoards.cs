using System.Collections.Concurrent;
using BackOffice.Kernel;

namespace BackOffice.Web;

/// <summary>
/// Boards that are listened to, shared by language, reach and by which of their tiles the listener may see; and the beat by which
/// walls know that what they show is still true.
/// </summary>
sealed class WallBoards : IDisposable
{
    static readonly TimeSpan beat = TimeSpan.FromSeconds(3);

    readonly ConcurrentDictionary<string, Lazy<WallBoard>> boards = new();
    readonly Departments departments;
    readonly LiveViews views;
    readonly Feed feed;
    readonly TimeProvider clock;
    readonly ITimer timer;
    readonly Bell bell;
    WallNews? lastBeat;

    public WallBoards(Departments departments, LiveViews views, Feed feed, TimeProvider clock, Bell bell)
    {
        (this.departments, this.views, this.feed, this.clock, this.bell) = (departments, views, feed, clock, bell);
        timer = clock.CreateTimer(_ => Strike(), null, beat, beat);
        Strike();
    }

    /// <summary>The last beat.</summary>
    public WallNews Beat => Volatile.Read(ref lastBeat)!;

    /// <summary>Null for a board that does not exist.</summary>
    public WallBoard? For(string board, Actor actor, Texts texts)
    {
        var all = departments.All.SelectMany(d => d.Tiles).Where(tile => tile.Board == board && Boards.MayStand(tile)).OrderBy(tile => tile.Order).ToList();
        if (all.Count == 0) return null;
        var mine = all.Select((tile, index) => (tile, index)).Where(t => Boards.PermissionOf(t.tile) is not { } needs || actor.May(needs)).ToList();
        return boards.GetOrAdd($"{board} {texts.Language} {string.Join(',', mine.Select(t => t.index))} {actor.Reach}",
            _ => new(() => new WallBoard(board, mine.Select(t => t.tile), actor.Reach, views, texts, clock, bell))).Value;
    }

    // The age counts from when this node last saw that it had passed on everything, not from when somebody wrote something.
    void Strike()
    {
        var now = clock.GetUtcNow().UtcDateTime;
        Volatile.Write(ref lastBeat, WallNews.Of(new { at = now, ageMs = (long)Math.Max(0, (now - feed.LookedAt).TotalMilliseconds) }));
        bell.Ring();
    }

    public void Dispose()
    {
        timer.Dispose();
        foreach (var board in boards.Values) if (board.IsValueCreated) board.Value.Dispose();
    }
}
