using BackOffice.Kernel;
using BackOffice.Testing;

namespace BackOffice.Tests.Kernel;

public sealed class WallTests : IAsyncLifetime
{
    Company company = null!;

    public async ValueTask InitializeAsync() => company = await Company.Open();
    public async ValueTask DisposeAsync() => await company.DisposeAsync();

    [Fact]
    public async Task A_code_pairs_the_screen_that_showed_it_once()
    {
        await Shows("tv-1", "K74Q92");
        await Shows("tv-2", "ACDEFG");
        var paired = await company.Noor.Does(Pair("k74-q92"));
        var wall = Assert.Single(await company.All<Wall>());
        Assert.Equal((paired.Wall, Wall.HashOf("tv-1"), company.Noor.Id, "fulfillment company"), (wall.Id, wall.Hash, wall.Supervisor, wall.Boards));

        Assert.Null((await company.Noor.Does(Pair("K74Q92"))).Wall);
        Assert.Single(await company.All<Wall>());
        Assert.Contains(await company.All<LogEntry>(), e => e.Kind == "portal.wall-paired" && e.Actor == company.Noor.Id);
    }

    [Fact]
    public async Task A_code_is_good_for_ten_minutes()
    {
        await Shows("tv-1", "K74Q92");
        company.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Null((await company.Noor.Does(Pair("K74Q92"))).Wall);
        Assert.Empty(await company.All<Wall>());
    }

    [Fact]
    public async Task After_five_wrong_codes_the_right_one_waits_too()
    {
        await Shows("tv-1", "K74Q92");
        for (var left = 4; left >= 0; left--) Assert.Equal(new WallPairing(null, left), await company.Noor.Does(Pair("WRWRW" + WallCode.Signs[left])));
        await company.Noor.IsRefused(Pair("K74Q92"), "PairWall.Run");
        // The others may: they have not guessed.
        await Shows("tv-2", "ACDEFG");
        Assert.NotNull((await company.Stella.Does(Pair("ACDEFG", "support"))).Wall);
        Assert.Equal(5, (await company.All<LogEntry>()).Count(e => e.Kind == "portal.wall-code-mistyped"));

        company.Clock.Advance(TimeSpan.FromMinutes(10));
        await Shows("tv-3", "K74Q92");
        Assert.NotNull((await company.Noor.Does(Pair("K74Q92"))).Wall);
    }

    [Fact]
    public async Task One_shows_only_boards_that_one_may_see()
    {
        await Shows("tv-1", "K74Q92");
        await company.Noor.IsRefused(Pair("K74Q92", "accounting"), Refusal.NotAllowed);
        await company.Noor.IsRefused(Pair("K74Q92", "no-such-board"), Refusal.NotAllowed);
        await company.Sam.IsRefused(Pair("K74Q92", "support"), Refusal.NotAllowed);
        Assert.NotNull((await company.Noor.Does(Pair("K74Q92"))).Wall);
    }

    [Fact]
    public async Task A_wall_needs_a_name_boards_and_a_turn_that_can_be_read()
    {
        await Shows("tv-1", "K74Q92");
        await company.Noor.IsRefused(Pair("K74Q92") with { Name = " " });
        await company.Noor.IsRefused(Pair("K74Q92") with { Boards = [] });
        await company.Noor.IsRefused(Pair("K74Q92") with { Boards = ["company", "company"] });
        await company.Noor.IsRefused(Pair("K74Q92") with { Seconds = 2 });
        await company.Noor.IsRefused(Pair("K74"));
        // None of that was a wrong code.
        Assert.Equal(5, (await company.Noor.Does(Pair("K74Q92"))).TriesLeft);
    }

    [Fact]
    public async Task Whoever_changes_a_wall_answers_for_it_and_a_revoked_one_is_gone()
    {
        await Shows("tv-1", "K74Q92");
        var id = (await company.Noor.Does(Pair("K74Q92"))).Wall!.Value;
        var wall = Assert.Single(await company.All<Wall>());
        await company.Stella.Does(new ChangeWall(id, wall.Version, "Support room", ["support"], 60, true));
        await company.Noor.IsRefused(new ChangeWall(id, wall.Version, "Hall", ["company"], 30, false), Refusal.Conflict);
        var changed = Assert.Single(await company.Read(new WallList()));
        Assert.Equal(("Support room", "support", 60, true, "Stella Marsh"), (changed.Name, changed.Boards, changed.Seconds, changed.Chimes, changed.Supervisor));

        await company.Noor.Does(new RevokeWall(id));
        await company.Noor.IsRefused(new RevokeWall(id));
        await company.Noor.IsRefused(new ChangeWall(id, changed.Version + 1, "Hall", ["company"], 30, false));
        await company.Passes(Wall.Undo);
        Assert.Empty(await company.Read(new WallList()));
        Assert.NotNull(Assert.Single(await company.Read(new WallList(Revoked: true))).RevokedAt);
    }

    [Fact]
    public async Task A_revoke_can_be_taken_back_for_ten_seconds()
    {
        await Shows("tv-1", "K74Q92");
        var id = (await company.Noor.Does(Pair("K74Q92"))).Wall!.Value;
        await company.Noor.IsRefused(new KeepWall(id));
        await company.Noor.Does(new RevokeWall(id));
        await company.Passes(Wall.Undo - TimeSpan.FromSeconds(1));
        await company.Stella.Does(new KeepWall(id));
        await company.Passes(TimeSpan.FromMinutes(1));
        Assert.Null(Assert.Single(await company.Read(new WallList())).RevokesAt);

        await company.Noor.Does(new RevokeWall(id));
        await company.Passes(Wall.Undo);
        Assert.Empty(await company.Read(new WallList()));
        await company.Noor.IsRefused(new KeepWall(id));
        Assert.Equal(["portal.wall-paired", "portal.wall-revoked", "portal.wall-kept", "portal.wall-revoked", "portal.wall-ended"],
            (await company.All<LogEntry>()).Where(e => e.Kind.StartsWith("portal.wall-", StringComparison.Ordinal)).Select(e => e.Kind));
    }

    [Fact]
    public async Task A_wall_is_lit_between_two_times_or_always()
    {
        await Shows("tv-1", "K74Q92");
        foreach (var (from, until) in new (int?, int?)[] { (390, null), (null, 390), (-1, 390), (390, 1440), (390, 390) })
            await company.Noor.IsRefused(Pair("K74Q92") with { LitFromMinute = from, LitUntilMinute = until });
        var id = (await company.Noor.Does(Pair("K74Q92") with { LitFromMinute = 1320, LitUntilMinute = 360, IsDarkAtWeekends = true })).Wall!.Value;
        var wall = (await company.Read(new WallToChange(id)))!;
        Assert.Equal((1320, 360, true), (wall.LitFromMinute, wall.LitUntilMinute, wall.IsDarkAtWeekends));
        await company.Noor.Does(new ChangeWall(id, wall.Version, "Hall", ["company"], 30, false));
        Assert.Null((await company.Read(new WallToChange(id)))!.LitFromMinute);
    }

    [Fact]
    public async Task All_walls_are_called_by_who_may_hang_them()
    {
        await company.Noor.Does(new CallWalls(WallCall.Reload));
        await company.Sam.IsRefused(new CallWalls(WallCall.Chime), Refusal.NotAllowed);
        Assert.Contains(await company.All<LogEntry>(), e => e.Kind == "portal.walls-called");
    }

    [Fact]
    public async Task An_address_gets_only_so_many_codes()
    {
        for (var i = 0; i < ShowWallCode.MostFromOneAddress; i++) await Shows($"tv-{i}", $"code-{i}");
        Assert.False((await company.Commands.Send(Show("tv-x", "code-x"), Actor.House(HouseActor.Program))).Ok);
        Assert.True((await company.Commands.Send(Show("tv-y", "code-y") with { From = "203.0.113.10" }, Actor.House(HouseActor.Program))).Ok);
        company.Clock.Advance(TimeSpan.FromMinutes(10));
        await Shows("tv-x", "code-x");
        Assert.Single(await company.All<WallCode>());
    }

    [Fact]
    public async Task What_is_kept_of_a_code_and_of_a_device_is_a_hash_and_the_log_holds_neither()
    {
        await Shows("tv-secret", "K74Q92");
        await company.Noor.Does(Pair("K74Q92"));
        Assert.All(await company.All<WallCode>(), code => Assert.Equal((64, 64), (code.Code.Length, code.Device.Length)));
        var log = string.Join('\n', (await company.All<LogEntry>()).Select(e => $"{e.Content} {e.Changes}"));
        Assert.DoesNotContain(Wall.HashOf("tv-secret"), log);
        Assert.DoesNotContain("K74Q92", log);
    }

    Task<Outcome> Shows(string device, string code) => company.Does(HouseActor.Program, Show(device, code));
    static ShowWallCode Show(string device, string code) => new(Wall.HashOf(device), Wall.HashOf(code), "203.0.113.9", "1920 × 1080");
    static PairWall Pair(string code, params string[] boards) => new(code, "Packing hall", boards.Length == 0 ? ["fulfillment", "company"] : boards.ToMany(), 30);
}
