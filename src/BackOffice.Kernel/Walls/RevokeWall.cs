namespace BackOffice.Kernel;

[Event("portal.wall-revoked", 1)]
public sealed record WallRevoked(WallId Wall) : Event
{
    public override Words Says() => "Wall revoked";
}

// In ten seconds its cookie opens nothing and the screen shows a new code; until then it can be taken back.
[Needs(May.HangWalls), Raises<WallRevoked>]
public sealed record RevokeWall(WallId Id) : Command
{
    public override async Task Run(Work work)
    {
        var wall = await work.Find<Wall>(Id);
        var at = work.Now + Wall.Undo;
        wall.Revoke(at);
        work.At(EndWall.Key(Id), at, new EndWall(Id));
        work.Raise(new WallRevoked(Id));
    }
}
