using System.Text.RegularExpressions;
using System.Globalization;

namespace BackOffice.Tests.Simulation;

/// <summary>The tests are tested: each mistake of <see cref="Plants"/> is built in, and the simulation has to find it within two hundred days.</summary>
public partial class PlantedFaultTests(ITestOutputHelper output)
{
    const int Most = 200;

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Plants.All.Count)];

    [Theory(Explicit = true), MemberData(nameof(Numbers))]
    public async Task A_planted_mistake_is_found(int number)
    {
        for (var day = 1; day <= Most; day++)
        {
            var plant = Plants.All[number]();
            try { await Simulation.Run(SimulationTests.Day(SimulationTests.SeedOf(day), 50), plant); }
            catch (Exception e)
            {
                // It counts only if the same day holds without the mistake.
                await Simulation.Run(SimulationTests.Day(SimulationTests.SeedOf(day), 50));
                output.WriteLine($"{plant.Name}: at day {day} by: {e.Message}");
                Publish(plant.Name, day, Why(e.Message));
                return;
            }
        }
        Assert.Fail($"{Plants.All[number]().Name}: not found in {Most} days.");
    }

    // The table of docs/reliability.md: each mistake has its row; written anew on request.
    static void Publish(string name, int day, string why)
    {
        var file = Path.Combine(TidyTests.Root, "docs", "reliability.md");
        var text = File.ReadAllText(file);
        var row = new Regex($@"^\| {Regex.Escape(name)} \|.*$", RegexOptions.Multiline);
        Assert.True(row.IsMatch(text), $"docs/reliability.md has no row for: {name}");
        if (Environment.GetEnvironmentVariable("BACKOFFICE_UPDATE") is null) return;
        lock (typeof(PlantedFaultTests)) File.WriteAllText(file, row.Replace(File.ReadAllText(file), $"| {name} | {why} | {day.ToString(CultureInfo.InvariantCulture)} |".Replace("$", "$$")));
    }

    static string Why(string message)
    {
        message = StepIn().Replace(message.ReplaceLineEndings(" "), "").Replace("|", "/");
        var what = message.Contains(" came again", StringComparison.Ordinal) ? "the model: a command that came again was done again"
            : message.Contains("yet something of it stayed", StringComparison.Ordinal) ? "the model: nothing of what is refused or failed may stay"
            : message.Contains("yet the log moved", StringComparison.Ordinal) ? "the model: the log must not move"
            : message.Contains("older state", StringComparison.Ordinal) ? "the model: who decides on an older state is refused"
            : message.Contains("mistake of ours", StringComparison.Ordinal) ? "the database's own constraint, and the model: no command fails without a fault"
            : message.Contains(" sees ", StringComparison.Ordinal) ? "the model: nobody sees a row beyond their reach"
            : $"the check “{message.Split(':')[0]}”";
        return what;
    }

    [GeneratedRegex(@"^Step \d+ \([^)]*\): ")]
    private static partial Regex StepIn();
}
