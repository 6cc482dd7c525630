using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using BackOffice.Kernel;
using BackOffice.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BackOffice.Bench;

/// <summary>What the server's process has used and holds.</summary>
sealed record HostFigures(double CpuMs, long HeapBytes, long ResidentBytes, long Reads, int Watchers, int Distinct, double GcPauseMs, int Gen0, int Gen1, int Gen2, long Allocated);

/// <summary>When each change was committed (ticks of the machine's monotonic clock, the same in every process), and how many failed.</summary>
sealed record HostChanges(int First, long[] CommittedAt, double Seconds, int Failed, string? Failure);

/// <summary>
/// The real portal in a process of its own, so that its CPU and memory are its own; told by lines what to do. The driver's
/// side is <see cref="LiveHostProcess"/>.
/// </summary>
static class LiveHost
{
    static long cameAt;
    static int number;

    /// <summary>The number of the newest change.</summary>
    public static int Last => number - 1;

    public static async Task Run(Options options)
    {
        var settings = new PortalSettings(options.Text("data")!) { Urls = options.Text("urls"), Environment = "Development", Guests = [new BenchDepartment()], More = ["--Practice:Speed=0", "--Mail:Receiver:Port=0"] };
        await using var app = await PortalHost.Build(settings);
        await app.StartAsync();
        var (feed, views) = (app.Services.GetRequiredService<Feed>(), app.Services.GetRequiredService<LiveViews>());
        feed.Came += _ => Volatile.Write(ref cameAt, Stopwatch.GetTimestamp());
        var page = LivePage.All[options.Text("page")!];
        Answer(await page.Prepare(app.Services));
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var words = line.Split(' ');
            switch (words[0])
            {
                case "figures": Answer(Figures(views)); break;
                case "collect": Answer(Collected(views)); break;
                case "pair": Answer(await Paired(app.Services)); break;
                case "change": Answer(await Change(app.Services, page, double.Parse(words[1], CultureInfo.InvariantCulture), double.Parse(words[2], CultureInfo.InvariantCulture), words[3] is "random")); break;
            }
        }
        await app.StopAsync();
    }

    /// <summary>A web server with one hub that says a word every three seconds, and nothing else: what a wall would cost if it were nothing but its connection.</summary>
    public static async Task Bare(Options options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(options.Text("urls")!);
        builder.Services.AddSignalR();
        await using var app = builder.Build();
        app.MapHub<BareHub>("/wall/live");
        await app.StartAsync();
        var all = app.Services.GetRequiredService<IHubContext<BareHub>>().Clients.All;
        using var beat = new Timer(_ => all.SendAsync("beat", 1), null, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3));
        Answer("");
        while (await Console.In.ReadLineAsync() is { } line)
        {
            if (line is "collect") Collect();
            Answer(Figures(null));
        }
        await app.StopAsync();
    }

    sealed class BareHub : Hub
    {
        public Task Listen(string? board) => Clients.Caller.SendAsync("beat", board);
    }

    static async Task<HostChanges> Change(IServiceProvider services, LivePage page, double rate, double seconds, bool isRandom)
    {
        var (first, committed, random, failed, failure) = (number, new List<long>(), new Random(7), 0, (string?)null);
        var clock = Stopwatch.StartNew();
        var next = TimeSpan.Zero;
        while (next.TotalSeconds < seconds)
        {
            if (next > clock.Elapsed) await Task.Delay(next - clock.Elapsed);
            next += TimeSpan.FromSeconds(isRandom ? -Math.Log(1 - random.NextDouble()) / rate : 1 / rate);
            var started = Stopwatch.GetTimestamp();
            try { await page.Change(services, number++); }
            catch (InvalidOperationException e) { (failed, failure) = (failed + 1, failure ?? e.Message); }
            committed.Add(Math.Max(started, Volatile.Read(ref cameAt)));
        }
        return new(first, [.. committed], clock.Elapsed.TotalSeconds, failed, failure);
    }

    // A screen is paired with the company's board, as a supervisor does it; what its device holds.
    static async Task<string> Paired(IServiceProvider services)
    {
        var (secret, code) = (Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)), RandomNumberGenerator.GetString(WallCode.Signs, WallCode.Length));
        var commands = services.GetRequiredService<Commands>();
        using var reading = await services.GetRequiredService<Database>().Read();
        var max = await reading.Reader.All<Person>().SingleAsync(person => person.Name == "Max Stone");
        var supervisor = await services.GetRequiredService<Access>().Of(max.Id);
        await commands.Send(new ShowWallCode(Wall.HashOf(secret), Wall.HashOf(code), "127.0.0.1", null), Actor.House(HouseActor.Program));
        var outcome = await commands.Send(new PairWall(code, "Bench", ["company"], 20), supervisor!);
        return outcome.Answer?.Wall is not null ? secret : throw new InvalidOperationException($"The wall was not paired: {outcome.Refusal}");
    }

    static HostFigures Collected(LiveViews views)
    {
        Collect();
        return Figures(views);
    }

    static void Collect()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
    }

    static HostFigures Figures(LiveViews? views) =>
        new(Environment.CpuUsage.TotalTime.TotalMilliseconds, GC.GetTotalMemory(false), Resident(), (views?.Reads ?? 0) + NaiveQueue.Reads, views?.Watchers ?? 0, views?.Distinct ?? 0,
            GC.GetTotalPauseDuration().TotalMilliseconds, GC.CollectionCount(0), GC.CollectionCount(1), GC.CollectionCount(2), GC.GetTotalAllocatedBytes());

    // What the process keeps for itself (heap, stacks, code), without the files that it only maps.
    static long Resident() => !OperatingSystem.IsLinux() ? Environment.WorkingSet
        : 1024 * long.Parse(File.ReadLines("/proc/self/status").First(line => line.StartsWith("RssAnon", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);

    static void Answer(object answer)
    {
        Console.Out.WriteLine("@" + JsonSerializer.Serialize(answer));
        Console.Out.Flush();
    }
}

/// <summary>The measured process as the driver holds it.</summary>
sealed class LiveHostProcess : IAsyncDisposable
{
    readonly Process process;
    readonly string folder;

    LiveHostProcess(Process process, string folder) => (this.process, this.folder) = (process, folder);

    /// <summary>Stands for a server without the portal.</summary>
    public const string Bare = "";

    public Uri Address { get; private init; } = null!;
    public string Path { get; private set; } = "";

    public static async Task<LiveHostProcess> Start(string page, string? folder)
    {
        var address = new Uri($"http://127.0.0.1:{Testing.PortalProcess.FreePort()}/");
        var data = folder ?? Directory.CreateTempSubdirectory("backoffice-live-").FullName;
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var word in (string[])[typeof(LiveHost).Assembly.Location, page == Bare ? "bare-host" : "live-host", "--page", page, "--data", data, "--urls", address.ToString()]) start.ArgumentList.Add(word);
        // As the host itself is configured by its project.
        start.Environment["DOTNET_gcServer"] = "1";
        var host = new LiveHostProcess(Process.Start(start)!, folder is null ? data : "") { Address = address };
        host.Path = await host.Answer<string>();
        return host;
    }

    public Task<HostFigures> Figures() => Ask<HostFigures>("figures");
    public Task<string> Pair() => Ask<string>("pair");
    public Task<HostFigures> Collect() => Ask<HostFigures>("collect");
    public Task<HostChanges> Change(double rate, double seconds, bool isRandom) => Ask<HostChanges>(string.Create(CultureInfo.InvariantCulture, $"change {rate} {seconds} {(isRandom ? "random" : "even")}"));

    async Task<T> Ask<T>(string line)
    {
        await process.StandardInput.WriteLineAsync(line);
        await process.StandardInput.FlushAsync();
        return await Answer<T>();
    }

    async Task<T> Answer<T>()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (line.StartsWith('@')) return JsonSerializer.Deserialize<T>(line[1..])!;
        throw new InvalidOperationException("The measured portal has ended.");
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try { await process.WaitForExitAsync(patience.Token); }
        catch (OperationCanceledException) { process.Kill(); }
        process.Dispose();
        if (folder.Length > 0) Directory.Delete(folder, recursive: true);
    }
}
