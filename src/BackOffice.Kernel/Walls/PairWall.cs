using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

[Event("portal.wall-paired", 1)]
public sealed record WallPaired(WallId Wall) : Event
{
    public override Words Says() => "Wall paired";
}

[Event("portal.wall-code-mistyped", 1)]
public sealed record WallCodeMistyped(PersonId Person, int Times) : Event
{
    public override Words Says() => $"Typed a code that no screen shows ({Times} times)";
}

/// <summary>The wall; null when no screen shows that code. <paramref name="TriesLeft"/>: how many wrong ones there may still be.</summary>
public sealed record WallPairing(WallId? Wall, int TriesLeft);

// Makes the screen that shows this code a wall. A wrong code is a fact too: it is counted, and only so many are allowed.
[Needs(May.HangWalls), Raises<WallPaired>, Raises<WallCodeMistyped>]
public sealed record PairWall([property: Secret] string Code, string Name, Many<string> Boards, int Seconds, bool Chimes = false, int? LitFromMinute = null, int? LitUntilMinute = null, bool IsDarkAtWeekends = false) : Command<WallPairing>
{
    public const int MostTries = 5;

    public override async Task<WallPairing> Run(Work work)
    {
        var code = WallCode.Plain(Code);
        Refuse.If(code.Length != WallCode.Length, "Type the six signs that stand on the screen.");
        await work.Lock("wall-codes");
        var since = work.Now - WallCode.Lives;
        var tries = await work.All<WallTry>().Where(t => t.At > since).ToListAsync();
        var mine = tries.Count(t => t.Person == work.Actor.Id);
        Refuse.If(mine >= MostTries || tries.Count >= 4 * MostTries, "Too many wrong codes; wait ten minutes, then type the one that stands on the screen.");
        Refuse.If(await work.All<Wall>().CountAsync(w => w.RevokedAt == null) >= Wall.MostWalls, $"There are {Wall.MostWalls} walls already; revoke one first.");

        var hash = Wall.HashOf(code);
        if (await work.All<WallCode>().FirstOrDefaultAsync(c => c.Code == hash && c.UsedAt == null && c.ShownAt > since) is not { } shown)
        {
            work.Add(new WallTry { Id = work.New<WallTryId>(), Person = work.Actor.Id, At = work.Now });
            work.Raise(new WallCodeMistyped(work.Actor.Id, mine + 1));
            return new(null, MostTries - mine - 1);
        }
        var wall = new Wall { Id = work.New<WallId>(), Hash = shown.Device, PairedAt = work.Now, From = shown.From, Screen = shown.Screen };
        wall.Hang(Name, Boards, Seconds, Chimes, work.Actor);
        wall.Light(LitFromMinute, LitUntilMinute, IsDarkAtWeekends);
        shown.Use(work.Now);
        work.Add(wall);
        work.Raise(new WallPaired(wall.Id));
        return new(wall.Id, MostTries - mine);
    }
}
