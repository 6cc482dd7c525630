using System.Diagnostics;
using System.Globalization;
using BackOffice.Kernel;
using CsCheck;

namespace BackOffice.Tests.Simulation;

/// <summary>
/// Random days of a whole company. <c>BACKOFFICE_SIM_SEEDS</c> and <c>BACKOFFICE_SIM_STEPS</c> make it longer,
/// <c>BACKOFFICE_SIM_SEED</c> does one day again. What fails is written to the test's output as a file for tests/data/seeds.
/// </summary>
public class SimulationTests(ITestOutputHelper output)
{
    internal static int Number(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
    static string SeedFolder => Path.Combine(AppContext.BaseDirectory, "data", "seeds");

    /// <summary>The day of a seed. The seed is what is printed; the generator is CsCheck's.</summary>
    internal static Step[] Day(string seed, int steps) => Step.Day(steps).Generate(PCG.Parse(seed), null, out _);
    internal static string SeedOf(int number) => new PCG((uint)number, (ulong)number * 7919 + 17).ToString();

    [Fact]
    public async Task Kept_days_that_failed_once_are_done_first_and_hold()
    {
        foreach (var file in Directory.Exists(SeedFolder) ? Directory.GetFiles(SeedFolder, "*.txt").Order(StringComparer.Ordinal) : Enumerable.Empty<string>())
        {
            var day = File.ReadAllLines(file).Where(line => line.Length > 0 && line[0] != '#').Select(Step.Parse).ToList();
            try { await Simulation.Run(day); }
            catch (Broken broken) { Assert.Fail($"{Path.GetFileName(file)}: {broken.Message}"); }
        }
    }

    [Fact]
    public async Task Whatever_people_do_everything_that_must_hold_holds()
    {
        var (seeds, steps) = (Number("BACKOFFICE_SIM_SEEDS", 200), Number("BACKOFFICE_SIM_STEPS", 50));
        var only = Environment.GetEnvironmentVariable("BACKOFFICE_SIM_SEED");
        var first = Number("BACKOFFICE_SIM_FIRST", 1);
        var clock = Stopwatch.StartNew();
        var (commands, done, refused, failed, crashes) = (0, 0, 0, 0, 0);
        var (by, why) = (new Dictionary<string, int>(), new Dictionary<string, string>());
        var gate = new Lock();
        var broken = new List<string>();
        // Each day is single-threaded; two go side by side.
        await Parallel.ForEachAsync(only is { Length: > 0 } ? [only] : Enumerable.Range(first, seeds).Select(SeedOf), new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = TestContext.Current.CancellationToken }, async (seed, stop) =>
        {
            lock (gate) if (broken.Count >= Number("BACKOFFICE_SIM_MOST", 3)) return;
            try
            {
                var day = await Simulation.Run(Day(seed, steps));
                lock (gate)
                {
                    (commands, done, refused, failed, crashes) = (commands + day.Commands, done + day.Done, refused + day.Refused, failed + day.Failed, crashes + day.Crashes);
                    foreach (var (name, count) in day.DoneBy) by[name] = by.GetValueOrDefault(name) + count;
                    foreach (var (name, refusal) in day.RefusedBy) why[name] = refusal;
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                var (cut, reason) = await Cut(Day(seed, steps), e.Message);
                lock (gate) broken.Add($"BACKOFFICE_SIM_SEED={seed} fails: {e.Message}\nCut short it fails by: {reason}\nKeep this in tests/data/seeds:\n# {seed}\n{string.Join('\n', cut)}\n{(e is Broken ? "" : e)}");
            }
        });
        output.WriteLine($"{seeds} days, {commands} commands: {done} done, {refused} refused, {failed} failed by a fault and done again, {crashes} crashes; {clock.Elapsed.TotalSeconds:N0} s.");
        output.WriteLine($"Never done: {string.Join(", ", Wishes.All.Keys.Except(by.Keys).Select(name => $"{name} ({why.GetValueOrDefault(name, "never asked for")})"))}");
        if (Number("BACKOFFICE_SIM_WHY", 0) > 0) output.WriteLine(string.Join("\n", why.OrderBy(w => w.Key, StringComparer.Ordinal).Select(w => $"{w.Key}: {w.Value}")));
        output.WriteLine(string.Join(", ", by.OrderBy(b => b.Value).Select(b => $"{b.Key} {b.Value}")));
        Assert.True(broken.Count == 0, string.Join("\n\n", broken));
        Assert.True(only is not null || done > commands / 4, $"Only {done} of {commands} commands were done: the simulation does not go deep.");
    }

    [Fact]
    public async Task The_same_seed_is_the_same_day()
    {
        for (var number = 1; number <= Number("BACKOFFICE_SIM_TWICE", 2); number++)
        {
            var day = Day(SeedOf(number), 50);
            Assert.Equal(day, Day(SeedOf(number), 50));
            var both = await Task.WhenAll(Task.Run(() => Simulation.Run(day)), Task.Run(() => Simulation.Run(day)));
            Assert.Equal(both[0].Trace, both[1].Trace);
        }
    }

    [Fact]
    public async Task Every_command_can_be_wished_for()
    {
        await using var company = await BackOffice.Testing.Company.OpenStill(await Morning.Shared, Morning.At);
        using var reading = await ((Database)company.Services.GetService(typeof(Database))!).Read();
        var picture = new Picture(reading, Morning.At.UtcDateTime);
        var wrong = new List<string>();
        foreach (var (name, type) in Wishes.All)
        {
            try
            {
                if (!Enumerable.Range(1, 60).Any(i => Wishes.Of(name, picture, new((uint)i)) is not null || AnyCommand.Of(type, picture, new((uint)i)) is not null)) wrong.Add($"{name}: nothing was ever wished.");
            }
            catch (Exception e) when (e is NotSupportedException or MissingMethodException or System.Reflection.TargetInvocationException) { wrong.Add($"{name}: {(e.InnerException ?? e).Message}"); }
        }
        Assert.Empty(wrong);
    }

    // Leaves out whatever the failure does not need: halves first, then single steps.
    internal static async Task<(IReadOnlyList<Step> Day, string Why)> Cut(IReadOnlyList<Step> day, string why, Plant? plant = null)
    {
        var tries = 0;
        for (var size = day.Count / 2; size >= 1; size /= 2)
            for (var from = 0; from + size <= day.Count && tries < 120;)
            {
                var less = day.Take(from).Concat(day.Skip(from + size)).ToList();
                tries++;
                try
                {
                    await Simulation.Run(less, plant);
                    from += size;
                }
                catch (Exception e) { (day, why) = (less, e.Message); }
            }
        return (day, why);
    }
}
