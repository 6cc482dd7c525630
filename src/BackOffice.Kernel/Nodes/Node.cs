namespace BackOffice.Kernel;

/// <summary>
/// This process among those that serve one database. A named node is one of several: it holds leases for what only one may
/// do, and sets the cookie by which the proxy brings a browser back to it.
/// </summary>
public sealed record Node(string Name, bool IsOneOfMany)
{
    /// <summary>The only node: nothing is leased, since nobody else would take it.</summary>
    public static Node Alone { get; } = new(Environment.MachineName, false);
}
