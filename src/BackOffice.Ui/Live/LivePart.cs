using BackOffice.Kernel;
using Microsoft.AspNetCore.Components;

namespace BackOffice.Ui;

/// <summary>
/// Watches one view for one screen: subscribes, coalesces (one pending render, newest snapshot), renders nothing in a
/// hidden tab, and lets go with the screen. Authors of pages use <c>Live</c> and <c>LiveList</c>.
/// </summary>
public abstract class LivePart : ComponentBase, IDisposable
{
    [Inject] protected Session Session { get; set; } = null!;

    IView? watched;
    Reach? reach;
    Watch? watch;
    int pending;
    bool isDisposed;

    protected Texts T => Session.T;
    protected Actor Me => Session.Me;
    protected Snapshot? Snapshot => watch?.Current;
    /// <summary>True when what it would show is not this person's to see; nothing is read then.</summary>
    protected bool IsNotYours { get; private set; }
    protected Exception? Failure => watch?.Failure;

    /// <summary>Called with each new snapshot, on the circuit, before it is rendered.</summary>
    protected virtual Task Arrived(Snapshot snapshot) => Task.CompletedTask;

    protected async Task Watching(IView view)
    {
        IsNotYours = !Session.MaySee(view);
        if (!IsNotYours && watched is not null && watched.Equals(view) && reach == Me.Reach) return;
        if (watch is not null) Session.Leave(watch);
        Session.Seen -= Woken;
        Session.Seen += Woken;
        (watched, reach, watch) = (IsNotYours ? null : view, Me.Reach, null);
        if (IsNotYours) return;
        watch = Session.Watch(view, Woken);
        if (watch.Current is { } snapshot) await Arrived(snapshot);
    }

    // Told on any thread. One render waits at most; it takes the newest snapshot when its turn comes.
    void Woken()
    {
        if (isDisposed || Session.IsHidden || Interlocked.Exchange(ref pending, 1) == 1) return;
        _ = InvokeAsync(async () =>
        {
            Volatile.Write(ref pending, 0);
            if (isDisposed) return;
            try
            {
                if (watch?.Current is { } snapshot) await Arrived(snapshot);
                StateHasChanged();
            }
            catch (Exception e) { await DispatchExceptionAsync(e); }
        });
    }

    public virtual void Dispose()
    {
        isDisposed = true;
        Session.Seen -= Woken;
        if (watch is not null) Session.Leave(watch);
        GC.SuppressFinalize(this);
    }
}
