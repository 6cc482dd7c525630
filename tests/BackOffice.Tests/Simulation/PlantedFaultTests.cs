using System.Text.RegularExpressions;
using System.Globalization;

namespace BackOffice.Tests.Simulation;

/// <summary>
/// The tests are tested: each mistake of <see cref="Plants"/> is built in, and the simulation has to find it within two hundred days. It begins
/// with the day at which docs/reliability.md says that it was found; BACKOFFICE_UPDATE=1 begins with the first and writes that table anew.
/// </summary>
public partial class PlantedFaultTests(ITestOutputHelper output)
{
    const int Most = 200;

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Plants.All.Count)];

    [Theory, MemberData(nameof(Numbers))]
    public async Task A_planted_mistake_is_found(int number)
    {
        foreach (var day in KnownDay(Plants.All[number]().Name).Concat(Enumerable.Range(1, Most)).Distinct())
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

    static IEnumerable<int> KnownDay(string name)
    {
        var row = Row(name).Match(File.ReadAllText(Document));
        Assert.True(row.Success, $"docs/reliability.md has no row for: {name}");
        if (Environment.GetEnvironmentVariable("BACKOFFICE_UPDATE") is null && int.TryParse(row.Groups[1].Value, CultureInfo.InvariantCulture, out var day)) yield return day;
    }

    static string Document => Path.Combine(TidyTests.Root, "docs", "reliability.md");
    static Regex Row(string name) => new($@"^\| {Regex.Escape(name)} \|[^|]*\|\s*(\d*)\s*\|$", RegexOptions.Multiline);

    // The table of docs/reliability.md: each mistake has its row; written anew on request.
    static void Publish(string name, int day, string why)
    {
        if (Environment.GetEnvironmentVariable("BACKOFFICE_UPDATE") is null) return;
        lock (typeof(PlantedFaultTests)) File.WriteAllText(Document, Row(name).Replace(File.ReadAllText(Document), $"| {name} | {why} | {day.ToString(CultureInfo.InvariantCulture)} |".Replace("$", "$$")));
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
