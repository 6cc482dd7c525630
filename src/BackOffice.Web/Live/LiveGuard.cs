using System.Threading.Channels;
using BackOffice.Kernel;

namespace BackOffice.Web;

/// <summary>
/// Closes a connection of the hub as soon as its key, its person or its session is no more, also one that watches nothing and
/// while nothing else happens. What ends by the clock alone is seen within seconds.
/// </summary>
sealed class LiveGuard(LiveListeners listeners, Access access, OpenSessions sessions, Feed feed, TimeProvider clock, ILogger<LiveGuard> log) : BackgroundService
{
    static readonly TimeSpan every = TimeSpan.FromSeconds(5), toRead = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var looks = Channel.CreateBounded<bool>(1);
        void Look() => looks.Writer.TryWrite(true);
        void Came(IReadOnlyList<LogEntry> entries) { if (entries.Any(entry => entry.Touched?.Contains("\"ApiKeys\"", StringComparison.Ordinal) is true)) Look(); }
        access.Changed += Look;
        sessions.Changed += Look;
        feed.Came += Came;
        await using var timer = clock.CreateTimer(_ => Look(), null, every, every);
        try
        {
            await foreach (var _ in looks.Reader.ReadAllAsync(stoppingToken)) await LookAtAll();
        }
        catch (OperationCanceledException) { /* the host stops */ }
        finally
        {
            access.Changed -= Look;
            sessions.Changed -= Look;
            feed.Came -= Came;
        }
    }

    async Task LookAtAll()
    {
        try
        {
            foreach (var caller in listeners.Open)
                if (await listeners.Now(caller.Key) is null) foreach (var connection in caller) Close(connection);
        }
        catch (Exception e) { log.LogError(e, "Who is connected to the hub could not be looked at; it is tried again in {Seconds} s.", every.TotalSeconds); }
    }

    // First the reason to whoever watches, then the line.
    void Close(Microsoft.AspNetCore.SignalR.HubCallerContext connection)
    {
        listeners.End(connection, LiveHub.NoLonger);
        _ = Later();

        async Task Later()
        {
            await Task.Delay(toRead, clock);
            connection.Abort();
        }
    }
}
