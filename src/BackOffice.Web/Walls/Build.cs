using System.Security.Cryptography;

namespace BackOffice.Web;

/// <summary>What was built: programs and files. A wall that was loaded from another build loads itself anew.</summary>
sealed class Build(IConfiguration configuration)
{
    static readonly Lazy<string> ours = new(Reckon);

    /// <summary>The setting <c>Build</c> (an image's tag, say), else by what was built.</summary>
    public string Id { get; } = configuration["Build"] is { Length: > 0 } named ? named : ours.Value;

    static string Reckon()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var assembly in Portal.Departments().Assemblies.Append(typeof(Ui.Session).Assembly).Append(typeof(Build).Assembly).Distinct())
            hash.AppendData(assembly.ManifestModule.ModuleVersionId.ToByteArray());
        // The style sheets and scripts stand in it with their fingerprints.
        var files = Path.Combine(AppContext.BaseDirectory, $"{typeof(Build).Assembly.GetName().Name}.staticwebassets.endpoints.json");
        if (File.Exists(files)) hash.AppendData(File.ReadAllBytes(files));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }
}
