using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace BackOffice.Tests.Hostile;

/// <summary>A bare web socket to a hub, speaking SignalR's JSON by hand: it can say what no client library would.</summary>
sealed class HubSocket : IAsyncDisposable
{
    readonly ClientWebSocket socket = new();
    readonly StringBuilder rest = new();
    int streams = 100;

    /// <summary>Opens it; the status with which it was refused, if it was.</summary>
    public static async Task<(HubSocket? Socket, HttpStatusCode Status)> Open(Uri address, string path, CookieContainer? cookies = null, string? origin = null, string? key = null)
    {
        var hub = new HubSocket();
        hub.socket.Options.Cookies = cookies;
        hub.socket.Options.CollectHttpResponseDetails = true;
        if (origin is not null) hub.socket.Options.SetRequestHeader("Origin", origin);
        if (key is not null) hub.socket.Options.SetRequestHeader("Authorization", $"Bearer {key}");
        try { await hub.socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws", Path = path }.Uri, TestContext.Current.CancellationToken); }
        catch (WebSocketException) { return (null, hub.socket.HttpStatusCode); }
        await hub.Say("{\"protocol\":\"json\",\"version\":1}");
        await hub.Hear();
        return (hub, HttpStatusCode.SwitchingProtocols);
    }

    public Task Say(string json) => socket.SendAsync(Encoding.UTF8.GetBytes(json + "\u001e"), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);

    /// <summary>The next message; null when it was closed.</summary>
    public async Task<string?> Hear()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var buffer = new byte[16_384];
        while (true)
        {
            var all = rest.ToString();
            if (all.IndexOf('\u001e') is >= 0 and var end)
            {
                rest.Remove(0, end + 1);
                return all[..end];
            }
            try
            {
                var got = await socket.ReceiveAsync(buffer, patience.Token);
                if (got.MessageType is WebSocketMessageType.Close) return null;
                rest.Append(Encoding.UTF8.GetString(buffer, 0, got.Count));
            }
            catch (WebSocketException) { return null; }
        }
    }

    /// <summary>Invokes a method and gives its completion: the error, if there was one.</summary>
    public async Task<(bool Ok, string? Error)> Invoke(string method, params object?[] arguments)
    {
        await Say(JsonSerializer.Serialize(new { type = 1, invocationId = "1", target = method, arguments }));
        while (await Hear() is { } message)
        {
            if (message.Length == 0) continue;
            using var json = JsonDocument.Parse(message);
            var type = json.RootElement.GetProperty("type").GetInt32();
            if (type == 3) return json.RootElement.TryGetProperty("error", out var error) ? (false, error.GetString()) : (true, null);
            if (type == 7) return (false, $"closed: {(json.RootElement.TryGetProperty("error", out var why) ? why.GetString() : null)}");
        }
        return (false, "closed");
    }

    /// <summary>Asks for a stream: whether anything comes, or why not.</summary>
    public async Task<(bool Ok, string? Error)> Stream(string method, params object?[] arguments)
    {
        var id = (++streams).ToString(System.Globalization.CultureInfo.InvariantCulture);
        await Say(JsonSerializer.Serialize(new { type = 4, invocationId = id, target = method, arguments }));
        while (await Hear() is { } message)
        {
            if (message.Length == 0) continue;
            using var json = JsonDocument.Parse(message);
            if (json.RootElement.GetProperty("type").GetInt32() is 7) return (false, "closed");
            if (!json.RootElement.TryGetProperty("invocationId", out var whose) || whose.GetString() != id) continue;
            if (json.RootElement.GetProperty("type").GetInt32() is 3) return json.RootElement.TryGetProperty("error", out var error) ? (false, error.GetString()) : (true, null);
            await Say(JsonSerializer.Serialize(new { type = 5, invocationId = id }));
            return (true, null);
        }
        return (false, "closed");
    }

    public ValueTask DisposeAsync()
    {
        socket.Abort();
        socket.Dispose();
        return default;
    }
}
