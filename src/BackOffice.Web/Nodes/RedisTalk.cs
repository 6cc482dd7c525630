using BackOffice.Kernel;
using StackExchange.Redis;

namespace BackOffice.Web;

/// <summary>
/// The nodes' talk over Redis: "the head is at N" and who is where, by pub/sub and nothing else. The portal starts and goes on
/// without it; nothing is kept for a server that cannot be reached, since the database is looked at anyway.
/// </summary>
sealed class RedisTalk : BackgroundService, INodeTalk
{
    readonly string server;
    readonly Node node;
    readonly ILogger<RedisTalk> log;
    readonly RedisChannel heads, presence;
    volatile IConnectionMultiplexer? connection;

    public RedisTalk(NodeSettings settings, Node node, ILogger<RedisTalk> log)
    {
        (server, this.node, this.log) = (settings.Redis!, node, log);
        heads = RedisChannel.Literal($"{settings.Channel}:head");
        presence = RedisChannel.Literal($"{settings.Channel}:presence");
    }

    public event Action<long>? HeadCame;
    public event Action<PresenceWord>? PresenceCame;

    public bool IsConnected => connection is { IsConnected: true };

    public void TellHead(long position) => Tell(heads, $"{node.Name} {position}");

    public void TellPresence(PresenceWord word) => Tell(presence, Json.Write(word));

    void Tell(RedisChannel channel, string word)
    {
        if (connection is { IsConnected: true } open) open.GetSubscriber().Publish(channel, word, CommandFlags.FireAndForget);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var options = ConfigurationOptions.Parse(server);
        options.AbortOnConnectFail = false;
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.ReconnectRetryPolicy = new LinearRetry(1000);
        options.ConnectTimeout = 2000;
        options.KeepAlive = 5;
        options.HeartbeatInterval = TimeSpan.FromSeconds(1);
        options.ClientName = $"backoffice-{node.Name}";
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var made = await ConnectionMultiplexer.ConnectAsync(options);
                made.ConnectionFailed += (_, e) => { if (e.ConnectionType is ConnectionType.Subscription) log.LogWarning("Redis cannot be reached ({Reason}); the nodes look at the database every 250 ms instead. Nothing is lost.", e.FailureType); };
                made.ConnectionRestored += (_, e) => { if (e.ConnectionType is ConnectionType.Subscription) log.LogInformation("Redis is back."); };
                var subscriber = made.GetSubscriber();
                // Subscribed again by itself after every reconnect.
                await subscriber.SubscribeAsync(heads, (_, word) => HeardHead(word!));
                await subscriber.SubscribeAsync(presence, (_, word) => HeardPresence(word!));
                connection = made;
                if (!made.IsConnected) log.LogWarning("Redis cannot be reached at its address; the nodes look at the database every 250 ms until it is there. Nothing is lost.");
                await Task.Delay(Timeout.Infinite, stoppingToken);
            }
            catch (OperationCanceledException) { break; }
            catch (RedisException e)
            {
                log.LogWarning("Redis cannot be reached ({Reason}); it is tried again. The nodes look at the database every 250 ms instead; nothing is lost.", e.Message);
                try { await Task.Delay(TimeSpan.FromSeconds(2), stoppingToken); } catch (OperationCanceledException) { break; }
            }
        }
        if (connection is { } open) await open.DisposeAsync();
        connection = null;
    }

    void HeardHead(string word)
    {
        if (word.LastIndexOf(' ') is > 0 and var gap && word[..gap] != node.Name && long.TryParse(word[(gap + 1)..], out var head)) HeadCame?.Invoke(head);
    }

    void HeardPresence(string word)
    {
        try { PresenceCame?.Invoke(Json.Read<PresenceWord>(word)); }
        catch (System.Text.Json.JsonException e) { log.LogWarning("A word about presence could not be read: {Reason}", e.Message); }
    }
}
