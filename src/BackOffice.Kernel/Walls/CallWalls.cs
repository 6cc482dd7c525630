namespace BackOffice.Kernel;

public enum WallCall { Reload, Chime }

[Event("portal.walls-called", 1)]
public sealed record WallsCalled(WallCall To) : Event
{
    public override Words Says() => To is WallCall.Reload ? "All walls loaded anew" : "All walls chimed";
}

// Tells every wall that listens now to load itself anew, or to chime once so that one hears which do. Who is not connected has nothing to catch up.
[Needs(May.HangWalls), Raises<WallsCalled>]
public sealed record CallWalls(WallCall To) : Command
{
    public override Task Run(Work work)
    {
        work.Raise(new WallsCalled(To));
        return Task.CompletedTask;
    }
}
