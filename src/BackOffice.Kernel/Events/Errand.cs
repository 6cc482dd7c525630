namespace BackOffice.Kernel;

/// <summary>
/// Something for the outside world (a mail, a carrier, a webhook), done after the commit that asked for it: at least
/// once, in order per <see cref="Subject"/>, under a lease, with back-off. It reports by the command that it returns.
/// </summary>
public abstract record Errand
{
    /// <summary>Errands of one subject go out in order, one at a time; empty means no order.</summary>
    public virtual string Subject => "";

    public abstract Task<ICommand?> Run(World world);

    /// <summary>What is reported when a person says that the outside has it already; it sends nothing.</summary>
    public virtual Task<ICommand?> Report(World world) => Task.FromResult<ICommand?>(null);
}

/// <summary>The name of an errand in the database, for ever.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ErrandAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>Thrown by an errand that cannot know whether the outside did it. It is never tried again by itself.</summary>
public sealed class UnknownOutcome(string reason, Exception? cause = null) : Exception(reason, cause);

public enum ErrandState { Waiting, Done, Stuck, UnknownOutcome }

/// <summary>An errand on its way: a row in the same transaction as what asked for it.</summary>
public sealed class ErrandRow
{
    public long Id { get; init; }
    public string Kind { get; init; } = "";
    [LongText] public string Content { get; init; } = "{}";
    public string Subject { get; init; } = "";
    public ErrandState State { get; private set; }
    public int Tries { get; private set; }
    public DateTime CreatedAt { get; init; }
    public DateTime NextAt { get; private set; }
    public DateTime? LeasedUntil { get; private set; }
    /// <summary>The node that has it in hand, or had.</summary>
    public string? LeasedBy { get; private set; }
    public DateTime? DoneAt { get; private set; }
    [Personal, LongText] public string? LastError { get; private set; }
    /// <summary>A person said that the outside has it: it is only reported.</summary>
    public bool IsConfirmed { get; private set; }

    internal void Finish(DateTime at) => (State, DoneAt, LeasedUntil, LastError) = (ErrandState.Done, at, null, null);

    internal void Fail(string error, DateTime at)
    {
        Tries++;
        LastError = Masked.Addresses(error);
        LeasedUntil = null;
        if (Tries >= ErrandRunner.MostTries) State = ErrandState.Stuck;
        else NextAt = at + TimeSpan.FromSeconds(Math.Pow(4, Tries));
    }

    internal void LeaveUnknown(string reason) => (State, LastError, LeasedUntil, Tries) = (ErrandState.UnknownOutcome, Masked.Addresses(reason), null, Tries + 1);

    internal void TryAgain(DateTime at) => (State, Tries, NextAt, LeasedUntil) = (ErrandState.Waiting, 0, at, null);

    internal void Confirm(DateTime at)
    {
        TryAgain(at);
        IsConfirmed = true;
    }
}
