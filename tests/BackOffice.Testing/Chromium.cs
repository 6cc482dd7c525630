using System.Diagnostics;

namespace BackOffice.Testing;

/// <summary>Finds a Chromium for the browser tests: their own variable, Playwright's, the system's; else installs one.</summary>
public static class Chromium
{
    public const string Variable = "BACKOFFICE_CHROMIUM";

    public static readonly string[] Flags =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    /// <summary>The path of the program; null means that Playwright knows its own.</summary>
    public static string? Find(Func<string[], int> playwright)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
            return File.Exists(named) ? named : throw new InvalidOperationException($"{Variable} names {named}, but there is no such file.");
        if (PlaywrightHasOne()) return null;
        if (InSystem() is { } found) return found;
        if (playwright(["install", "chromium"]) == 0 && PlaywrightHasOne()) return null;
        if (Environment.UserName == "root" && Run("apt-get", "update -qq") && Run("apt-get", "install -y -qq --no-install-recommends chromium") && InSystem() is { } installed) return installed;
        throw new InvalidOperationException($"There is no Chromium for the browser tests and none could be installed: install one, or name it in {Variable}.");
    }

    static string? InSystem() => new[] { "chromium", "chromium-browser", "google-chrome", "google-chrome-stable" }
        .SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    static bool PlaywrightHasOne()
    {
        var home = Environment.GetEnvironmentVariable("PLAYWRIGHT_BROWSERS_PATH") is { Length: > 0 } path ? path
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "ms-playwright");
        return Directory.Exists(home) && Directory.GetDirectories(home, "chromium*").Any(folder => File.Exists(Path.Combine(folder, "INSTALLATION_COMPLETE")));
    }

    static bool Run(string program, string arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.OutputDataReceived += (_, _) => { };
            process.ErrorDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            return process.WaitForExit(TimeSpan.FromMinutes(5)) && process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception) { return false; }
    }
}
