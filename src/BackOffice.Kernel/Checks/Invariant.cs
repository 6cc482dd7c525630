namespace BackOffice.Kernel;

/// <summary>
/// Something that must always hold, written once: <c>verify</c>, the simulation and the page of checks run it. A class that
/// exists is found; what it needs beside the rows it takes in its constructor. It names what is wrong and never repairs.
/// </summary>
public abstract class Invariant
{
    /// <summary>At most this many violations are named; the first ones lead to the cause.</summary>
    public const int MostNamed = 20;

    /// <summary>As a controller would call it.</summary>
    public abstract Words Name { get; }
    /// <summary>One sentence that is true as long as all is well.</summary>
    public abstract Words Says { get; }
    public abstract Task<Checked> Check(Reader reader);
}

/// <summary>What is wrong, as a sentence, and the page where a person sees it.</summary>
public sealed record Violation(string Text, string? Href = null)
{
    public static implicit operator Violation(string text) => new(text);
    public override string ToString() => Text;
}

/// <summary>What a check looked at, and each violation. <paramref name="Count"/>: rows looked at.</summary>
public sealed record Checked(long Count, Many<Violation> Violations)
{
    public bool IsWhole => Violations.Count == 0;
}
