namespace BackOffice.Kernel;

[Event("portal.wall-kept", 1)]
public sealed record WallKept(WallId Wall) : Event
{
    public override Words Says() => "Revoking was taken back";
}

// Takes a revoke back before the screen has lost its boards.
[Needs(May.HangWalls), Raises<WallKept>]
public sealed record KeepWall(WallId Id) : Command
{
    public override async Task Run(Work work)
    {
        (await work.Find<Wall>(Id)).TakeBack();
        work.At(EndWall.Key(Id), null, null);
        work.Raise(new WallKept(Id));
    }
}
