namespace BackOffice.Kernel;

/// <summary>One screen's watch on a view. Dispose it with the screen.</summary>
public sealed class Watch : IDisposable
{
    readonly LiveViews views;
    readonly SharedView view;
    readonly Action changed;
    TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Watch(LiveViews views, SharedView view, Action changed) => (this.views, this.view, this.changed) = (views, view, changed);

    /// <summary>The newest snapshot; null until the view was read for the first time.</summary>
    public Snapshot? Current => view.Current;
    /// <summary>Why the view cannot be read; null when it can.</summary>
    public Exception? Failure => view.Failure;

    /// <summary>Waits until the view shows at least this position; false if that takes longer than <paramref name="most"/>.</summary>
    public async Task<bool> Reach(long position, TimeSpan most)
    {
        using var timeout = new CancellationTokenSource(most);
        while (view.ReadTo(views.FeedPosition) < position)
        {
            var waiting = next.Task;
            if (view.ReadTo(views.FeedPosition) >= position) return true;
            try { await waiting.WaitAsync(TimeSpan.FromMilliseconds(20), timeout.Token); }
            catch (TimeoutException) { /* look again: a commit that did not touch this view only moves the feed */ }
            catch (OperationCanceledException) { return false; }
        }
        return true;
    }

    internal void Tell() => changed();

    internal void Reached() => Interlocked.Exchange(ref next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    public void Dispose() => views.Left(view, this);
}
