namespace BackOffice.Kernel;

/// <summary>What the last run of a check found.</summary>
public sealed class CheckRow
{
    /// <summary>The name of the invariant's class.</summary>
    public required string Name { get; init; }
    public DateTime CheckedAt { get; private set; }
    public long Count { get; private set; }
    public int Milliseconds { get; private set; }
    public int ViolationCount { get; private set; }
    /// <summary>The violations, as JSON.</summary>
    [LongText] public string Violations { get; private set; } = "[]";
    /// <summary>Since when it does not hold; null while all is well.</summary>
    public DateTime? BrokenAt { get; private set; }

    internal void Found(CheckFound found, DateTime at) =>
        (CheckedAt, Count, Milliseconds, ViolationCount, Violations, BrokenAt) =
        (at, found.Count, found.Milliseconds, found.Violations.Count, Json.Write(found.Violations), found.Violations.Count == 0 ? null : BrokenAt ?? at);
}
