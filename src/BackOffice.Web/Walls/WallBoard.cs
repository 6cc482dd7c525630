using BackOffice.Kernel;

namespace BackOffice.Web;

/// <summary>
/// The figures of one board in one language, for everyone who may see the same ones: each version is written once,
/// whoever many walls listen, at most one a second.
/// </summary>
sealed class WallBoard : IDisposable
{
    static readonly TimeSpan pace = TimeSpan.FromSeconds(1);

    readonly string board;
    readonly Texts texts;
    readonly TimeProvider clock;
    readonly Watch[] watches;
    readonly Bell bell;
    WallNews? news;
    int pending;

    public WallBoard(string board, IEnumerable<Tile> tiles, Reach reach, LiveViews views, Texts texts, TimeProvider clock, Bell bell)
    {
        (this.board, this.texts, this.clock, this.bell) = (board, texts, clock, bell);
        watches = [.. tiles.Select(tile => views.Watch(tile.View, reach, Changed))];
        Write();
    }

    /// <summary>The newest version; null until all of it was read once.</summary>
    public WallNews? News => Volatile.Read(ref news);

    void Changed()
    {
        if (Interlocked.Exchange(ref pending, 1) == 0) _ = Later();
    }

    async Task Later()
    {
        await Task.Delay(news is null ? TimeSpan.FromMilliseconds(50) : pace, clock);
        Volatile.Write(ref pending, 0);
        Write();
    }

    void Write()
    {
        var shown = watches.Select(watch => watch.Current).OfType<Snapshot>().ToList();
        if (shown.Count < watches.Length && news is null) return;
        Volatile.Write(ref news, WallNews.Of(new
        {
            board,
            position = shown.Count == 0 ? 0 : shown.Max(s => s.Position),
            // A figure that cannot be read now is an old one; the wall says so.
            failed = watches.Any(watch => watch.Failure is not null),
            tiles = shown.Select(s => s.Value).OfType<TileFigure>().Select(InWords),
        }));
        bell.Ring();
    }

    object InWords(TileFigure tile) => new
    {
        label = texts[tile.Label],
        figure = tile.Figure,
        note = Said(tile.Note),
        isBad = tile.IsBad,
        isTight = tile.IsTight,
        line = tile.Line,
        done = tile.Done,
        dueAt = tile.DueAt,
        dueNote = Said(tile.DueNote),
        pace = tile.Pace is { } pace ? new { left = pace.Left, perHour = pace.PerHour, lastAt = pace.LastAt, doneAt = pace.DoneAt } : null,
        parts = tile.Parts?.Select(part => new { name = texts[part.Name], count = part.Count, late = part.Late }),
        rows = tile.Rows?.Select(row => new { name = row.Name, note = Said(row.Note), figure = row.Figure, dueAt = row.DueAt, isBad = row.IsBad }),
    };

    string? Said(Words? words) => words is null ? null : texts[words];

    public void Dispose()
    {
        foreach (var watch in watches) watch.Dispose();
    }
}
