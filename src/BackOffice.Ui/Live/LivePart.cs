using BackOffice.Kernel;

namespace BackOffice.Ui;

/// <summary>
/// Watches one view for one screen: subscribes, renders the newest snapshot with the screen's pulse, and lets go with the
/// screen. Authors of pages use <c>Live</c> and <c>LiveList</c>.
/// </summary>
public abstract class LivePart : PulsedPart
{
    IView? watched;
    Actor? seenBy;
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

    /// <summary>Lets go of everything that was shown: it is not this person's to see any more.</summary>
    protected virtual void Forget() { }

    protected async Task Watching(IView view)
    {
        if (IsGone) return;
        IsNotYours = !Session.MaySee(view);
        // Seen by the same person with the same rights: nothing is new.
        if (watched is not null && watched.Equals(view) && (ReferenceEquals(seenBy, Me) || seenBy!.IsSameAs(Me))) return;
        if (watch is not null) Session.Leave(watch);
        // What another reach or permission showed does not stay on the screen for a moment.
        if (IsNotYours || (seenBy is not null && seenBy.Reach != Me.Reach)) Forget();
        (watched, seenBy, watch, shown) = (view, Me, null, null);
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
