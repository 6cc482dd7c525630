namespace BackOffice.Kernel;

/// <summary>
/// One row of the event log. Positions are gap-free and in commit order. <see cref="Touched"/> says which tables and
/// ids the whole command changed and stands on the command's first row; <see cref="Changes"/> are the fields.
/// </summary>
public sealed class LogEntry
{
    public long Position { get; init; }
    public DateTime At { get; init; }
    public PersonId Actor { get; init; }
    public string CommandId { get; init; } = "";
    public string Command { get; init; } = "";
    public string Kind { get; init; } = "";
    [LongText] public string Content { get; init; } = "{}";
    [LongText] public string? Touched { get; init; }
    [LongText] public string? Changes { get; init; }
    /// <summary>From where it was asked: address and session, see <see cref="Origins"/>; null for the house.</summary>
    public string? Origin { get; init; }
}

/// <summary>Which records an entry of the log is about: the index behind each record's history.</summary>
public sealed class LogSubject
{
    public string Kind { get; init; } = "";
    public long Id { get; init; }
    public long Position { get; init; }
}

/// <summary>The position of the last committed entry; one row, taken as the last statement before commit.</summary>
public sealed class Head
{
    public int Id { get; init; }
    public long Position { get; init; }
}

/// <summary>One field that a command changed, as it stands in the log.</summary>
public sealed record Change(string Entity, string Id, string Field, string? Old, string? New)
{
    /// <summary>The field of a record's digest; see <see cref="Work.Seal"/>.</summary>
    public const string Seal = "Seal";
}
