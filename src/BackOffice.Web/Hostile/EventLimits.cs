using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;

namespace BackOffice.Web;

/// <summary>How much one connection (a circuit, a listening program) may say, and how much of it waits.</summary>
public sealed record EventLimitSettings
{
    /// <summary>Sustained; a fast typist sends fifteen, a dragged pointer sixty.</summary>
    public int ASecond { get; init; } = 100;
    /// <summary>At once, before it is slowed.</summary>
    public int AtOnce { get; init; } = 400;
    /// <summary>How long it may go on at full speed while it is slowed; then it is cut off.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>
/// Slows a connection that floods us with events, by not reading on (the next message of a connection is taken only after this
/// one), and cuts it off if it does not stop. Everyone else is unharmed: their events do not wait for these.
/// </summary>
sealed class EventLimits(EventLimitSettings settings, TimeProvider clock, ILogger<EventLimits> log) : IHubFilter
{
    readonly ConcurrentDictionary<string, Flow> flows = new();

    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocation, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        if (flows.TryGetValue(invocation.Context.ConnectionId, out var flow) && flow.Wait(clock.GetUtcNow(), settings) is var wait && wait > TimeSpan.Zero)
        {
            if (flow.SlowedFor > settings.Patience)
            {
                log.LogWarning("The connection {Connection} was cut off: it sent more than {ASecond} events a second for {Patience}.", invocation.Context.ConnectionId, settings.ASecond, settings.Patience);
                invocation.Context.Abort();
                return null;
            }
            await Task.Delay(wait, clock, invocation.Context.ConnectionAborted);
        }
        return await next(invocation);
    }

    public Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        flows[context.Context.ConnectionId] = new(clock.GetUtcNow(), settings.AtOnce);
        return next(context);
    }

    public Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        flows.TryRemove(context.Context.ConnectionId, out _);
        return next(context, exception);
    }

    // A bucket that fills by the second; what it lacks is waited for.
    internal sealed class Flow(DateTimeOffset since, double room)
    {
        DateTimeOffset at = since;
        double left = room;

        public TimeSpan SlowedFor { get; private set; }

        public TimeSpan Wait(DateTimeOffset now, EventLimitSettings settings)
        {
            left = Math.Min(settings.AtOnce, left + (Math.Max(0, (now - at).TotalSeconds) * settings.ASecond));
            at = now;
            // A full bucket means that it has been quiet: what was is forgiven.
            if (left >= settings.AtOnce) SlowedFor = TimeSpan.Zero;
            if (--left >= 0) return TimeSpan.Zero;
            var wait = TimeSpan.FromSeconds(-left / settings.ASecond);
            SlowedFor += TimeSpan.FromSeconds(1.0 / settings.ASecond);
            return wait;
        }
    }
}
