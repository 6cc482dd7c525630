using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using BackOffice.Kernel;

namespace BackOffice.Web;

/// <summary>
/// What hangs on walls: the tiles of a board as one text, made once per change and language and sent to every wall as the
/// same bytes. A wall holds no circuit; one that is slow gets the newest and never a queue.
/// </summary>
sealed class WallBoards(LiveViews views, Departments departments, Feed feed, TimeProvider clock) : IDisposable
{
    static readonly TimeSpan floor = TimeSpan.FromSeconds(1);
    static readonly string version = Assembly.GetExecutingAssembly().ManifestModule.ModuleVersionId.ToString("N")[..12];
    readonly LiveViews views = views;
    readonly Departments departments = departments;
    readonly Feed feed = feed;
    readonly TimeProvider clock = clock;
    readonly ConcurrentDictionary<(string Name, string Language), Board> boards = new();

    public bool Knows(string board) => departments.All.SelectMany(d => d.Tiles).Any(t => t.Board == board);

    /// <summary>The board's text now and at each change, for one wall; null is a sign of life.</summary>
    public async IAsyncEnumerable<byte[]?> Listen(string name, Texts texts, [EnumeratorCancellation] CancellationToken stop)
    {
        var board = boards.GetOrAdd((name, texts.Language), _ => new(this, name, texts));
        var news = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        board.Add(news);
        try
        {
            while (!stop.IsCancellationRequested)
            {
                byte[]? text = null;
                try { text = await news.Reader.ReadAsync(stop).AsTask().WaitAsync(TimeSpan.FromSeconds(15), stop); }
                catch (TimeoutException) { /* nothing new: the wall hears that we are here */ }
                yield return text;
            }
        }
        finally { board.Remove(news); }
    }

    public void Dispose()
    {
        foreach (var board in boards.Values) board.Dispose();
    }

    sealed class Board : IDisposable
    {
        readonly WallBoards owner;
        readonly Texts texts;
        readonly List<Watch> watches;
        readonly Lock gate = new();
        readonly List<Channel<byte[]>> walls = [];
        byte[]? latest;
        int pending;

        public Board(WallBoards owner, string name, Texts texts)
        {
            (this.owner, this.texts) = (owner, texts);
            watches = [.. owner.departments.All.SelectMany(d => d.Tiles).Where(t => t.Board == name && t.View.GetType().IsDefined(typeof(WallAttribute)))
                .OrderBy(t => t.Order).Select(t => owner.views.Watch(t.View, Reach.Everything, Changed))];
        }

        public void Add(Channel<byte[]> wall)
        {
            lock (gate)
            {
                walls.Add(wall);
                if (latest is not null) wall.Writer.TryWrite(latest);
            }
            if (latest is null) Changed();
        }

        public void Remove(Channel<byte[]> wall) { lock (gate) walls.Remove(wall); }

        void Changed()
        {
            if (Interlocked.Exchange(ref pending, 1) == 1) return;
            _ = Tell();
        }

        // At most once a second, always with what is newest then.
        async Task Tell()
        {
            await Task.Delay(latest is null ? TimeSpan.FromMilliseconds(50) : floor);
            Volatile.Write(ref pending, 0);
            var text = Text();
            lock (gate)
            {
                latest = text;
                foreach (var wall in walls) wall.Writer.TryWrite(text);
            }
        }

        byte[] Text()
        {
            var tiles = watches.Select(w => w.Current?.Value).OfType<TileFigure>()
                .Select(t => new { label = texts[t.Label], figure = t.Figure, note = t.Note is null ? null : texts[t.Note], isBad = t.IsBad, line = t.Line });
            var message = new { version, position = owner.feed.Position, at = owner.clock.GetUtcNow(), tiles };
            return Encoding.UTF8.GetBytes($"data: {JsonSerializer.Serialize(message, Json.Options)}\n\n");
        }

        public void Dispose()
        {
            foreach (var watch in watches) watch.Dispose();
        }
    }
}

static class WallDoors
{
    static readonly byte[] beat = "event: beat\ndata: \n\n"u8.ToArray();

    public static void MapWalls(this WebApplication app) => app.MapGet("/walls/{board}/live", async (string board, HttpContext http, WallBoards walls) =>
    {
        if (!walls.Knows(board))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        var texts = Texts.In(System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);
        try
        {
            await http.Response.Body.FlushAsync(http.RequestAborted);
            await foreach (var text in walls.Listen(board, texts, http.RequestAborted))
            {
                await http.Response.Body.WriteAsync(text ?? beat, http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
            }
        }
        catch (OperationCanceledException) { /* the wall went away */ }
    }).RequireAuthorization();
}
