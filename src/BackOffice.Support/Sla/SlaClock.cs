namespace BackOffice.Support;

/// <summary>What is measured of a ticket.</summary>
public enum SlaKind { FirstResponse, NextResponse, Resolution }

/// <summary>Why a clock missed: time ran out, or a higher priority made less time of what was already used.</summary>
public enum SlaMissCause { TimeRanOut, ByReprioritisation }

/// <summary>How a stretch of the popover counts.</summary>
public enum SlaCount { Open, Closed, Paused }

/// <summary>One line of the popover: from, to, how it counts, and how much of it counted.</summary>
public sealed record SlaStretch(DateTime From, DateTime To, SlaCount How, TimeSpan Counted);

/// <summary>A breach, stamped when it happened; it is annotated later, never unwritten.</summary>
public sealed record SlaMiss(SlaKind Kind, DateTime At, SlaMissCause Cause);

/// <summary>
/// One clock as it stood at the asked instant. <c>Due</c> is null while it stands still; <c>Met</c> is when it was stopped by the
/// deed it waited for, in time or late; <c>Miss</c> is set if it was late. A clock that was merged away is stopped with neither.
/// </summary>
public sealed record SlaClock(
    SlaKind Kind, DateTime StartedAt, TimeSpan Target, TimeSpan Used, DateTime? Due, DateTime? Met, SlaMiss? Miss,
    bool Paused, bool Stopped, IReadOnlyList<SlaStretch> Stretches)
{
    /// <summary>True while somebody still has to do something about it.</summary>
    public bool Running => !Stopped;
}
