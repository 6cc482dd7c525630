namespace BackOffice.Kernel;

/// <summary>Someone at a record on a node; <see cref="State"/> null says that the screen left it.</summary>
public sealed record PresenceMark(string Subject, string Screen, long Person, string Name, PresenceState? State);

/// <summary>What a node says of who is where on it: one change, or (<see cref="IsAll"/>) everyone.</summary>
public sealed record PresenceWord(string Node, bool IsAll, IReadOnlyList<PresenceMark> Marks);

/// <summary>
/// What the nodes tell each other beside the database. Delivery is at most once and in no order: a lost word costs the next
/// look (250 ms for the log, five seconds for presence), never data.
/// </summary>
public interface INodeTalk
{
    /// <summary>The log's head is at this position now.</summary>
    void TellHead(long position);
    void TellPresence(PresenceWord word);
    /// <summary>Another node's log head; may be old or repeated.</summary>
    event Action<long>? HeadCame;
    event Action<PresenceWord>? PresenceCame;
}

/// <summary>There is nobody to talk to.</summary>
public sealed class NoTalk : INodeTalk
{
    public void TellHead(long position) { /* nobody listens */ }
    public void TellPresence(PresenceWord word) { /* nobody listens */ }
    public event Action<long>? HeadCame { add { } remove { } }
    public event Action<PresenceWord>? PresenceCame { add { } remove { } }
}
