using System.Text.RegularExpressions;

namespace BackOffice.Tests.Simulation;

/// <summary>docs/reliability.md says by which test each fault is tried: the tests are there.</summary>
public partial class ReliabilityTests
{
    [Fact]
    public void Each_row_of_the_fault_matrix_names_tests_that_exist()
    {
        var rows = File.ReadAllLines(Path.Combine(TidyTests.Root, "docs", "reliability.md")).SkipWhile(line => line != "## The fault matrix").Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal)).Where(line => Row().IsMatch(line)).ToList();
        Assert.Equal(Enumerable.Range(1, 25).Select(n => $"F{n}"), rows.Select(row => Row().Match(row).Groups[1].Value));

        var sources = string.Join('\n', Directory.EnumerateFiles(Path.Combine(TidyTests.Root, "tests"), "*.cs", SearchOption.AllDirectories).Where(f => !f.Contains("/obj/") && !f.Contains("/bin/")).Select(File.ReadAllText));
        var missing = rows.SelectMany(row => Test().Matches(row)).Select(match => match.Groups[1].Value).Where(name => !Regex.IsMatch(sources, $@"public (async Task|void) {name}\(")).ToList();
        Assert.True(missing.Count == 0, $"No test has the name: {string.Join(", ", missing)}");
    }

    [GeneratedRegex(@"^\| (F\d+) \|")]
    private static partial Regex Row();

    // A sentence with underscores between back ticks is the name of a test.
    [GeneratedRegex(@"`([A-Z][a-z]*_\w+)`")]
    private static partial Regex Test();
}
