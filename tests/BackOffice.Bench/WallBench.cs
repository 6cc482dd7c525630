using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using BackOffice.Testing;

namespace BackOffice.Bench;

/// <summary>Walls without circuits: <c>walls --count N</c> screens listen to the company's board of a portal of its own; what each costs at rest and for an update.</summary>
static class WallBench
{
    static long updates;

    public static async Task<object> Run(Options options)
    {
        var count = options.Number("count", 1000);
        await using var portal = await PortalProcess.Start();
        var address = new Uri(portal.Address);
        var person = await HeadlessPerson.SignIn(address, "Max");
        await Listen(address, person.Cookie);
        await Task.Delay(TimeSpan.FromSeconds(5));

        var (before, watch) = (Resident(portal.Id), Stopwatch.StartNew());
        foreach (var some in Enumerable.Range(0, count).Chunk(50)) await Task.WhenAll(some.Select(_ => Listen(address, person.Cookie)));
        var opened = watch.Elapsed.TotalSeconds;
        await Task.Delay(TimeSpan.FromSeconds(10));
        var resident = Resident(portal.Id) - before;

        // Beats only: what it costs that every wall knows every three seconds that it is true.
        var (cpu, from) = (Cpu(portal.Id), Interlocked.Read(ref updates));
        await Task.Delay(TimeSpan.FromSeconds(30));
        var (spent, beats) = (Cpu(portal.Id) - cpu, Interlocked.Read(ref updates) - from);
        return new { walls = count, openedPerSecond = Math.Round(count / opened), residentKbPerWall = Math.Round(resident / 1024.0 / count, 1), messagesPerSecond = beats / 30, cpuUsPerMessage = beats == 0 ? 0 : Math.Round(spent.TotalMicroseconds / beats, 1) };
    }

    static async Task Listen(Uri portal, string cookie)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", cookie);
        await socket.ConnectAsync(new UriBuilder(portal) { Scheme = "ws", Path = "/wall/live" }.Uri, default);
        await Say(socket, """{"protocol":"json","version":1}""");
        await Say(socket, """{"type":4,"invocationId":"1","target":"Listen","arguments":["company"]}""");
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
            var items = text.Split("\"type\":2").Length - 1;
            if (text.Contains("\"type\":3", StringComparison.Ordinal)) first.TrySetException(new InvalidOperationException($"The wall's stream ended: {text}"));
            if (items == 0) continue;
            Interlocked.Add(ref updates, items);
            first.TrySetResult();
        }
    }

    static long Resident(int process) => long.Parse(File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) * 1024;

    static TimeSpan Cpu(int process)
    {
        using var running = Process.GetProcessById(process);
        return running.TotalProcessorTime;
    }
}
