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
sealed class WallHub(WallBoards boards, HungWalls walls, Bell bell, Access access, Database database, Build build) : Hub
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
        Actor? viewer = null;
        (string Name, WallBoard Board)[] shown = [];
        int? looked = null;
        try
        {
            while (!stop.IsCancellationRequested)
            {
                var (rings, version, beat) = (bell.Next, walls.Version, boards.Beat);
                // Asked at each beat: a wall that somebody revokes is gone some seconds later.
                var wall = board is null ? await walls.Of((string?)Context.Items[Secret]) : null;
                if (looked != version)
                {
                    viewer = board is null ? await For(wall) : await Person();
                    var names = board is null ? wall?.BoardNames ?? [] : [board];
                    shown = viewer is null ? [] : [.. names.Where(name => Boards.MaySee(name, viewer)).Select(name => (name, boards.For(name, viewer, texts)!))];
                    looked = version;
                }
                if (viewer is null || (board is null && wall is null))
                {
                    yield return WallNews.Of(new { gone = true });
                    yield break;
                }
                if (wall is not null) listens ??= walls.Listens(wall.Id);

                var now = (wall?.Version ?? 0, string.Join(' ', shown.Select(s => s.Name)));
                if (told != now)
                {
                    told = now;
                    yield return WallNews.Of(new { build = build.Id, name = wall?.Name, seconds = wall?.Seconds ?? 0, chimes = wall?.Chimes ?? false, lit = LitOf(wall), boards = shown.Select(s => new { name = s.Name, title = TitleOf(s.Name, texts) }) });
                }
                if (walls.LastCall is { } call && call != called)
                {
                    called = call;
                    yield return WallNews.Of(new { call = call.To is WallCall.Chime ? "chime" : "reload" });
                }
                foreach (var (name, shared) in shown)
                {
                    var news = shared.News;
                    if (news is null || (sent.TryGetValue(name, out var before) && ReferenceEquals(before, news))) continue;
                    yield return sent[name] = news;
                }
                if (!ReferenceEquals(beaten, beat)) yield return beaten = beat;
                await rings.WaitAsync(stop);
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
