namespace BackOffice.Kernel;

/// <summary>What a person or a program asks for. A record; its behaviour is in its own <c>Run</c>.</summary>
public interface ICommand
{
    internal Task<object?> RunWhole(Work work);
}

/// <summary>A command without an answer but "done".</summary>
public abstract record Command : ICommand
{
    public abstract Task Run(Work work);

    async Task<object?> ICommand.RunWhole(Work work)
    {
        await Run(work);
        return null;
    }
}

/// <summary>A command with a small answer (a record), stored with its outcome: a repeat gets the same one.</summary>
public abstract record Command<TAnswer> : ICommand
{
    public abstract Task<TAnswer> Run(Work work);

    async Task<object?> ICommand.RunWhole(Work work) => await Run(work);
}

/// <summary>A command that writes no log row and touches only quiet tables: drafts, lease renewals, progress.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class QuietAttribute : Attribute;

/// <summary>How a command ended. <see cref="Position"/> is what a screen has to reach to show it.</summary>
public record Outcome(Refusal? Refusal, long Position)
{
    public bool Ok => Refusal is null;
    /// <summary>True when the same command id had been done before: nothing happened this time.</summary>
    public bool Repeated { get; init; }
    /// <summary>What the command answered, for those who sent it without knowing its kind.</summary>
    public object? Said { get; init; }
}

public sealed record Outcome<TAnswer>(Refusal? Refusal, long Position, TAnswer? Answer) : Outcome(Refusal, Position);

/// <summary>The memory that a command was done: a repeat with the same id returns its outcome.</summary>
public sealed class CommandRow
{
    public string Id { get; init; } = "";
    public string Kind { get; init; } = "";
    public string Hash { get; init; } = "";
    public PersonId Actor { get; init; }
    public DateTime At { get; init; }
    public long Position { get; init; }
    [LongText] public string? Answer { get; init; }
}
