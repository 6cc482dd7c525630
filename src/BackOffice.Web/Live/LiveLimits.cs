using Microsoft.AspNetCore.SignalR;

namespace BackOffice.Web;

/// <summary>How often one connection may call the hub: beyond that it is told so, and goes.</summary>
sealed class LiveLimits(TimeProvider clock) : IHubFilter
{
    public const int MostCallsPerSecond = 10;
    static readonly object item = new();

    sealed class Calls
    {
        public long Second;
        public int Count;
    }

    public ValueTask<object?> InvokeMethodAsync(HubInvocationContext context, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var second = clock.GetUtcNow().ToUnixTimeSeconds();
        // Calls of one connection come one after the other.
        if (!context.Context.Items.TryGetValue(item, out var known)) context.Context.Items[item] = known = new Calls();
        var calls = (Calls)known!;
        (calls.Second, calls.Count) = calls.Second == second ? (second, calls.Count + 1) : (second, 1);
        if (calls.Count <= MostCallsPerSecond) return next(context);
        context.Context.Abort();
        throw new HubException($"More than {MostCallsPerSecond} calls a second; connect again and ask less often.");
    }
}
