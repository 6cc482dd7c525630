using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace BackOffice.Testing;

/// <summary>What came to a headless circuit; called on its own receiving loop, never twice at once.</summary>
public delegate void BatchCame(HeadlessCircuit circuit, ReadOnlySpan<byte> batch);

/// <summary>
/// The browser's half of one real circuit without a browser: gets the page, starts its root components over a WebSocket and
/// acknowledges what is rendered. A thousand of them fit into one process. It shows nothing; texts are searched in the
/// render batches, where they stand as UTF-8.
/// </summary>
public sealed partial class HeadlessCircuit : IAsyncDisposable
{
    readonly ClientWebSocket socket = new();
    readonly SemaphoreSlim sending = new(1, 1);
    readonly CancellationTokenSource closing = new();
    readonly TaskCompletionSource firstBatch = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource<string> secret = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Uri address;
    readonly HeadlessPerson person;
    readonly List<long> unacknowledged = [];
    Task receiving = Task.CompletedTask;
    Timer? ping;

    HeadlessCircuit(Uri address, HeadlessPerson person) => (this.address, this.person) = (address, person);

    /// <summary>Told of each render batch.</summary>
    public BatchCame? Came { get; set; }
    /// <summary>False is a browser that has stopped answering: it receives and acknowledges nothing.</summary>
    public bool Acknowledges { get; set; } = true;
    public long Batches { get; private set; }
    public long Bytes { get; private set; }
    /// <summary>What the server said when it gave the circuit up.</summary>
    public string? Error { get; private set; }

    /// <summary>Opens a page as a person and waits for its first render.</summary>
    public static async Task<HeadlessCircuit> Open(Uri address, string path, HeadlessPerson person, BatchCame? came = null)
    {
        var circuit = new HeadlessCircuit(address, person) { Came = came };
        try { await circuit.Begin(path); }
        catch { await circuit.DisposeAsync(); throw; }
        return circuit;
    }

    async Task Begin(string path)
    {
        var html = await person.Get(path);
        var markers = Marker().Matches(html).Select(m => m.Groups[1].Value).Where(json => JsonDocument.Parse(json).RootElement.TryGetProperty("type", out var type) && type.GetString() == "server").ToList();
        if (markers.Count == 0) throw new InvalidOperationException($"{path} has no interactive part: {html[..Math.Min(400, html.Length)]}");
        var state = State().Match(html) is { Success: true } found ? found.Groups[1].Value : "";

        socket.Options.SetRequestHeader("Cookie", person.Cookie);
        socket.Options.SetRequestHeader("Origin", address.GetLeftPart(UriPartial.Authority));
        socket.Options.KeepAliveInterval = TimeSpan.Zero;
        await socket.ConnectAsync(new UriBuilder(address) { Scheme = address.Scheme is "https" ? "wss" : "ws", Path = "/_blazor" }.Uri, closing.Token);
        await socket.SendAsync(BlazorPack.Handshake, WebSocketMessageType.Text, true, closing.Token);
        receiving = Receive();
        ping = new(_ => _ = Send(BlazorPack.Ping), null, 10_000, 10_000);

        await Send(BlazorPack.Invoke("0", "StartCircuit", new Uri(address, "/").ToString(), new Uri(address, path).ToString(), "[]", ""));
        await secret.Task.WaitAsync(TimeSpan.FromSeconds(60));
        var operations = string.Join(',', markers.Select((marker, i) => $$"""{"type":"add","ssrComponentId":{{i + 1}},"marker":{{marker}}}"""));
        await Send(BlazorPack.Invoke(null, "UpdateRootComponents", $$"""{"batchId":1,"operations":[{{operations}}]}""", state));
        await firstBatch.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    async Task Receive()
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        try
        {
            var isHandshake = true;
            while (true)
            {
                ValueWebSocketReceiveResult part;
                do
                {
                    part = await socket.ReceiveAsync(buffer.GetMemory(2048), closing.Token);
                    if (part.MessageType is WebSocketMessageType.Close) { Fail("The server closed the connection."); return; }
                    buffer.Advance(part.Count);
                }
                while (!part.EndOfMessage);
                Bytes += buffer.WrittenCount;
                var consumed = Take(buffer.WrittenSpan, ref isHandshake);
                if (consumed == buffer.WrittenCount)
                {
                    // A page's first batch is large; what follows is small, so a thousand circuits need not keep it.
                    if (buffer.Capacity > 16_384) buffer = new(4096);
                    else buffer.ResetWrittenCount();
                }
                else
                {
                    var rest = buffer.WrittenSpan[consumed..].ToArray();
                    buffer.ResetWrittenCount();
                    buffer.Write(rest);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or ObjectDisposedException) { Fail(e.Message); }
    }

    int Take(ReadOnlySpan<byte> all, ref bool isHandshake)
    {
        var rest = all;
        if (isHandshake)
        {
            var end = rest.IndexOf((byte)0x1e);
            if (end < 0) return 0;
            rest = rest[(end + 1)..];
            isHandshake = false;
        }
        while (BlazorPack.TryFrame(ref rest, out var frame)) Understand(frame);
        return all.Length - rest.Length;
    }

    void Understand(ReadOnlySpan<byte> frame)
    {
        var reader = new PackReader(frame);
        reader.Array();
        switch (reader.Long())
        {
            case 1:
                reader.Skip();
                reader.Skip();
                Called(reader.Text(), ref reader);
                break;
            case 3:
                reader.Skip();
                reader.Skip();
                if (reader.Long() == 3) secret.TrySetResult(reader.Text());
                else Fail("The circuit did not start.");
                break;
            case 7:
                Fail("The server closed the circuit.");
                break;
        }
    }

    void Called(string target, ref PackReader reader)
    {
        reader.Array();
        switch (target)
        {
            case "JS.RenderBatch":
                var id = reader.Long();
                Batches++;
                Came?.Invoke(this, reader.Bytes());
                firstBatch.TrySetResult();
                if (Acknowledges) _ = Send(BlazorPack.Invoke(null, "OnRenderCompleted", id, null));
                else lock (unacknowledged) unacknowledged.Add(id);
                break;
            case "JS.BeginInvokeJS":
                // The browser's part of a component (popovers, focus) is answered with nothing.
                if (reader.Long() is var handle and > 0) _ = Send(BlazorPack.Invoke(null, "EndInvokeJSFromDotNet", handle, true, $"[{handle},true,null]"));
                break;
            case "JS.Error":
                Fail(reader.Text());
                break;
        }
    }

    /// <summary>The browser answers again: everything that it had not acknowledged is, and from now on all.</summary>
    public async Task Recover()
    {
        Acknowledges = true;
        long[] late;
        lock (unacknowledged) { late = [.. unacknowledged]; unacknowledged.Clear(); }
        foreach (var id in late) await Send(BlazorPack.Invoke(null, "OnRenderCompleted", id, null));
    }

    async Task Send(byte[] frame)
    {
        try
        {
            await sending.WaitAsync(closing.Token);
            try { await socket.SendAsync(frame, WebSocketMessageType.Binary, true, closing.Token); }
            finally { sending.Release(); }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or ObjectDisposedException or InvalidOperationException) { Fail(e.Message); }
    }

    void Fail(string error)
    {
        if (!closing.IsCancellationRequested) Error ??= error;
        secret.TrySetException(new InvalidOperationException(error));
        firstBatch.TrySetException(new InvalidOperationException(error));
        _ = (secret.Task.Exception, firstBatch.Task.Exception);
    }

    /// <summary>Leaves as a closed tab does: the browser says so, and the server drops the circuit at once.</summary>
    public async Task Leave()
    {
        if (secret.Task.IsCompletedSuccessfully) await person.Post("/_blazor/disconnect", [new("circuitId", secret.Task.Result)]);
        await DisposeAsync();
    }

    /// <summary>Gone without a word, as a laptop that is shut.</summary>
    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        if (ping is not null) await ping.DisposeAsync();
        socket.Abort();
        await receiving.WaitAsync(TimeSpan.FromSeconds(5)).ContinueWith(_ => { }, TaskScheduler.Default);
        socket.Dispose();
    }

    [GeneratedRegex("<!--Blazor:(\\{.*?\\})-->", RegexOptions.Singleline)]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(.*?)-->", RegexOptions.Singleline)]
    private static partial Regex State();
}
