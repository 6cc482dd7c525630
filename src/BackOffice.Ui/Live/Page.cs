using BackOffice.Kernel;
using Microsoft.AspNetCore.Components;

namespace BackOffice.Ui;

/// <summary>What every page and interactive part has: texts, the person, the door for commands.</summary>
public abstract class Page : ComponentBase
{
    [Inject] protected Session Session { get; set; } = null!;
    [Inject] protected NavigationManager Nav { get; set; } = null!;

    /// <summary>Changes when the person's rights do, so that an open page is rendered anew with them.</summary>
    [CascadingParameter] protected Actor? Rights { get; set; }

    /// <summary>Texts in the person's language, the page's own project first: <c>@T["To dispatch"]</c>.</summary>
    protected Texts T => Session.T.Of(GetType().Assembly);
    protected Actor Me => Session.Me;

    /// <summary>Opens a form of the page by its address (<c>?name=value</c>), so that it is open again after a reload or a restart; null closes it.</summary>
    protected void Opens(string name, object? value) => Nav.NavigateTo(Nav.GetUriWithQueryParameter(name, value?.ToString()), replace: true);

    protected bool May(string permission) => Me.May(permission);
    protected Task<Outcome> Send(ICommand command) => Session.Send(command);
    protected Task<Outcome<TAnswer>> Send<TAnswer>(Command<TAnswer> command) => Session.Send(command);
}

/// <summary>
/// A row of a live list: static, rendered once per version and language and shared by every screen. Only cells; buttons
/// are <c>data-do</c> with <c>data-may</c>; no handler, no Mud component, no service.
/// </summary>
public abstract class RowOf<TRow> : ComponentBase
{
    [Parameter, EditorRequired] public TRow Row { get; set; } = default!;
    [Parameter] public Texts T { get; set; } = Texts.English;
}
