namespace BackOffice.Kernel;

/// <summary>
/// A link of the chain over the log: the SHA-256 of the link before it and of every row from <see cref="First"/> to
/// <see cref="Last"/>. Whoever changes, takes out or slips in a row has to change every link after it, and the daily roots
/// that stand outside the database.
/// </summary>
public sealed class LogLink
{
    public long Last { get; init; }
    public long First { get; init; }
    /// <summary>64 hexadecimal signs.</summary>
    public required string Hash { get; init; }
    public DateTime At { get; init; }
}
