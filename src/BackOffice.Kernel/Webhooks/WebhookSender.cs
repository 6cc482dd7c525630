using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BackOffice.Kernel;

/// <summary>How webhooks go out. <paramref name="AllowPrivate"/>: also to our own network and without TLS (tests, a receiver beside the portal).</summary>
public sealed record WebhookSettings(bool AllowPrivate = false, int TimeoutSeconds = 10)
{
    /// <summary>What stands for the network in a simulated day.</summary>
    internal HttpMessageHandler? Through { get; init; }
}

/// <summary>
/// Sends deliveries: signed, at least once, in order per record, each webhook by itself, so that one that is slow keeps nobody waiting.
/// What was answered is kept; after about three days of tries a delivery is set aside; 410 pauses its webhook. They are no errands of
/// the common runner, which does one after the other.
/// </summary>
public sealed class WebhookSender : BackgroundService
{
    const int AtOnce = 4, MostAnswer = 200;
    static readonly TimeSpan every = TimeSpan.FromMilliseconds(500), slack = TimeSpan.FromSeconds(30), kept = TimeSpan.FromDays(30), sweepEvery = TimeSpan.FromHours(1);

    readonly Database database;
    readonly IWriter writer;
    readonly Commands commands;
    readonly SecretBox box;
    readonly Fence fence;
    readonly LiveViews views;
    readonly TimeProvider clock;
    readonly ILogger<WebhookSender> log;
    readonly WebhookSettings settings;
    readonly WebhookQueue queue;
    readonly HttpClient http;
    readonly ConcurrentDictionary<(WebhookId, long), Task> flying = new();
    DateTime sweptAt;

    internal WebhookSender(Database database, IWriter writer, Commands commands, SecretBox box, Fence fence, LiveViews views, WebhookSettings settings, TimeProvider clock, ILogger<WebhookSender> log)
    {
        (this.database, this.writer, this.commands, this.box, this.fence, this.views, this.settings, this.clock, this.log) = (database, writer, commands, box, fence, views, settings, clock, log);
        queue = new(database, writer, clock);
        http = settings.Through is { } through ? new(through, disposeHandler: false) : OutsideOnly.Client(settings.AllowPrivate, TimeSpan.FromSeconds(settings.TimeoutSeconds));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(every);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try { await Tick(); }
                catch (Exception e) when (e is not OperationCanceledException) { log.LogError(e, "Webhooks could not be looked at; trying again."); }
            }
        }
        catch (OperationCanceledException) { /* the host stops */ }
    }

    /// <summary>One delivery after the other, so that a simulated day can be done again from its seed.</summary>
    internal bool IsOneByOne { get; set; }

    /// <summary>Queues what is new and sends what is due, and waits for it; how many were tried.</summary>
    public async Task<int> RunDue()
    {
        var begun = await Tick();
        await Task.WhenAll(flying.Values);
        return begun;
    }

    async Task<int> Tick()
    {
        if (await fence.Stands()) return 0;
        while (await queue.Fill() > 0) views.Wake("WebhookDeliveries");
        await Sweep();
        var begun = 0;
        foreach (var (webhook, delivery) in await Due())
        {
            var key = (webhook.Id, delivery.Position);
            if (flying.ContainsKey(key) || await Lease(delivery) is not { } until) continue;
            begun++;
            // It stands there before it flies: what ends at once must find itself to take out.
            flying[key] = Task.CompletedTask;
            var sending = Fly(key, webhook, delivery, until);
            flying.TryUpdate(key, sending, Task.CompletedTask);
            if (IsOneByOne) await sending;
        }
        return begun;
    }

    async Task Fly((WebhookId, long) key, Webhook webhook, WebhookDelivery delivery, DateTime until)
    {
        try { await Send(webhook, delivery, until); }
        catch (Exception e) { log.LogError(e, "A delivery could not be kept; it is sent again."); }
        finally { flying.TryRemove(key, out _); }
    }

    // For each webhook the first that waits of each record, a few at once.
    internal async Task<List<(Webhook Webhook, WebhookDelivery Delivery)>> Due()
    {
        var now = clock.GetUtcNow().UtcDateTime;
        using var reading = await database.Read();
        var webhooks = await reading.Reader.All<Webhook>().Where(w => w.EndedAt == null && w.PausedAt == null).ToListAsync();
        var due = new List<(Webhook, WebhookDelivery)>();
        foreach (var webhook in webhooks)
        {
            var id = webhook.Id;
            var free = AtOnce - flying.Keys.Count(k => k.Item1 == id);
            if (free <= 0) continue;
            var all = reading.Reader.All<WebhookDelivery>().Where(d => d.Webhook == id && d.State == DeliveryState.Waiting);
            due.AddRange((await all.Where(d => d.NextAt <= now && (d.LeasedUntil == null || d.LeasedUntil < now)).Where(d => d.Subject == "" || !all.Any(o => o.Subject == d.Subject && o.Position < d.Position))
                .OrderBy(d => d.Position).Take(free).ToListAsync()).Select(d => (webhook, d)));
        }
        return due;
    }

    /// <summary>Until when it is this node's; null if another has it.</summary>
    internal Task<DateTime?> Lease(WebhookDelivery delivery) => writer.Chore<DateTime?>(async writing =>
    {
        var (now, id, position) = (clock.GetUtcNow().UtcDateTime, delivery.Webhook, delivery.Position);
        await using var db = writing.Context();
        var until = now.AddSeconds(settings.TimeoutSeconds) + slack;
        return await db.Set<WebhookDelivery>().Where(d => d.Webhook == id && d.Position == position && d.State == DeliveryState.Waiting && (d.LeasedUntil == null || d.LeasedUntil < now))
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.LeasedUntil, until)) == 1 ? until : null;
    });

    internal async Task Send(Webhook webhook, WebhookDelivery delivery, DateTime until)
    {
        // A node that slept: by the time it would be sent, another may have it.
        if (clock.GetUtcNow().UtcDateTime.AddSeconds(settings.TimeoutSeconds) > until) return;
        var started = Stopwatch.GetTimestamp();
        var (status, answer) = await Post(webhook, delivery);
        var took = (int)Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        var (id, position, now) = (delivery.Webhook, delivery.Position, clock.GetUtcNow().UtcDateTime);
        var state = DeliveryState.Waiting;
        await writer.ChoreInContext(async db =>
        {
            if (await db.Set<WebhookDelivery>().FirstOrDefaultAsync(d => d.Webhook == id && d.Position == position) is not { State: DeliveryState.Waiting } row || row.LeasedUntil != until) return;
            db.Add(row.Tried(now, status, took, answer));
            state = row.State;
        });
        if (status is 410) await commands.Send(new PauseWebhook(id, "the receiver says that it is gone for good (410)"), Actor.House(HouseActor.Post));
        if (state is DeliveryState.SetAside) await commands.Send(new SetDeliveryAside(id, position), Actor.House(HouseActor.Post));
        views.Wake("WebhookDeliveries");
    }

    async Task<(int? Status, string Answer)> Post(Webhook webhook, WebhookDelivery delivery)
    {
        try
        {
            var now = clock.GetUtcNow().UtcDateTime;
            if (!settings.AllowPrivate && !webhook.Url.StartsWith("https://", StringComparison.OrdinalIgnoreCase)) return (null, "Only https:// is called.");
            var secrets = new[] { webhook.Secret, webhook.OldUntil > now ? webhook.OldSecret : null }.OfType<string>().Select(box.Open).OfType<string>().ToList();
            if (secrets.Count == 0) return (null, "Its secret cannot be opened by this host; rotate it.");
            var body = await Body(delivery);
            using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            request.Headers.Add("webhook-id", $"evt_{delivery.Position}");
            request.Headers.Add("webhook-timestamp", WebhookSignature.Seconds(now));
            request.Headers.Add("webhook-signature", WebhookSignature.Of($"evt_{delivery.Position}", now, body, secrets));
            request.Headers.UserAgent.ParseAdd("BackOffice");
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            return ((int)response.StatusCode, await Beginning(response));
        }
        catch (Exception e) when (e is HttpRequestException or IOException) { return (null, Short((e.InnerException ?? e).Message)); }
        catch (OperationCanceledException) { return (null, $"No answer within {settings.TimeoutSeconds} s."); }
    }

    /// <summary>What is sent: kind, instant, position, and the fact itself, which holds ids and nothing personal.</summary>
    internal async Task<string> Body(WebhookDelivery delivery)
    {
        using var reading = await database.Read();
        var row = await reading.Reader.All<LogEntry>().FirstAsync(e => e.Position == delivery.Position);
        return $$"""{"type":{{Json.Write(row.Kind)}},"timestamp":{{Json.Write(row.At)}},"position":{{row.Position}},"data":{{row.Content}}}""";
    }

    async Task<string> Beginning(HttpResponseMessage response)
    {
        using var most = new CancellationTokenSource(TimeSpan.FromSeconds(settings.TimeoutSeconds));
        await using var stream = await response.Content.ReadAsStreamAsync(most.Token);
        var buffer = new byte[MostAnswer];
        var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, most.Token);
        return Short(Encoding.UTF8.GetString(buffer, 0, read));
    }

    static string Short(string text) => string.Concat(text.Where(c => !char.IsControl(c)).Take(MostAnswer));

    // What arrived is kept for a month.
    async Task Sweep()
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (now - sweptAt < sweepEvery) return;
        sweptAt = now;
        var before = now - kept;
        await writer.ChoreInContext(async db =>
        {
            var old = db.Set<WebhookDelivery>().Where(d => d.State != DeliveryState.Waiting && d.At < before);
            await db.Set<WebhookTry>().Where(t => old.Any(d => d.Webhook == t.Webhook && d.Position == t.Position)).ExecuteDeleteAsync();
            await old.ExecuteDeleteAsync();
        });
    }

    public override void Dispose()
    {
        http.Dispose();
        base.Dispose();
    }
}
