using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace BackOffice.Testing;

/// <summary>The portal as a process of its own, on a loopback port, with a folder of its own; can be killed and started again.</summary>
public sealed class PortalProcess : IAsyncDisposable
{
    Process? process;
    readonly StringBuilder output = new();
    readonly string[] more;
    readonly Dictionary<string, string?> environment;
    readonly TestCertificate? certificate;

    PortalProcess(string folder, int port, string[] more, Dictionary<string, string?> environment, TestCertificate? certificate) =>
        (Folder, Port, this.more, this.environment, this.certificate) = (folder, port, more, environment, certificate);

    public string Folder { get; }
    public int Port { get; }
    public string Address => $"{(certificate is null ? "http" : "https")}://127.0.0.1:{Port}";
    public string Output { get { lock (output) return output.ToString(); } }
    public int Id => process!.Id;

    /// <summary>The root of the repository that the tests were built from.</summary>
    public static string Root
    {
        get
        {
            var root = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(root, "BackOffice.sln"))) root = Path.GetDirectoryName(root)!;
            return root;
        }
    }

    /// <summary>The program as it was built with the tests.</summary>
    public static string Program
    {
        get
        {
            var configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}") ? "Release" : "Debug";
            return Path.Combine(Root, "src", "BackOffice.Web", "bin", configuration, "net10.0", "BackOffice.Web.dll");
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static async Task<PortalProcess> Start(string? folder = null, Dictionary<string, string?>? environment = null, params string[] more)
    {
        var portal = new PortalProcess(folder ?? NewFolder(), FreePort(), more, environment ?? [], null);
        await portal.StartAgain();
        return portal;
    }

    /// <summary>In Production, over https, on a real and empty company, with this directory and nothing else to sign in by.</summary>
    public static async Task<PortalProcess> StartReal(TestCertificate certificate, CompanyDirectory directory, Dictionary<string, string?>? settings = null, params string[] more)
    {
        var portal = new PortalProcess(NewFolder(), FreePort(), more, new([.. certificate.Environment, .. settings ?? directory.Settings, new("ASPNETCORE_ENVIRONMENT", "Production"), new("DOTNET_ENVIRONMENT", "Production")]), certificate);
        directory.Register(portal.Address);
        var (code, _, error) = await Run(["migrate", "--data", portal.Folder]);
        if (code != 0) throw new InvalidOperationException(error);
        await portal.StartAgain();
        return portal;
    }

    static string NewFolder() => Directory.CreateTempSubdirectory("backoffice-portal-").FullName;

    /// <summary>Starts on the same folder and port, perhaps with other settings, and waits until it is ready.</summary>
    public async Task StartAgain(params string[] also)
    {
        Begin(also);
        using var http = certificate?.Http() ?? new HttpClient();
        http.Timeout = TimeSpan.FromSeconds(2);
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < TimeSpan.FromSeconds(90))
        {
            if (process!.HasExited) throw new InvalidOperationException($"The portal ended with {process.ExitCode}:\n{Output}");
            try
            {
                if ((await http.GetAsync($"{Address}/health/ready")).IsSuccessStatusCode) return;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException) { await Task.Delay(50); }
        }
        throw new InvalidOperationException($"The portal was not ready after 90 s:\n{Output}");
    }

    /// <summary>Starts, and is killed before it may be ready.</summary>
    public async Task DieWhileStarting(TimeSpan after)
    {
        Begin();
        await Task.Delay(after);
        await Kill();
    }

    void Begin(params string[] also)
    {
        lock (output) output.Clear();
        process?.Dispose();
        process = Launch(["serve", "--data", Folder, "--urls", Address, .. more, .. also], environment, Folder);
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>As if the power had gone.</summary>
    public async Task Kill()
    {
        process!.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    /// <summary>As an operator stops it (SIGTERM).</summary>
    public async Task Stop()
    {
        Signal(process!.Id, 15);
        await process.WaitForExitAsync();
    }

    /// <summary>Runs a verb of the command line to its end.</summary>
    public static async Task<(int Code, string Output, string Error)> Run(string[] arguments, string? workingFolder = null, TimeSpan? most = null)
    {
        using var process = Launch(arguments, [], workingFolder);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var timeout = new CancellationTokenSource(most ?? TimeSpan.FromMinutes(3));
        await process.WaitForExitAsync(timeout.Token);
        return (process.ExitCode, await output, await error);
    }

    public static Process Launch(string[] arguments, Dictionary<string, string?> environment, string? workingFolder = null)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = workingFolder ?? Path.GetTempPath() };
        start.ArgumentList.Add(Program);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["DOTNET_ENVIRONMENT"] = start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        // A day that goes on by itself would make no two runs alike.
        start.Environment["Practice__Speed"] = "0";
        // No fixed port: several portals run beside each other in tests.
        start.Environment["Mail__Receiver__Port"] = "0";
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public static void Signal(int process, int signal) => _ = kill(process, signal);

    void Keep(object sender, DataReceivedEventArgs e) { lock (output) output.AppendLine(e.Data); }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false }) await Kill();
        process?.Dispose();
        try { Directory.Delete(Folder, recursive: true); } catch (DirectoryNotFoundException) { /* a test took it away */ }
    }

    [DllImport("libc", SetLastError = true)]
    static extern int kill(int process, int signal);
}
