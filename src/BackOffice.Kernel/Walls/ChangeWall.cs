namespace BackOffice.Kernel;

[Event("portal.wall-changed", 1)]
public sealed record WallChanged(WallId Wall) : Event
{
    public override Words Says() => "Wall changed";
}

// Renames a wall and chooses its boards. Whoever does so answers for it from then on.
[Needs(May.HangWalls), Raises<WallChanged>]
public sealed record ChangeWall(WallId Id, int Seen, string Name, Many<string> Boards, int Seconds, bool Chimes, int? LitFromMinute = null, int? LitUntilMinute = null, bool IsDarkAtWeekends = false) : Command
{
    public override async Task Run(Work work)
    {
        var wall = await work.Find<Wall>(Id);
        work.Expect(wall, Seen);
        Refuse.If(wall.RevokedAt is not null || wall.RevokesAt is not null, $"{wall.Name} is revoked; pair the screen again.");
        wall.Hang(Name, Boards, Seconds, Chimes, work.Actor);
        wall.Light(LitFromMinute, LitUntilMinute, IsDarkAtWeekends);
        work.Raise(new WallChanged(wall.Id));
    }
}
