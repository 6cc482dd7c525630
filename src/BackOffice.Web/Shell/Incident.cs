using BackOffice.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using BackOffice.Web.Shell;

namespace BackOffice.Web;

/// <summary>
/// A page that fails says so in its own place, with an id that stands in the log too; the rest of the portal stays up.
/// Another address, or "try again", starts anew.
/// </summary>
public sealed class Incident(Session session, ILogger<Incident> log) : ErrorBoundaryBase
{
    string? id;

    protected override Task OnErrorAsync(Exception exception)
    {
        id = NewId(session.Clock);
        log.LogError(exception, "Incident {Incident}: a page failed for {Person}.", id, session.Me.Name);
        return Task.CompletedTask;
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (CurrentException is null)
        {
            builder.AddContent(0, ChildContent);
            return;
        }
        builder.OpenComponent<IncidentShown>(1);
        builder.AddComponentParameter(2, nameof(IncidentShown.Id), id);
        builder.AddComponentParameter(3, nameof(IncidentShown.Again), EventCallback.Factory.Create(this, Recover));
        builder.CloseComponent();
    }

    /// <summary>Eight signs of an id that sorts by time: short enough to be read out on the phone.</summary>
    internal static string NewId(TimeProvider clock) => Guid.CreateVersion7(clock.GetUtcNow()).ToString("N")[^8..].ToUpperInvariant();
}
