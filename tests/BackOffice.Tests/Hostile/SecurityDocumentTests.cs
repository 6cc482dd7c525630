using System.Text.RegularExpressions;

namespace BackOffice.Tests.Hostile;

/// <summary>docs/security.md promises tests by name; a test that was renamed or lost is missed here.</summary>
public sealed partial class SecurityDocumentTests
{
    [Fact]
    public void Every_test_that_the_document_names_exists()
    {
        var named = Named().Matches(File.ReadAllText(Path.Combine(TidyTests.Root, "docs", "security.md"))).Select(m => (Class: m.Groups[1].Value, Test: m.Groups[2].Value)).Distinct().ToList();
        Assert.True(named.Count > 50, $"{named.Count} tests are named.");
        var sources = Directory.EnumerateFiles(Path.Combine(TidyTests.Root, "tests"), "*.cs", SearchOption.AllDirectories).Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}")).Select(File.ReadAllText).ToList();
        Assert.Empty(named.Where(n => !sources.Any(s => Regex.IsMatch(s, $@"class {n.Class}\b") && Regex.IsMatch(s, $@"\b(Task|void) {n.Test}\("))).Select(n => $"{n.Class}.{n.Test}"));
    }

    [Fact]
    public void Every_chapter_has_its_table()
    {
        var text = File.ReadAllText(Path.Combine(TidyTests.Root, "docs", "security.md"));
        Assert.Empty(Enumerable.Range(1, 17).Where(chapter => !Regex.IsMatch(text, $@"^### V{chapter} ", RegexOptions.Multiline)));
    }

    [GeneratedRegex(@"`(\w+Tests)\.([A-Z]\w+)`")]
    private static partial Regex Named();
}
