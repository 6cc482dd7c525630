using BackOffice.Kernel;
using Microsoft.AspNetCore.Components;

namespace BackOffice.Ui;

/// <summary>
/// A part of a page that changes by itself: woken on any thread, it renders with the screen's next pulse. Its markup begins
/// with <c>@{ Join(); }</c>, so that all that were woken make one batch.
/// </summary>
public abstract class PulsedPart : ComponentBase, IDisposable
{
    [Inject] protected Session Session { get; set; } = null!;

    /// <summary>Changes when the person's rights do: what is shown is looked at anew with them.</summary>
    [CascadingParameter] protected Actor? Rights { get; set; }

    protected Texts T => Session.T.Of(GetType().Assembly);
    protected Actor Me => Session.Me;

    internal bool IsGone { get; private set; }
    /// <summary>When (tick of the monotonic clock) the change was committed that it shows next; 0 when it shows none.</summary>
    internal virtual long Committed => 0;

    /// <summary>Something newer is there; told on any thread.</summary>
    protected void Wake() => Session.Pulse.Wake(this);

    /// <summary>On the circuit, before it is rendered.</summary>
    protected internal virtual Task Prepare() => Task.CompletedTask;

    /// <summary>The others that were woken render in the same batch.</summary>
    protected void Join() => Session.Pulse.Others();

    protected override void OnAfterRender(bool firstRender) => Session.Pulse.Rendered(this);

    internal Task OnCircuit(Func<Task> work) => InvokeAsync(work);
    internal void RenderNow() { if (!IsGone) StateHasChanged(); }
    internal Task Fails(Exception exception) => DispatchExceptionAsync(exception);

    public virtual void Dispose()
    {
        IsGone = true;
        Session.Pulse.Leave(this);
        GC.SuppressFinalize(this);
    }
}
