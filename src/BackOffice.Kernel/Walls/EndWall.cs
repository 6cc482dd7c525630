namespace BackOffice.Kernel;

[Event("portal.wall-ended", 1)]
public sealed record WallEnded(WallId Wall) : Event
{
    public override Words Says() => "The screen went back to a code of its own";
}

// The clock's: the time for taking a revoke back is over.
[Needs(May.HangWalls), Raises<WallEnded>]
public sealed record EndWall(WallId Id) : Command
{
    internal static string Key(WallId wall) => $"wall {wall.Value}";

    public override async Task Run(Work work)
    {
        var wall = await work.Find<Wall>(Id);
        if (wall.RevokedAt is not null || wall.RevokesAt is null || wall.RevokesAt > work.Now) return;
        wall.End(work.Now);
        work.Raise(new WallEnded(Id));
    }
}
