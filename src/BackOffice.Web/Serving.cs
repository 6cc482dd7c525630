using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BackOffice.Kernel;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace BackOffice.Web;

/// <summary>How a command line reaches the host that serves its data folder.</summary>
sealed record ServedAt(string Address, string Secret, int Process);

/// <summary>A verb that a command line hands to the running host, with the paths it was given made absolute.</summary>
sealed record HandedVerb(string[] Arguments, string Folder);

sealed record VerbResult(int ExitCode, string Output, string Error);

/// <summary>
/// Says in the data folder that this process serves it, and where. The lock is the operating system's, so it is gone with
/// the process; the file beside it holds the loopback address and a secret that only this machine's user can read.
/// Several nodes with names share a folder: each holds its own name's lock, and all of them the common one together.
/// </summary>
sealed class Serving(PortalSettings settings, Node node, IServer server, IHostApplicationLifetime lifetime) : IHostedService, IDisposable
{
    readonly string secret = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
    readonly string name = node.IsOneOfMany ? $"serving-{node.Name}" : "serving";
    FileStream? held, common;

    /// <summary>Takes the folder for this process; refuses if another one serves it (under the same name).</summary>
    public void Begin()
    {
        common = node.IsOneOfMany ? Take(settings.DataFolder, "serving", FileShare.Read) : null;
        held = node.IsOneOfMany && common is null ? null : Take(settings.DataFolder, name);
        if (held is null) throw new WrongSetting(
            $"The data folder {settings.DataFolder} is already served{(Find(settings.DataFolder, most: 1) is { } other ? $" at {other.Address} (process {other.Process})" : "")}; stop that first, or choose another with --data.");
    }

    public Task StartAsync(CancellationToken stop)
    {
        lifetime.ApplicationStarted.Register(Tell);
        return Task.CompletedTask;
    }

    /// <summary>Where the folder is served now; null if nobody does.</summary>
    public static ServedAt? Find(string folder, int most = 100)
    {
        if (!Directory.Exists(folder)) return null;
        for (var tries = 0; tries < most; tries++)
        {
            // A lock that can be taken is of a process that has gone.
            var taken = Directory.GetFiles(folder, "serving*.lock").Select(path => Path.GetFileNameWithoutExtension(path)!).Where(name => !IsFree(folder, name)).ToList();
            if (taken.Count == 0) return null;
            if (taken.Select(name => Read(folder, name)).FirstOrDefault(served => served is not null) is { } found) return found;
            if (tries + 1 < most) Thread.Sleep(100); // it is just starting
        }
        return null;
    }

    static bool IsFree(string folder, string name)
    {
        using var free = Take(folder, name);
        return free is not null;
    }

    public bool Knows(string? given) => given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(secret));

    void Tell()
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        if (addresses.Select(Loopback).OrderBy(a => a.StartsWith("https", StringComparison.Ordinal)).FirstOrDefault() is not { } address) return;
        var path = Path.Combine(settings.DataFolder, $"{name}.json");
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(path + ".new", options)) file.Write(JsonSerializer.SerializeToUtf8Bytes(new ServedAt(address, secret, Environment.ProcessId)));
        File.Move(path + ".new", path, overwrite: true);
    }

    static string Loopback(string address) => address.Replace("//+", "//127.0.0.1").Replace("//*", "//127.0.0.1").Replace("//0.0.0.0", "//127.0.0.1").Replace("//[::]", "//127.0.0.1");

    static FileStream? Take(string folder, string name, FileShare share = FileShare.None)
    {
        try { return new(Path.Combine(folder, $"{name}.lock"), FileMode.OpenOrCreate, share is FileShare.None ? FileAccess.ReadWrite : FileAccess.Read, share); }
        catch (IOException) { return null; }
    }

    static ServedAt? Read(string folder, string name)
    {
        try { return JsonSerializer.Deserialize<ServedAt>(File.ReadAllBytes(Path.Combine(folder, $"{name}.json"))); }
        catch (Exception e) when (e is IOException or JsonException) { return null; }
    }

    public Task StopAsync(CancellationToken stop)
    {
        File.Delete(Path.Combine(settings.DataFolder, $"{name}.json"));
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        Interlocked.Exchange(ref held, null)?.Dispose();
        Interlocked.Exchange(ref common, null)?.Dispose();
    }
}

/// <summary>The inner door for command line verbs: from this machine only, and with the secret of the data folder.</summary>
static class ServingDoor
{
    public const string Path = "/internal/verb", Header = "X-BackOffice-Secret";

    public static void MapServing(this WebApplication app) =>
        app.MapPost(Path, async (HttpContext context, Serving serving, IHostApplicationLifetime lifetime, HandedVerb verb) =>
        {
            if (context.Connection.RemoteIpAddress is not { } from || !System.Net.IPAddress.IsLoopback(from) || !serving.Knows(context.Request.Headers[Header])) return Results.NotFound();
            using var output = new StringWriter();
            using var error = new StringWriter();
            // A host that stops lets the verb end at its next step; whoever asked is told how to go on.
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
            var code = await CommandLine.Inside(verb, context.RequestServices, output, error, stop.Token);
            return Results.Json(new VerbResult(code, output.ToString(), error.ToString()));
        }).AllowAnonymous().DisableAntiforgery();
}
