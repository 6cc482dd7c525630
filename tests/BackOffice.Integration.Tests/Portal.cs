using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;

namespace BackOffice.Tests;

/// <summary>The portal as a process of its own, as an operator starts it: serving, or running one verb. Its folder goes with it.</summary>
public sealed class PortalFolder : IDisposable
{
    public string Path_ { get; } = Directory.CreateTempSubdirectory("backoffice-host-").FullName;

    public static string Root { get; } = FindRoot();
    static string Program => Path.Combine(Root, "src", "BackOffice.Web", "bin", Configuration, "net10.0", "BackOffice.Web.dll");
    static string Configuration => new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Parent!.Name!;

    public static string Data(params string[] path) => Path.Combine([Root, "tests", "data", .. path]);

    public sealed record Result(int ExitCode, string Output, string Error)
    {
        public JsonElement Json => JsonDocument.Parse(Output).RootElement;
    }

    /// <summary>Runs a verb to its end.</summary>
    public async Task<Result> Run(params string[] arguments)
    {
        using var process = Start([.. arguments, "--data", Path_], "Development");
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new(process.ExitCode, await output, await error);
    }

    /// <summary>As <see cref="Run"/>, and it must have succeeded.</summary>
    public async Task<JsonElement> Json(params string[] arguments)
    {
        var result = await Run([.. arguments, "--json"]);
        Assert.True(result.ExitCode == 0, $"{string.Join(' ', arguments)} ended with {result.ExitCode}: {result.Error}{result.Output}");
        return result.Json;
    }

    /// <summary>The verify verb's word for a sound database.</summary>
    public async Task<JsonElement> Verified() => await Json("verify");

    public Process Begin(params string[] arguments) => Start([.. arguments, "--data", Path_], "Development");

    public Task<Serving> Serve(string environment = "Development", params string[] more) => Serving.Start(this, environment, more);

    internal static Process Start(string[] arguments, string environment)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8 };
        start.ArgumentList.Add(Program);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        return Process.Start(start)!;
    }

    static string FindRoot()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "BackOffice.sln"))) at = at.Parent!;
        return at.FullName;
    }

    public void Dispose()
    {
        try { Directory.Delete(Path_, recursive: true); }
        catch (IOException) { /* a process that was just killed may still hold a file; the system sweeps its temporary folder */ }
    }
}

/// <summary>A portal that serves; dispose it to stop it.</summary>
public sealed class Serving : IAsyncDisposable
{
    readonly Process process;
    readonly StringBuilder said = new();

    Serving(Process process) => this.process = process;

    public Uri Address { get; private set; } = null!;
    public string Said { get { lock (said) return said.ToString(); } }

    public static async Task<Serving> Start(PortalFolder folder, string environment, string[] more)
    {
        var serving = new Serving(PortalFolder.Start(["serve", "--urls", "http://127.0.0.1:0", "--data", folder.Path_, "--Practice:Speed=0", "--Mail:Receiver:Port=0", .. more], environment));
        var up = new TaskCompletionSource<Uri>();
        serving.process.OutputDataReceived += (_, e) => serving.Heard(e.Data, up);
        serving.process.ErrorDataReceived += (_, e) => serving.Heard(e.Data, up);
        serving.process.EnableRaisingEvents = true;
        serving.process.Exited += (_, _) => up.TrySetException(new InvalidOperationException($"The portal did not start: {serving.Said}"));
        serving.process.BeginOutputReadLine();
        serving.process.BeginErrorReadLine();
        serving.Address = await up.Task.WaitAsync(TimeSpan.FromMinutes(3));
        return serving;
    }

    void Heard(string? line, TaskCompletionSource<Uri> up)
    {
        if (line is null) return;
        lock (said) said.AppendLine(line);
        if (line.StartsWith("BackOffice is up: ", StringComparison.Ordinal)) up.TrySetResult(new(line["BackOffice is up: ".Length..].Trim()));
    }

    /// <summary>A browser without pages: keeps cookies, follows nothing.</summary>
    public HttpClient Browser() => new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = Address };

    public void Kill() => process.Kill(entireProcessTree: true);

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
