using Microsoft.AspNetCore.Components;

namespace BackOffice.Ui;

/// <summary>A deed on a row, from one delegated event per table.</summary>
public sealed class RowDeedArgs : EventArgs
{
    public string Id { get; set; } = "";
    public string Do { get; set; } = "";
    public bool Shift { get; set; }
}

/// <summary>Whether a pointer or the keyboard is in the list: then its rows keep their places.</summary>
public sealed class ListHeldArgs : EventArgs
{
    public bool Held { get; set; }
}

public sealed class TabSeenArgs : EventArgs
{
    public bool Seen { get; set; }
    /// <summary>A hand was on the page.</summary>
    public bool Acted { get; set; }
}

/// <summary>What stands in the fields of a form now, as a JSON object by the fields' ids.</summary>
public sealed class DraftArgs : EventArgs
{
    public string Fields { get; set; } = "{}";
}

[EventHandler("ondraft", typeof(DraftArgs), enableStopPropagation: true, enablePreventDefault: true)]
[EventHandler("onrowdeed", typeof(RowDeedArgs), enableStopPropagation: true, enablePreventDefault: true)]
[EventHandler("onlistheld", typeof(ListHeldArgs), enableStopPropagation: true, enablePreventDefault: true)]
[EventHandler("ontabseen", typeof(TabSeenArgs), enableStopPropagation: true, enablePreventDefault: true)]
public static class EventHandlers;
