using System.Collections.Concurrent;
using System.Globalization;
using BackOffice.Kernel;
using BackOffice.Ui;

namespace BackOffice.Web;

/// <summary>Boards that are listened to, shared by language and by which of their tiles the listener may see.</summary>
sealed class WallBoards(Departments departments, LiveViews views, TimeProvider clock) : IDisposable
{
    readonly ConcurrentDictionary<string, Lazy<WallBoard>> boards = new();

    /// <summary>Null for a board that does not exist.</summary>
    public WallBoard? For(string board, Actor actor, Texts texts)
    {
        var all = departments.All.SelectMany(d => d.Tiles).Where(tile => tile.Board == board && WallBoard.MayStandOnAWall(tile)).OrderBy(tile => tile.Order).ToList();
        if (all.Count == 0) return null;
        var mine = all.Select((tile, index) => (tile, index)).Where(t => WallBoard.PermissionOf(t.tile) is not { } needs || actor.May(needs)).ToList();
        return boards.GetOrAdd($"{board} {texts.Language} {string.Join(',', mine.Select(t => t.index))}",
            _ => new(() => new WallBoard(mine.Select(t => t.tile), views, texts, clock))).Value;
    }

    public void Dispose()
    {
        foreach (var board in boards.Values) if (board.IsValueCreated) board.Value.Dispose();
    }
}

/// <summary>What walls listen to: server-sent events, the newest figures first, a beat at least every ten seconds.</summary>
static class WallDoor
{
    static readonly TimeSpan beat = TimeSpan.FromSeconds(10);

    public static void MapWalls(this WebApplication app) =>
        app.MapGet("/walls/{board}/live", async (string board, HttpContext context, WallBoards boards, Access access, TimeProvider clock) =>
        {
            if (Session.PersonOf(context.User) is not { } person || await access.Of(person) is not { } actor) { context.Response.StatusCode = StatusCodes.Status401Unauthorized; return; }
            if (boards.For(board, actor, Texts.In(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName)) is not { } shown) { context.Response.StatusCode = StatusCodes.Status404NotFound; return; }

            context.Response.ContentType = "text/event-stream";
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers["X-Accel-Buffering"] = "no";
            string? sent = null;
            try
            {
                while (!context.RequestAborted.IsCancellationRequested)
                {
                    var (message, next) = shown.Now;
                    var text = message is not null && message != sent ? $"data: {sent = message}\n\n" : "event: beat\ndata: 1\n\n";
                    await context.Response.WriteAsync(text, context.RequestAborted);
                    await context.Response.Body.FlushAsync(context.RequestAborted);
                    await Task.WhenAny(next, Task.Delay(beat, clock, context.RequestAborted));
                    // A role that was taken away ends the stream; the wall asks again and gets what it may see now.
                    if (await access.Of(person) is not { } still || !still.Permissions.SetEquals(actor.Permissions)) return;
                }
            }
            catch (OperationCanceledException) { /* the wall went away */ }
        });
}
