using Microsoft.JSInterop;

namespace BackOffice.Ui;

/// <summary>The browser's question "how long does an answer take over this circuit?", for the connection state in the top bar.</summary>
public static class Echo
{
    [JSInvokable("Echo")]
    public static bool Answer() => true;
}
