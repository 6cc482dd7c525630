using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;

namespace BackOffice.Bench;

/// <summary>
/// Walls without circuits: <c>walls --count N</c> paired screens show the company's board of a portal of its own; what each costs at
/// rest and for a beat. With <c>--bare</c> first as many connections to a hub that does nothing, in a server that has nothing else.
/// </summary>
static class WallBench
{
    static long updates;

    public static async Task<object> Run(Options options)
    {
        var count = options.Number("count", 1000);
        return options.Has("bare")
            ? new { bare = await Measured(LiveHostProcess.Bare, count), paired = await Measured("board", count) }
            : await Measured("board", count);
    }

    static async Task<object> Measured(string page, int count)
    {
        await using var host = await LiveHostProcess.Start(page, null);
        var device = page == LiveHostProcess.Bare ? null : "backoffice-wall=" + await host.Pair();
        // What the first ones bring for all is there before memory is counted.
        for (var i = 0; i < 20; i++) await Listen(host.Address, device);
        await Task.Delay(TimeSpan.FromSeconds(5));

        var (before, watch) = (await host.Collect(), Stopwatch.StartNew());
        foreach (var some in Enumerable.Range(0, count).Chunk(50)) await Task.WhenAll(some.Select(_ => Listen(host.Address, device)));
        var opened = watch.Elapsed.TotalSeconds;
        await Task.Delay(TimeSpan.FromSeconds(10));
        var with = await host.Collect();

        // Beats only: what it costs that every wall knows every three seconds that it is true.
        var (began, from) = (await host.Figures(), Interlocked.Read(ref updates));
        await Task.Delay(TimeSpan.FromSeconds(30));
        var (ended, beats) = (await host.Figures(), Interlocked.Read(ref updates) - from);
        var after = await host.Collect();
        return new
        {
            walls = count,
            openedPerSecond = Math.Round(count / opened),
            heapKbPerWall = Kb(after.HeapBytes - before.HeapBytes, count),
            residentKbPerWall = Kb(after.ResidentBytes - before.ResidentBytes, count),
            residentKbPerWallAtFirst = Kb(with.ResidentBytes - before.ResidentBytes, count),
            messagesPerSecond = beats / 30,
            cpuUsPerMessage = beats == 0 ? 0 : Math.Round((ended.CpuMs - began.CpuMs) * 1000 / beats, 1),
        };
    }

    static double Kb(long bytes, int count) => Math.Round(bytes / 1024.0 / count, 1);

    static async Task Listen(Uri portal, string? device)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", device);
        await socket.ConnectAsync(new UriBuilder(portal) { Scheme = "ws", Path = "/wall/live" }.Uri, default);
        await Say(socket, """{"protocol":"json","version":1}""");
        await Say(socket, $$"""{"type":{{(device is null ? 1 : 4)}},"invocationId":"1","target":"Listen","arguments":[null]}""");
        var first = new TaskCompletionSource();
        _ = Hear(socket, first);
        await first.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    static Task Say(ClientWebSocket socket, string message) => socket.SendAsync(Encoding.UTF8.GetBytes(message + '\u001e'), WebSocketMessageType.Text, true, default);

    static async Task Hear(ClientWebSocket socket, TaskCompletionSource first)
    {
        var buffer = new byte[16 * 1024];
        while (socket.State == WebSocketState.Open)
        {
            var got = await socket.ReceiveAsync(buffer.AsMemory(), default);
            var text = Encoding.UTF8.GetString(buffer.AsSpan(0, got.Count));
            // A stream's items, or plain calls.
            var items = text.Split("\"type\":2").Length + text.Split("\"type\":1").Length - 2;
            if (text.Contains("\"error\"", StringComparison.Ordinal)) first.TrySetException(new InvalidOperationException($"The wall's stream ended: {text}"));
            if (items == 0) continue;
            Interlocked.Add(ref updates, items);
            first.TrySetResult();
        }
    }
}
