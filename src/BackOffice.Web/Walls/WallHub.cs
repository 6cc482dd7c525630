using System.Globalization;
using System.Runtime.CompilerServices;
using BackOffice.Kernel;
using BackOffice.Ui;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace BackOffice.Web;

/// <summary>
/// What walls listen to. Each gets the newest version of its boards, then only what is newer: a slow one skips versions and
/// holds nobody up. It ends when the wall was revoked.
/// </summary>
[Authorize(AuthenticationSchemes = CookieAuthenticationDefaults.AuthenticationScheme + "," + WallSignIn.Name)]
sealed class WallHub(WallBoards boards, HungWalls walls, Access access, Database database, Build build) : Hub
{
    const string Language = "language", Secret = "secret";

    // Kept at the beginning: with a web socket the request lives as long as the connection, with long polling it does not.
    public override Task OnConnectedAsync()
    {
        var http = Context.GetHttpContext()!;
        Context.Items[Language] = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        Context.Items[Secret] = WallSignIn.SecretOf(http);
        return base.OnConnectedAsync();
    }

    /// <summary>The boards of this wall; with <paramref name="board"/> that one, for a person who is signed in.</summary>
    public async IAsyncEnumerable<WallNews> Listen(string? board, [EnumeratorCancellation] CancellationToken stop)
    {
        var texts = Texts.In((string?)Context.Items[Language]);
        (int Version, string Shown)? told = null;
        var sent = new Dictionary<string, WallNews>();
        WallNews? beaten = null;
        var called = walls.LastCall;
        IDisposable? listens = null;
        try
        {
            while (!stop.IsCancellationRequested)
            {
                var (changed, beat) = (walls.Next, boards.Beat);
                var wall = board is null ? await walls.Of((string?)Context.Items[Secret]) : null;
                var viewer = board is null ? await For(wall) : await Person();
                if (viewer is null)
                {
                    yield return WallNews.Of(new { gone = true });
                    yield break;
                }
                if (wall is not null) listens ??= walls.Listens(wall.Id);

                var names = board is null ? wall!.BoardNames : [board];
                var shown = names.Where(name => Boards.MaySee(name, viewer)).Select(name => (name, board: boards.For(name, viewer, texts)!)).ToList();
                var now = (wall?.Version ?? 0, string.Join(' ', shown.Select(s => s.name)));
                if (told != now)
                {
                    told = now;
                    yield return WallNews.Of(new { build = build.Id, name = wall?.Name, seconds = wall?.Seconds ?? 0, chimes = wall?.Chimes ?? false, lit = LitOf(wall), boards = shown.Select(s => new { s.name, title = TitleOf(s.name, texts) }) });
                }
                if (walls.LastCall is { } call && call != called)
                {
                    called = call;
                    yield return WallNews.Of(new { call = call.To is WallCall.Chime ? "chime" : "reload" });
                }
                var waits = new List<Task>(shown.Count + 2) { changed, beat.Next };
                foreach (var (name, shared) in shown)
                {
                    var (news, next) = shared.Now;
                    waits.Add(next);
                    if (news is null || (sent.TryGetValue(name, out var before) && ReferenceEquals(before, news))) continue;
                    yield return sent[name] = news;
                }
                if (!ReferenceEquals(beaten, beat.Beat)) yield return beaten = beat.Beat;
                await Task.WhenAny(waits).WaitAsync(stop);
            }
        }
        finally { listens?.Dispose(); }
    }

    // The company's zone, since a screen may think that it hangs anywhere.
    object? LitOf(Wall? wall) => wall is null || (wall.LitFromMinute is null && !wall.IsDarkAtWeekends) ? null
        : new { from = wall.LitFromMinute ?? 0, until = wall.LitUntilMinute ?? 0, weekends = !wall.IsDarkAtWeekends, zone = database.Company.Zone };

    // A wall shows what the supervisor who answers for it may see now; without them it shows nothing.
    async Task<Actor?> For(Wall? wall) => wall is null || await access.Of(wall.Supervisor) is not { } supervisor ? null
        : new(default, wall.Name, ActorKind.Wall, supervisor.Permissions, [], supervisor.Reach);

    async Task<Actor?> Person() => Session.PersonOf(Context.User) is { } person ? await access.Of(person) : null;

    internal static string TitleOf(string board, Texts texts) => board switch
    {
        "fulfillment" => texts["Fulfillment"],
        "support" => texts["Support"],
        "accounting" => texts["Accounting"],
        "company" => texts["Company"],
        _ => board,
    };
}
