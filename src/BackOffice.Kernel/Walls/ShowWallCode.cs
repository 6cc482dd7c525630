using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

// A screen shows a code. Whoever opens the page gets one, so it writes no log row, and an address gets only so many.
[Needs(May.HangWalls), Quiet]
public sealed record ShowWallCode([property: Secret] string Device, [property: Secret] string Code, string From, string? Screen) : Command
{
    public const int MostFromOneAddress = 20, MostAtOnce = 500;

    public override async Task Run(Work work)
    {
        Refuse.If(From.Length > 60 || Screen?.Length > 40, "This screen says too much about itself.");
        var codes = work.All<WallCode>();
        var over = work.Now - WallCode.Lives;
        await codes.Where(c => c.ShownAt <= over).ExecuteDeleteAsync();
        // Asked again because the answer was lost: quiet commands have no id by which that would be known.
        if (await codes.AnyAsync(c => c.Device == Device && c.Code == Code)) return;
        Refuse.If(await codes.CountAsync(c => c.From == From) >= MostFromOneAddress, "Too many codes were shown from this address; wait ten minutes.");
        Refuse.If(await codes.CountAsync() >= MostAtOnce, "Too many screens wait to be paired; try again in ten minutes.");
        work.Add(new WallCode { Device = Device, Code = Code, ShownAt = work.Now, From = From, Screen = Screen });
    }
}
