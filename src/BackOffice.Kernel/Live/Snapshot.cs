using System.Collections;
using System.Collections.Concurrent;

namespace BackOffice.Kernel;

/// <summary>
/// What a view said at a position: immutable, shared by everyone who looks at it. <see cref="Cache"/> keeps what is
/// derived from it once for all (rendered rows).
/// </summary>
public sealed class Snapshot(object? value, long position, DateTime at, Snapshot? before, long committed = 0)
{
    public object? Value { get; } = KeptOf(before?.Value, value);
    public long Position { get; } = position;
    public DateTime At { get; } = at;
    /// <summary>When the oldest change that is new in it was passed on here, as a tick of the monotonic clock; 0 if nothing woke it.</summary>
    public long Committed { get; } = committed;
    /// <summary>The cache of the snapshot before, to take over what did not change; its own past is let go.</summary>
    public ConcurrentDictionary<object, object>? CacheBefore { get; } = before?.Cache;
    public ConcurrentDictionary<object, object> Cache { get; } = new();

    // Rows that are equal to what they were keep their identity, so what was rendered for them is kept too.
    static object? KeptOf(object? before, object? after)
    {
        if (before is not IList old || after is not IList now || now.IsReadOnly && now is not Array) return Equals(before, after) ? before : after;
        if (old.Count == 0 || now.Count == 0 || now.IsFixedSize) return after;
        var known = new Dictionary<object, object>(old.Count);
        foreach (var row in old) if (row is not null) known[row] = row;
        var equal = old.Count == now.Count;
        for (var i = 0; i < now.Count; i++)
        {
            if (now[i] is { } row && known.TryGetValue(row, out var same)) now[i] = same;
            equal = equal && ReferenceEquals(now[i], old[i]);
        }
        return equal ? before : after;
    }
}
