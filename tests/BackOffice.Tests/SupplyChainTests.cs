using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace BackOffice.Tests;

/// <summary>What the portal is made of, and that no secret and no place of ours stands among its sources.</summary>
public partial class SupplyChainTests
{
    static readonly string[] permissive = ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "OFL-1.1", "MS-PL", "PostgreSQL", "Unlicense", "0BSD"];

    // Their licence stands in a file of the package, read by hand: SmtpServer's is MIT; the other two are native parts of Microsoft's
    // libraries (SqlClient on Windows, the Windows sign-in broker) under Microsoft's terms, which allow to hand them on with the program.
    static readonly string[] readByHand = ["SmtpServer", "Microsoft.Data.SqlClient.SNI.runtime", "Microsoft.Identity.Client.NativeInterop"];

    static string Sbom => Path.Combine(TidyTests.Root, "src", "BackOffice.Web", "bin", AppContext.BaseDirectory.Contains("Release") ? "Release" : "Debug", "net10.0", "sbom.cdx.json");

    [Fact]
    public void The_bill_of_materials_names_every_package_with_its_hash_and_a_permissive_licence()
    {
        using var sbom = JsonDocument.Parse(File.ReadAllText(Sbom));
        Assert.Equal(("CycloneDX", "1.6"), (sbom.RootElement.GetProperty("bomFormat").GetString(), sbom.RootElement.GetProperty("specVersion").GetString()));
        var components = sbom.RootElement.GetProperty("components").EnumerateArray().ToList();
        using var assets = JsonDocument.Parse(File.ReadAllText(Path.Combine(TidyTests.Root, "src", "BackOffice.Web", "obj", "project.assets.json")));
        var packages = assets.RootElement.GetProperty("libraries").EnumerateObject().Where(l => l.Value.GetProperty("type").GetString() == "package").Select(l => l.Name.Replace('/', '@')).ToList();
        Assert.True(packages.Count > 50);
        Assert.Empty(packages.Except(components.Select(c => $"{c.GetProperty("name").GetString()}@{c.GetProperty("version").GetString()}")));
        foreach (var package in components.Where(c => c.TryGetProperty("purl", out _))) Assert.Equal(128, package.GetProperty("hashes")[0].GetProperty("content").GetString()!.Length);

        Assert.Empty(components.Where(c => !IsFree(c)).Select(c => $"{c.GetProperty("name").GetString()}: {(c.TryGetProperty("licenses", out var l) ? l.ToString() : "no licence")}"));
    }

    static bool IsFree(JsonElement component) => readByHand.Contains(component.GetProperty("name").GetString())
        || (component.TryGetProperty("licenses", out var licences) && licences[0].GetProperty("license").TryGetProperty("id", out var id) && permissive.Contains(id.GetString()));

    [Fact]
    public void Nothing_that_looks_like_a_key_stands_in_the_repository()
    {
        var found = new List<string>();
        foreach (var file in Files())
        {
            var text = File.ReadAllText(file);
            found.AddRange(KeyShaped().Matches(text).Where(m => !IsMadeUp(m.Value)).Select(m => $"{Path.GetRelativePath(TidyTests.Root, file)}: {m.Value[..Math.Min(16, m.Value.Length)]}…"));
        }
        Assert.Empty(found);
    }

    [Fact]
    public void A_key_would_be_found()
    {
        Assert.Matches(KeyShaped(), BackOffice.Kernel.ApiKey.NewSecret());
        Assert.Matches(KeyShaped(), BackOffice.Kernel.Webhook.NewSecret());
        Assert.Matches(KeyShaped(), "-----BEGIN RSA " + "PRIVATE KEY-----");
        Assert.Matches(KeyShaped(), "Password=" + "hunter2hunter2;");
    }

    [Fact]
    public void Every_project_has_its_lock_file_and_none_names_a_place()
    {
        var projects = Directory.EnumerateFiles(TidyTests.Root, "*.csproj", SearchOption.AllDirectories).Where(IsSource).ToList();
        Assert.Empty(projects.Where(p => !File.Exists(Path.Combine(Path.GetDirectoryName(p)!, "packages.lock.json"))).Select(Path.GetFileName));
        foreach (var locked in projects.Select(p => Path.Combine(Path.GetDirectoryName(p)!, "packages.lock.json")))
            Assert.DoesNotContain("://", File.ReadAllText(locked));
    }

    [Fact]
    public void A_known_weakness_of_any_level_in_any_package_fails_the_build()
    {
        var build = XDocument.Load(Path.Combine(TidyTests.Root, "Directory.Build.props"));
        string Set(string name) => Assert.Single(build.Descendants(name)).Value;
        Assert.Equal(("true", "all", "low", "true"), (Set("NuGetAudit"), Set("NuGetAuditMode"), Set("NuGetAuditLevel"), Set("TreatWarningsAsErrors")));
        // Nothing takes it back: no project switches it off, and none lets an advisory pass.
        var others = Directory.EnumerateFiles(TidyTests.Root, "*.*", SearchOption.AllDirectories).Where(f => Path.GetExtension(f) is ".csproj" or ".props" or ".targets").Where(IsSource);
        Assert.Empty(others.Where(f => Loose().IsMatch(File.ReadAllText(f)) || (!f.EndsWith("Directory.Build.props", StringComparison.Ordinal) && File.ReadAllText(f).Contains("NuGetAudit"))).Select(f => Path.GetRelativePath(TidyTests.Root, f)));
    }

    [GeneratedRegex("<(NoWarn|WarningsNotAsErrors)[^<]*NU190[1-4]|NuGetAuditSuppress")]
    private static partial Regex Loose();

    // Words that stand for a secret in tests and examples.
    static bool IsMadeUp(string match) => match.Contains("…") || match.Contains("...") || match.Contains("YOUR") || match.Contains("for-this-test") || match.Contains("Canary", StringComparison.OrdinalIgnoreCase);

    static IEnumerable<string> Files()
    {
        string[] kinds = [".cs", ".razor", ".json", ".csproj", ".props", ".targets", ".md", ".js", ".mjs", ".css", ".yml", ".yaml", ".sh", ".conf", ".service", ".bicep", ".sql", ".xml", ".txt", ".config", ""];
        return Directory.EnumerateFiles(TidyTests.Root, "*", SearchOption.AllDirectories).Where(f => IsSource(f) && kinds.Contains(Path.GetExtension(f)) && new FileInfo(f).Length < 2_000_000);
    }

    static bool IsSource(string path)
    {
        var parts = Path.GetRelativePath(TidyTests.Root, path).Split(Path.DirectorySeparatorChar);
        return !parts.Any(p => p is "bin" or "obj" or ".git" or "node_modules" or "TestResults" or "artifacts" or "backoffice-data");
    }

    [GeneratedRegex("""-----BEGIN [A-Z ]*PRIVATE KEY|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}|\bxox[baprs]-[A-Za-z0-9-]{10,}|\bwhsec_[A-Za-z0-9+/]{40,}|\bbo_[0-9a-f]{48}\b|\beyJ[A-Za-z0-9_-]{20,}\.eyJ|\bAIza[0-9A-Za-z_-]{35}|\bsk-[A-Za-z0-9]{32,}|(?i:\b(?:password|pwd|clientsecret|accountkey)=)[^;"'\s{}<>$]{8,}""")]
    private static partial Regex KeyShaped();
}
