using System.Diagnostics;
using BackOffice.Kernel;

namespace BackOffice.Ui;

/// <summary>
/// The pulse of one screen. Parts that have something newer to show wait here and render together, in one batch: at once,
/// then at most ten times a second; a hidden tab not at all, and once when it is looked at again. Who waits already is not
/// queued twice, so a slow screen gets the latest and never a queue.
/// </summary>
public sealed class Pulse(LiveMetrics metrics) : IDisposable, IThreadPoolWorkItem
{
    public static readonly TimeSpan Floor = TimeSpan.FromMilliseconds(100);

    readonly Lock gate = new();
    readonly HashSet<PulsedPart> waiting = [];
    // On the circuit only: who renders within the lead's batch, and since when what they show has been true.
    readonly HashSet<PulsedPart> together = [];
    PulsedPart? lead;
    long committed;
    long last;
    bool isDue, isDisposed;
    Timer? timer;

    /// <summary>A hidden tab renders nothing; it catches up when it is looked at.</summary>
    public bool IsHidden { get; private set; }

    /// <summary>Told on any thread that a part has something newer.</summary>
    internal void Wake(PulsedPart part)
    {
        lock (gate)
        {
            if (isDisposed) return;
            if (!waiting.Add(part)) metrics.TookTogether();
        }
        Schedule();
    }

    // The next pulse, if one is wanted and none is on its way.
    void Schedule()
    {
        lock (gate)
        {
            if (isDisposed || IsHidden || isDue || waiting.Count == 0) return;
            isDue = true;
            var wait = last == 0 ? TimeSpan.Zero : Floor - Stopwatch.GetElapsedTime(last);
            if (wait > TimeSpan.Zero)
            {
                timer ??= new Timer(static pulse => ((Pulse)pulse!).Beat(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                timer.Change(wait, Timeout.InfiniteTimeSpan);
                return;
            }
        }
        // Not here: whoever tells has others to tell, and what they tell this screen as well goes into the same batch.
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute() => Beat();

    internal void See(bool seen)
    {
        lock (gate) IsHidden = !seen;
        if (seen) Schedule();
    }

    /// <summary>Renders at once what waits: after a person's own command, and only on their circuit.</summary>
    internal Task Now() => RenderWaiting();

    void Beat()
    {
        PulsedPart? any;
        lock (gate)
        {
            any = isDisposed ? null : waiting.FirstOrDefault();
            if (any is null) isDue = false;
        }
        if (any is not null) _ = On(any);
    }

    async Task On(PulsedPart any)
    {
        try { await any.OnCircuit(RenderWaiting); }
        catch (ObjectDisposedException) { /* the screen was closed just now */ }
    }

    async Task RenderWaiting()
    {
        PulsedPart? first = null;
        // What a part wakes while it is prepared (the page around it) belongs to the same batch.
        for (var round = 0; round < 3 && Taken() is { Length: > 0 } parts; round++)
            foreach (var part in parts)
            {
                try { await part.Prepare(); }
                catch (Exception e) { await part.Fails(e); continue; }
                if (part.IsGone) continue;
                if (part.Committed > 0 && (committed == 0 || part.Committed < committed)) committed = part.Committed;
                if (first is null) first = part;
                else if (part != first) together.Add(part);
            }
        lock (gate) isDue = false;
        if (first is not null)
        {
            metrics.Rendered();
            lead = first;
            first.RenderNow();
        }
        // Who was woken after the last round waits for the next pulse.
        Schedule();
    }

    PulsedPart[] Taken()
    {
        lock (gate)
        {
            if (isDisposed || IsHidden || waiting.Count == 0) return [];
            isDue = true;
            last = Stopwatch.GetTimestamp();
            PulsedPart[] parts = [.. waiting];
            waiting.Clear();
            return parts;
        }
    }

    /// <summary>Called while a part renders: the others join its batch.</summary>
    internal void Others()
    {
        if (together.Count == 0) return;
        var parts = together.ToArray();
        together.Clear();
        foreach (var part in parts) part.RenderNow();
    }

    /// <summary>The browser has acknowledged what a part rendered.</summary>
    internal void Rendered(PulsedPart part)
    {
        if (part != lead) return;
        lead = null;
        if (committed > 0) metrics.ReachedScreen(committed);
        committed = 0;
    }

    internal void Leave(PulsedPart part)
    {
        lock (gate) waiting.Remove(part);
        together.Remove(part);
        if (part != lead) return;
        // It goes before its batch came to be: the others need not wait for the next change.
        lead = null;
        Others();
    }

    public void Dispose()
    {
        lock (gate)
        {
            isDisposed = true;
            waiting.Clear();
        }
        timer?.Dispose();
    }
}
