using System.Reflection;
using System.Text.Json;
using BackOffice.Kernel;

namespace BackOffice.Web;

/// <summary>
/// The figures of one board in one language, for everyone who may see the same ones: each version is written once,
/// whoever many walls listen, at most one a second.
/// </summary>
sealed class WallBoard : IDisposable
{
    static readonly TimeSpan pace = TimeSpan.FromSeconds(1);
    // Another build says another version: walls load themselves anew.
    static readonly string version = typeof(WallBoard).Assembly.ManifestModule.ModuleVersionId.ToString("N")[..8];

    readonly Texts texts;
    readonly TimeProvider clock;
    readonly Watch[] watches;
    TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    string? message;
    int pending;

    public WallBoard(IEnumerable<Tile> tiles, LiveViews views, Texts texts, TimeProvider clock)
    {
        (this.texts, this.clock) = (texts, clock);
        watches = [.. tiles.Select(tile => views.Watch(tile.View, Reach.Everything, Changed))];
        Write();
    }

    /// <summary>The newest message, and what tells of the next one.</summary>
    public (string? Message, Task Next) Now => (Volatile.Read(ref message), Volatile.Read(ref next).Task);

    void Changed()
    {
        if (Interlocked.Exchange(ref pending, 1) == 0) _ = Later();
    }

    async Task Later()
    {
        await Task.Delay(message is null ? TimeSpan.FromMilliseconds(50) : pace, clock);
        Volatile.Write(ref pending, 0);
        Write();
    }

    void Write()
    {
        var shown = watches.Select(watch => watch.Current).OfType<Snapshot>().ToList();
        if (shown.Count < watches.Length && message is null) return;
        Volatile.Write(ref message, JsonSerializer.Serialize(new
        {
            position = shown.Count == 0 ? 0 : shown.Max(s => s.Position),
            at = clock.GetUtcNow().UtcDateTime,
            version,
            tiles = shown.Select(s => s.Value).OfType<TileFigure>().Select(tile => new { label = texts[tile.Label], figure = tile.Figure, note = tile.Note is null ? null : texts[tile.Note], isBad = tile.IsBad, line = tile.Line }),
        }, JsonSerializerOptions.Web));
        Interlocked.Exchange(ref next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    public void Dispose()
    {
        foreach (var watch in watches) watch.Dispose();
    }

    public static bool MayStandOnAWall(Tile tile) => tile.View.GetType().IsDefined(typeof(WallAttribute));

    public static string? PermissionOf(Tile tile) => tile.View.GetType().GetCustomAttribute<NeedsAttribute>()?.Permission;
}
