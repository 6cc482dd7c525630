namespace BackOffice.Kernel;

public readonly record struct PersonSessionId(long Value) : IId;

/// <summary>Why a session ended.</summary>
public enum SessionEnd { SignedOut, Revoked, Idle, TooLong, Replaced, Disabled, Directory }

/// <summary>
/// One sign-in of one person in one browser. The cookie names it and nothing more; when this row ends, the cookie and
/// every open screen of it are worth nothing.
/// </summary>
public sealed class PersonSession : IRoot
{
    public PersonSessionId Id { get; init; }
    public int Version { get; private set; }
    public PersonId Person { get; init; }
    public DateTime StartedAt { get; init; }
    /// <summary>The network address it came from.</summary>
    [Personal] public required string From { get; init; }
    /// <summary>Browser and system in two words.</summary>
    [Personal] public required string Browser { get; init; }
    /// <summary>The last deed of a person in it; written at most once a minute.</summary>
    public DateTime LastSeenAt { get; private set; }
    public DateTime? EndedAt { get; private set; }
    public SessionEnd? EndedBy { get; private set; }
    /// <summary>What the directory calls this session (sid), so that it can end it.</summary>
    [Secret] public string? DirectorySession { get; init; }

    internal void Seen(DateTime at) => LastSeenAt = at;
    internal void End(SessionEnd by, DateTime at) => (EndedAt, EndedBy) = (EndedAt ?? at, EndedBy ?? by);
}
