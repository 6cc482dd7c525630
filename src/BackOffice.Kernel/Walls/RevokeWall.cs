namespace BackOffice.Kernel;

[Event("portal.wall-revoked", 1)]
public sealed record WallRevoked(WallId Wall) : Event
{
    public override Words Says() => "Wall revoked";
}

// From now on its cookie opens nothing; the screen shows a new code.
[Needs(May.HangWalls), Raises<WallRevoked>]
public sealed record RevokeWall(WallId Id) : Command
{
    public override async Task Run(Work work)
    {
        var wall = await work.Find<Wall>(Id);
        Refuse.If(wall.RevokedAt is not null, $"{wall.Name} is revoked already.");
        wall.Revoke(work.Now);
        work.Raise(new WallRevoked(wall.Id));
    }
}
