using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace BackOffice.Testing;

/// <summary>How a connection to the outside misbehaves.</summary>
public enum Wire { Fine, Refuse, BlackHole, Delay, Cut, Drip, Reset }

/// <summary>
/// A small TCP proxy on the loopback address, between the portal and a server (or a browser and the portal), that breaks connections in
/// the ways networks do. Changing <see cref="Way"/> holds for connections that are open as well as for new ones.
/// </summary>
public sealed class TcpProxy : IAsyncDisposable
{
    readonly CancellationTokenSource stop = new();
    readonly ConcurrentDictionary<TcpClient, TcpClient?> open = new();
    readonly int target;
    TcpListener? listener;
    Wire way;

    public TcpProxy(int target)
    {
        this.target = target;
        Port = PortalProcess.FreePort();
        Listen();
    }

    public int Port { get; }

    /// <summary>For <see cref="Wire.Cut"/>: the connection ends after this many bytes from the server.</summary>
    public int CutAfter { get; set; }
    /// <summary>For <see cref="Wire.Cut"/>: instead of a number of bytes, when the server is about to answer to bytes that end like this (then the answer is lost).</summary>
    public byte[]? CutAfterSent { get; set; }
    public TimeSpan Delay { get; set; } = TimeSpan.FromSeconds(1);
    public int Connections { get; private set; }

    /// <summary>Refuse closes the door (connecting fails); Reset ends what is open hard, and each new connection at once.</summary>
    public Wire Way
    {
        get => way;
        set
        {
            way = value;
            if (value is Wire.Refuse) Shut(); else Listen();
            if (value is Wire.Refuse or Wire.Reset) EndAll();
        }
    }

    /// <summary>Ends every open connection hard; the way for new ones stays.</summary>
    public void EndAll()
    {
        foreach (var (client, server) in open)
        {
            End(client);
            if (server is not null) End(server);
        }
        open.Clear();
    }

    void Listen()
    {
        if (listener is not null) return;
        listener = new(IPAddress.Loopback, Port);
        listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Start();
        _ = Accept(listener);
    }

    void Shut()
    {
        listener?.Stop();
        listener = null;
    }

    async Task Accept(TcpListener from)
    {
        while (!stop.IsCancellationRequested)
        {
            TcpClient client;
            try { client = await from.AcceptTcpClientAsync(stop.Token); }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException) { return; }
            Connections++;
            _ = Serve(client);
        }
    }

    async Task Serve(TcpClient client)
    {
        open[client] = null;
        if (way is Wire.Reset) { End(client); return; }
        var server = new TcpClient { NoDelay = true };
        client.NoDelay = true;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, target, stop.Token);
            open[client] = server;
            var answer = new Answer();
            await Task.WhenAny(Pump(client, server, answer, fromServer: false), Pump(server, client, answer, fromServer: true));
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException) { /* either side went */ }
        open.TryRemove(client, out _);
        End(client);
        End(server);
    }

    sealed class Answer
    {
        public int FromServer;
        public byte[] Tail = [];
        public bool IsLost;
    }

    async Task Pump(TcpClient from, TcpClient to, Answer answer, bool fromServer)
    {
        var buffer = new byte[16384];
        var (source, sink) = (from.GetStream(), to.GetStream());
        try
        {
            for (int read; (read = await source.ReadAsync(buffer, stop.Token)) > 0;)
            {
                // Swallowed for as long as the hole is there: nothing comes, nothing ends.
                while (way is Wire.BlackHole) await Task.Delay(20, stop.Token);
                if (way is Wire.Delay) await Task.Delay(Delay, stop.Token);
                if (way is Wire.Cut && fromServer && CutAfterSent is null)
                {
                    var rest = CutAfter - answer.FromServer;
                    if (rest < read)
                    {
                        await sink.WriteAsync(buffer.AsMemory(0, Math.Max(0, rest)), stop.Token);
                        return;
                    }
                }
                if (way is Wire.Cut && CutAfterSent is { } ending)
                {
                    if (fromServer && answer.IsLost) return;
                    if (!fromServer)
                    {
                        answer.Tail = [.. answer.Tail.Concat(buffer.Take(read)).TakeLast(ending.Length)];
                        answer.IsLost |= answer.Tail.AsSpan().SequenceEqual(ending);
                    }
                }
                answer.FromServer += fromServer ? read : 0;
                var sent = 0;
                for (; sent < read && way is Wire.Drip; sent++)
                {
                    await sink.WriteAsync(buffer.AsMemory(sent, 1), stop.Token);
                    await Task.Delay(200, stop.Token);
                }
                await sink.WriteAsync(buffer.AsMemory(sent, read - sent), stop.Token);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException) { /* this side went */ }
    }

    static void End(TcpClient client)
    {
        try { client.Client?.Close(0); } catch (ObjectDisposedException) { /* it went by itself */ }
        client.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        Shut();
        EndAll();
        stop.Dispose();
    }
}
