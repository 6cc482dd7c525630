using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using BackOffice.Testing;

namespace BackOffice.Bench;

/// <summary>
/// Many real circuits on a real page of the product while real commands change it: what one costs, and how long a change
/// takes to the screens. Memory and CPU are the server's; the driver runs beside it on the same machine.
/// </summary>
static class LiveBench
{
    sealed record Seen(int Change, long At);

    /// <summary>One viewer's notes: which change came when, and how many bytes.</summary>
    sealed class Viewer(bool isStamped)
    {
        static readonly byte[] mark = "zq"u8.ToArray();
        readonly List<Seen> seen = [];
        int newest = -1;

        public HeadlessCircuit Circuit { get; set; } = null!;
        public List<Seen> Take() { lock (seen) { var all = seen.ToList(); seen.Clear(); return all; } }

        public void Came(HeadlessCircuit circuit, ReadOnlySpan<byte> batch)
        {
            var at = Stopwatch.GetTimestamp();
            if (!isStamped) { lock (seen) seen.Add(new(-1, at)); return; }
            var best = -1;
            for (var rest = batch; rest.IndexOf(mark) is var i and >= 0; rest = rest[(i + 2)..])
                if (rest.Length >= i + 11 && rest[i + 9] == 'q' && rest[i + 10] == 'z' && int.TryParse(rest.Slice(i + 2, 7), NumberStyles.None, CultureInfo.InvariantCulture, out var change)) best = Math.Max(best, change);
            if (best <= newest) return;
            newest = best;
            lock (seen) seen.Add(new(best, at));
        }
    }

    public sealed record Latency(double P50, double P99, double Max);

    public sealed record Measured(int Circuits, double OpenedPerSecond, double HeapKbPerCircuit, double ResidentKbPerCircuit, Latency LatencyMs, double CpuUsPerViewerUpdate,
        double BytesPerUpdate, double ReadsPerChange, int SubscribersLeft);

    public static async Task<object> Run(Options options)
    {
        var circuits = options.Number("circuits", 100);
        var name = options.Text("page") ?? "queue";
        var ours = await Measure(options, name, null, circuits);
        if (options.Has("bare")) Note("bare", await Measure(options, "queue", "/bare", circuits));
        if (options.Has("naive"))
        {
            var naive = await Measure(options, "queue", "/naive", options.Number("naive-circuits", Math.Min(circuits, 100)));
            Note("naive", naive);
            Note("ratio", new
            {
                cpu = Math.Round(naive.CpuUsPerViewerUpdate / ours.CpuUsPerViewerUpdate, 1),
                heap = Math.Round(naive.HeapKbPerCircuit / ours.HeapKbPerCircuit, 1),
                bytes = Math.Round(naive.BytesPerUpdate / ours.BytesPerUpdate, 1),
                reads = Math.Round(naive.ReadsPerChange / ours.ReadsPerChange, 1),
            });
        }
        return ours;
    }

    static async Task<Measured> Measure(Options options, string name, string? path, int count)
    {
        var page = LivePage.All[name];
        var (rate, seconds, isRandom) = (options.Real("rate", 4), options.Real("seconds", 20), options.Text("arrivals") is "random");
        await using var host = await LiveHostProcess.Start(name, options.Text("data"));
        path ??= host.Path;
        var people = await Task.WhenAll(page.Watchers.Select(watcher => HeadlessPerson.SignIn(host.Address, watcher)));

        // Warm: the code is compiled, and what the first circuits bring for all is there before memory is counted.
        var (warm, _) = await Open(host, page, people, path, Math.Min(count, 40));
        await host.Change(Math.Max(rate, 10), options.Real("warm", 6), false);
        await Close(warm);
        await Closed(host);
        var before = await host.Collect();

        var (viewers, openedPerSecond) = await Open(host, page, people, path, count);
        await Task.Delay(1500);
        var atRest = await host.Collect();
        await host.Change(rate, Math.Min(5, seconds), isRandom);
        await Quiet(viewers);
        foreach (var viewer in viewers) viewer.Take();

        var bytes = viewers.Sum(v => v.Circuit.Bytes);
        var batches = viewers.Sum(v => v.Circuit.Batches);
        var began = await host.Figures();
        var changes = await host.Change(rate, seconds, isRandom);
        await Quiet(viewers);
        var ended = await host.Figures();
        if (changes.Failed > 0) Console.Error.WriteLine($"{changes.Failed} changes failed: {changes.Failure}");
        if (viewers.Where(v => v.Circuit.Error is not null).ToList() is { Count: > 0 } broken) Console.Error.WriteLine($"{broken.Count} circuits broke: {broken[0].Circuit.Error}");
        var (latencies, updates) = Read(viewers, changes, page.IsStamped);
        bytes = viewers.Sum(v => v.Circuit.Bytes) - bytes;
        batches = viewers.Sum(v => v.Circuit.Batches) - batches;
        var after = await host.Collect();

        var clock = Stopwatch.StartNew();
        await Close(viewers);
        var closed = await Closed(host);
        Note(path, new
        {
            circuits = count,
            rate,
            seconds = Math.Round(changes.Seconds, 1),
            changes = changes.CommittedAt.Length,
            viewerUpdates = updates,
            viewerUpdatesPerSecond = Math.Round(updates / changes.Seconds),
            serverCoresUsed = Math.Round((ended.CpuMs - began.CpuMs) / 1000 / changes.Seconds, 2),
            batchesPerUpdate = Math.Round(batches / (double)Math.Max(1, updates), 2),
            gcPauseMsPerSecond = Math.Round((ended.GcPauseMs - began.GcPauseMs) / changes.Seconds, 1),
            collections = $"{ended.Gen0 - began.Gen0}/{ended.Gen1 - began.Gen1}/{ended.Gen2 - began.Gen2}",
            allocatedBytesPerUpdate = Math.Round((ended.Allocated - began.Allocated) / (double)Math.Max(1, updates)),
            distinctViews = ended.Distinct,
            subscribers = ended.Watchers,
            heapKbPerCircuitAtRest = Kb(atRest.HeapBytes - before.HeapBytes, count),
            residentKbPerCircuitAtRest = Kb(atRest.ResidentBytes - before.ResidentBytes, count),
            heapMbBefore = Mb(before.HeapBytes),
            heapMbWith = Mb(after.HeapBytes),
            heapMbClosed = Mb(closed.HeapBytes),
            residentMbBefore = Mb(before.ResidentBytes),
            residentMbWith = Mb(after.ResidentBytes),
            residentMbClosed = Mb(closed.ResidentBytes),
            closedSeconds = Math.Round(clock.Elapsed.TotalSeconds, 1),
        });
        return new(count, openedPerSecond, Kb(after.HeapBytes - before.HeapBytes, count), Kb(after.ResidentBytes - before.ResidentBytes, count), latencies,
            Math.Round((ended.CpuMs - began.CpuMs) * 1000 / Math.Max(1, updates), 1), Math.Round(bytes / (double)Math.Max(1, updates)), Math.Round((ended.Reads - began.Reads) / (double)changes.CommittedAt.Length, 2), closed.Watchers);
    }

    static async Task<(List<Viewer> Viewers, double PerSecond)> Open(LiveHostProcess host, LivePage page, HeadlessPerson[] people, string path, int count)
    {
        var viewers = Enumerable.Range(0, count).Select(_ => new Viewer(page.IsStamped)).ToList();
        var clock = Stopwatch.StartNew();
        await Parallel.ForEachAsync(viewers.Index(), new ParallelOptions { MaxDegreeOfParallelism = 32 },
            async (viewer, _) => viewer.Item.Circuit = await HeadlessCircuit.Open(host.Address, path, people[viewer.Index % people.Length], viewer.Item.Came));
        return (viewers, Math.Round(count / clock.Elapsed.TotalSeconds, 1));
    }

    static Task Close(List<Viewer> viewers) => Parallel.ForEachAsync(viewers, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (viewer, _) => await viewer.Circuit.Leave());

    // The last circuit is gone when nobody watches any more; what they held is collectable then.
    static async Task<HostFigures> Closed(LiveHostProcess host)
    {
        for (var i = 0; i < 100 && (await host.Figures()).Watchers > 0; i++) await Task.Delay(100);
        await Task.Delay(1000);
        return await host.Collect();
    }

    // Until no viewer has received anything for a while.
    static async Task Quiet(List<Viewer> viewers)
    {
        for (long before = -1, now = 0; before != now; before = now)
        {
            await Task.Delay(before < 0 ? 300 : 700);
            if (before < 0) before = 0;
            (before, now) = (now, viewers.Sum(v => v.Circuit.Batches));
            if (before == now) return;
        }
    }

    // A change that was coalesced into a later one has arrived with it.
    static (Latency, long Updates) Read(List<Viewer> viewers, HostChanges changes, bool isStamped)
    {
        var (latencies, updates) = (new List<double>(), 0L);
        foreach (var viewer in viewers)
        {
            var seen = viewer.Take();
            var next = 0;
            // Which change a batch shows is not always written in it: then the newest that was committed before it.
            if (!isStamped)
                seen = [.. seen.Select(s => s with { Change = Array.FindLastIndex(changes.CommittedAt, at => at <= s.At) }).Where(s => s.Change >= 0).DistinctBy(s => s.Change)];
            else seen = [.. seen.Select(s => s with { Change = s.Change - changes.First }).Where(s => s.Change >= 0)];
            foreach (var (change, at) in seen)
            {
                updates++;
                for (; next <= change && next < changes.CommittedAt.Length; next++) latencies.Add(Stopwatch.GetElapsedTime(changes.CommittedAt[next], at).TotalMilliseconds);
            }
        }
        latencies.Sort();
        return (new(Math.Round(Options.Percentile(latencies, 0.5), 1), Math.Round(Options.Percentile(latencies, 0.99), 1), Math.Round(Options.Percentile(latencies, 1), 1)), updates);
    }

    static double Kb(long bytes, int circuits) => Math.Round(bytes / 1024.0 / circuits, 1);
    static double Mb(long bytes) => Math.Round(bytes / 1048576.0, 1);

    static void Note(string what, object figures) => Console.WriteLine($"{what}: {JsonSerializer.Serialize(figures, Json)}");

    static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };
}
