using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Kernel;

/// <summary>Runs every check, reading only, and reports what was found. As an errand it runs on one node, once, and again if the node dies.</summary>
[Errand("portal.run-checks")]
public sealed record RunChecks : Errand
{
    const int EveryMinutes = 240;

    public override string Subject => "checks";

    public override async Task<ICommand?> Run(World world)
    {
        var checks = await world.Get<Verify>().Run();
        var pause = world.Get<IServiceProvider>().GetService<IConfiguration>()?["Checks:EveryMinutes"] is { } text && int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var minutes) ? Math.Clamp(minutes, 1, 10_080) : EveryMinutes;
        return new RecordChecks(checks.Select(c => new CheckFound(c.Key, c.Checked, c.Milliseconds, c.Violations)).ToMany(), pause);
    }
}
