using System.Globalization;
using System.Text.Json;
using BackOffice.Bench;

// The measures of DESIGN.md. NAME [--json] [--orders N] …; the last line is one JSON object.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var benches = new Dictionary<string, Func<Options, Task<object>>>
{
    ["pipeline"] = PipelineBench.Run,
    ["import"] = StartBenches.Import,
    ["lists"] = ReadBenches.Lists,
    ["trial-balance"] = ReadBenches.TrialBalance,
    ["cold-start"] = StartBenches.ColdStart,
    ["live"] = LiveBench.Run,
    ["walls"] = WallBench.Run,
};
// The measured side of `live` and `walls`, in a process of its own.
if (args is ["live-host" or "bare-host", ..])
{
    await (args[0] is "bare-host" ? LiveHost.Bare(new Options(args[1..])) : LiveHost.Run(new Options(args[1..])));
    return 0;
}
if (args.Length == 0 || !benches.TryGetValue(args[0], out var bench))
{
    Console.Error.WriteLine($"Name one of: {string.Join(", ", benches.Keys)}.");
    return 1;
}
var result = await bench(new Options(args[1..]));
Console.WriteLine(JsonSerializer.Serialize(result, new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase }));
return 0;
