using System.Diagnostics;

namespace BackOffice.Kernel;

/// <summary>
/// A screen shows several views of one change: it is told of all of them when all are read, and renders once. Nobody
/// waits longer than 15 ms for a view that takes its time.
/// </summary>
sealed class ToldTogether
{
    static readonly TimeSpan together = TimeSpan.FromMilliseconds(15);

    readonly Lock gate = new();
    readonly List<(SharedView View, Watch[] News, long Position)> untold = [];
    long since;
    bool isAwaited;

    /// <summary>A view was read up to a position; these have to be told.</summary>
    public void Add(SharedView view, Watch[] news, long position)
    {
        lock (gate)
        {
            if (untold.Count == 0) since = Stopwatch.GetTimestamp();
            untold.Add((view, news, position));
        }
    }

    /// <summary>Tells what there is, or soon if others are still being read.</summary>
    /// <param name="othersAreRead">Whether something of the same change may still come.</param>
    /// <param name="stop">The host stops.</param>
    public void Tell(Func<bool> othersAreRead, CancellationToken stop)
    {
        List<(SharedView View, Watch[] News, long Position)> all;
        lock (gate)
        {
            if (untold.Count == 0) return;
            if (othersAreRead() && Stopwatch.GetElapsedTime(since) < together)
            {
                if (!isAwaited) _ = Soon(othersAreRead, stop);
                isAwaited = true;
                return;
            }
            all = [.. untold];
            untold.Clear();
        }
        foreach (var (_, news, _) in all) foreach (var watch in news) watch.Tell();
        foreach (var (view, _, position) in all) view.Told(position);
    }

    async Task Soon(Func<bool> othersAreRead, CancellationToken stop)
    {
        try { await Task.Delay(together, stop); }
        catch (OperationCanceledException) { return; }
        lock (gate) isAwaited = false;
        Tell(othersAreRead, stop);
    }
}
