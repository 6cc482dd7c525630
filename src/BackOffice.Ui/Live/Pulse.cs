using System.Diagnostics;
using BackOffice.Kernel;

namespace BackOffice.Ui;

/// <summary>
/// The pulse of one screen. Parts that have something newer to show wait here and render together, in one batch: at once,
/// then at most ten times a second; a hidden tab not at all, and once when it is looked at again. Who waits already is not
/// queued twice, so a slow screen gets the latest and never a queue.
/// </summary>
public sealed class Pulse(LiveMetrics metrics) : IDisposable
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
        TimeSpan wait;
        lock (gate)
        {
            if (isDisposed) return;
            if (!waiting.Add(part)) metrics.TookTogether();
            if (IsHidden || isDue) return;
            isDue = true;
            wait = last == 0 ? TimeSpan.Zero : Floor - Stopwatch.GetElapsedTime(last);
            if (wait > TimeSpan.Zero)
            {
                timer ??= new Timer(static pulse => ((Pulse)pulse!).Beat(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                timer.Change(wait, Timeout.InfiniteTimeSpan);
                return;
            }
        }
        Beat();
    }

    internal void See(bool seen)
    {
        lock (gate)
        {
            IsHidden = !seen;
            if (!seen || isDue || waiting.Count == 0) return;
            isDue = true;
        }
        Beat();
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
        PulsedPart[] parts;
        lock (gate)
        {
            isDue = false;
            if (isDisposed || IsHidden || waiting.Count == 0) return;
            parts = [.. waiting];
            waiting.Clear();
            last = Stopwatch.GetTimestamp();
        }
        PulsedPart? first = null;
        foreach (var part in parts)
        {
            try { await part.Prepare(); }
            catch (Exception e) { await part.Fails(e); continue; }
            if (part.IsGone) continue;
            if (part.Committed > 0 && (committed == 0 || part.Committed < committed)) committed = part.Committed;
            if (first is null) first = part;
            else together.Add(part);
        }
        if (first is null) return;
        metrics.Rendered();
        lead = first;
        first.RenderNow();
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
