using BackOffice.Kernel;

namespace BackOffice.Ui;

/// <summary>
/// Watches one view for one screen: subscribes, renders the newest snapshot with the screen's pulse, and lets go with the
/// screen. Authors of pages use <c>Live</c> and <c>LiveList</c>.
/// </summary>
public abstract class LivePart : PulsedPart
{
    IView? watched;
    Reach? reach;
    Watch? watch;
    Snapshot? shown;
    bool isCounted;

    protected Snapshot? Snapshot => watch?.Current;
    /// <summary>True when what it would show is not this person's to see; nothing is read then.</summary>
    protected bool IsNotYours { get; private set; }
    protected Exception? Failure => watch?.Failure;

    internal override long Committed => watch?.Current is { } current && shown is not null && current != shown ? current.Committed : 0;

    /// <summary>Called with each new snapshot, on the circuit, before it is rendered.</summary>
    protected virtual Task Arrived(Snapshot snapshot) => Task.CompletedTask;

    protected async Task Watching(IView view)
    {
        if (IsGone) return;
        IsNotYours = !Session.MaySee(view);
        if (!IsNotYours && watched is not null && watched.Equals(view) && reach == Me.Reach) return;
        if (watch is not null) Session.Leave(watch);
        (watched, reach, watch, shown) = (IsNotYours ? null : view, Me.Reach, null, null);
        if (IsNotYours) return;
        if (!isCounted) Session.Metrics.PartCame();
        isCounted = true;
        watch = Session.Watch(view, Wake);
        shown = watch.Current;
        if (shown is not null) await Arrived(shown);
    }

    protected internal override async Task Prepare()
    {
        if (watch?.Current is not { } snapshot) return;
        await Arrived(snapshot);
    }

    protected override void OnAfterRender(bool firstRender)
    {
        base.OnAfterRender(firstRender);
        shown = watch?.Current;
    }

    public override void Dispose()
    {
        base.Dispose();
        if (isCounted) Session.Metrics.PartLeft();
        isCounted = false;
        if (watch is not null) Session.Leave(watch);
        watch = null;
    }
}
