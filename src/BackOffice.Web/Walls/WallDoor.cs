using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Threading.Channels;
using BackOffice.Kernel;
using BackOffice.Ui;
using Microsoft.AspNetCore.Authorization;

namespace BackOffice.Web;

/// <summary>
/// <c>/walls/{board}/live</c>: the figures of a board as server-sent events. Each version is written as text once, for all walls that
/// show the same tiles in the same language; a slow wall skips versions, it never holds others up. No circuit.
/// </summary>
static class WallDoor
{
    static readonly TimeSpan beat = TimeSpan.FromSeconds(15);

    public static void MapWalls(this WebApplication app) => app.MapGet("/walls/{board}/live", Listen).RequireAuthorization();

    static async Task Listen(string board, HttpContext context, Access access, WallBoards boards, CancellationToken stop)
    {
        if (Session.PersonOf(context.User) is not { } person || await access.Of(person) is not { } actor || boards.For(board, actor, Language(context)) is not { } showing)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        using var wall = showing.Join();
        try
        {
            while (!stop.IsCancellationRequested)
            {
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
                patience.CancelAfter(beat);
                string text;
                try { text = await wall.Next(patience.Token); }
                catch (OperationCanceledException) when (!stop.IsCancellationRequested) { text = "event: beat\ndata: 1\n\n"; }
                await response.WriteAsync(text, stop);
                await response.Body.FlushAsync(stop);
            }
        }
        catch (OperationCanceledException) { /* the wall was switched off */ }
    }

    static string Language(HttpContext context) => context.Request.Cookies[SignInDoors.LanguageCookie] is "es" ? "es" : "en";
}

/// <summary>Boards that are shown somewhere now; walls with the same tiles and language share one.</summary>
sealed class WallBoards(Departments departments, LiveViews views, TimeProvider clock)
{
    readonly ConcurrentDictionary<string, WallBoard> boards = new();

    /// <summary>Null if there is no such board, or nothing of it is for this actor.</summary>
    public WallBoard? For(string board, Actor actor, string language)
    {
        var tiles = departments.All.SelectMany(d => d.Tiles).Where(tile => tile.Board == board && MayStandOn(tile, actor)).OrderBy(tile => tile.Order).ToList();
        if (tiles.Count == 0) return null;
        var key = $"{language} {board} {string.Join('|', tiles.Select(tile => tile.View))}";
        return boards.GetOrAdd(key, _ => new(tiles, Texts.In(language), views, clock));
    }

    static bool MayStandOn(Tile tile, Actor actor) => tile.View.GetType() is var type && type.IsDefined(typeof(WallAttribute))
        && (type.GetCustomAttribute<NeedsAttribute>() is not { } needs || actor.May(needs.Permission));
}

sealed class WallBoard(IReadOnlyList<Tile> tiles, Texts texts, LiveViews views, TimeProvider clock)
{
    static readonly string version = typeof(WallBoard).Assembly.ManifestModule.ModuleVersionId.ToString("N");
    static readonly TimeSpan floor = TimeSpan.FromSeconds(1);

    readonly Lock gate = new();
    readonly List<Wall> walls = [];
    List<Watch> watches = [];
    string? last;
    int pending;

    public Wall Join()
    {
        var wall = new Wall(this);
        lock (gate)
        {
            walls.Add(wall);
            if (watches.Count == 0) watches = [.. tiles.Select(tile => views.Watch(tile.View, Reach.Everything, Woken))];
            else if (last is not null) wall.Show(last);
        }
        Woken();
        return wall;
    }

    // One writing at most waits; it takes the newest figures when its second is over.
    void Woken()
    {
        if (Interlocked.Exchange(ref pending, 1) == 0) _ = Soon();
    }

    async Task Soon()
    {
        await Task.Delay(last is null ? TimeSpan.FromMilliseconds(50) : floor, clock);
        Volatile.Write(ref pending, 0);
        lock (gate)
        {
            var shown = watches.Select(watch => watch.Current).ToList();
            if (shown.Count == 0 || shown.Exists(snapshot => snapshot is null)) return; // told again when the last one is read
            var position = shown.Max(snapshot => snapshot!.Position);
            var body = JsonSerializer.Serialize(new
            {
                at = clock.GetUtcNow(), position, version,
                tiles = shown.Select(snapshot => (TileFigure)snapshot!.Value!).Select(figure => new { label = texts[figure.Label], figure = figure.Figure, note = figure.Note is { } note ? texts[note] : null, isBad = figure.IsBad, line = figure.Line }),
            }, Json.Options);
            last = $"id: {position}\ndata: {body}\n\n";
            foreach (var wall in walls) wall.Show(last);
        }
    }

    void Leave(Wall wall)
    {
        lock (gate)
        {
            walls.Remove(wall);
            if (walls.Count > 0) return;
            foreach (var watch in watches) watch.Dispose();
            (watches, last) = ([], null);
        }
    }

    /// <summary>One screen; it keeps the newest text only.</summary>
    public sealed class Wall(WallBoard board) : IDisposable
    {
        readonly Channel<string> newest = Channel.CreateBounded<string>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

        internal void Show(string text) => newest.Writer.TryWrite(text);
        public ValueTask<string> Next(CancellationToken stop) => newest.Reader.ReadAsync(stop);
        public void Dispose() => board.Leave(this);
    }
}
