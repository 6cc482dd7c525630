using System.Diagnostics;
using System.Net.Sockets;

namespace BackOffice.Testing;

/// <summary>A real redis-server of a test's own on a loopback port, keeping nothing; can be killed and started again.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    Process? process;

    RedisServer(int port) => Port = port;

    public int Port { get; }
    public string Address => $"127.0.0.1:{Port}";

    /// <summary>Why there can be none here; null if there can.</summary>
    public static string? Lacks => Programs.Find("redis-server") is null ? "redis-server is not installed." : null;

    public static async Task<RedisServer> Start()
    {
        var redis = new RedisServer(PortalProcess.FreePort());
        await redis.StartAgain();
        return redis;
    }

    public async Task StartAgain()
    {
        process = Process.Start(new ProcessStartInfo(Programs.Find("redis-server")!, $"--port {Port} --bind 127.0.0.1 --save \"\" --appendonly no") { RedirectStandardOutput = true })!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        await Programs.Listens(Port);
    }

    public async Task Kill()
    {
        process!.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false }) await Kill();
        process?.Dispose();
    }
}

/// <summary>Programs of the system that tests start.</summary>
public static class Programs
{
    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin").Append("/usr/bin")
        .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>Waits until someone listens on a loopback port; fails after half a minute.</summary>
    public static async Task Listens(int port)
    {
        for (var waited = Stopwatch.StartNew(); ;)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", port);
                return;
            }
            catch (SocketException) when (waited.Elapsed < TimeSpan.FromSeconds(30)) { await Task.Delay(50); }
        }
    }
}
