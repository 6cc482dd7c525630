namespace BackOffice.Kernel;

public readonly record struct WallTryId(long Value) : IId;

/// <summary>A code that a screen shows now. It belongs to the device that showed it, works once and for ten minutes; only hashes are kept.</summary>
public sealed class WallCode
{
    /// <summary>No signs that look alike from eight metres: no I, O, 0, 1, S, 5, B, 8.</summary>
    public const string Signs = "ACDEFGHJKLMNPQRTUVWXYZ234679";
    public const int Length = 6;
    public static readonly TimeSpan Lives = TimeSpan.FromMinutes(10);

    [Secret] public required string Device { get; init; }
    [Secret] public required string Code { get; init; }
    public DateTime ShownAt { get; init; }
    public required string From { get; init; }
    public string? Screen { get; init; }
    public DateTime? UsedAt { get; private set; }

    /// <summary>As it is typed: blanks, hyphens and small letters do not matter.</summary>
    public static string Plain(string typed) => new([.. typed.Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant)]);

    internal void Use(DateTime at) => UsedAt = at;
}

/// <summary>Somebody typed a code that no screen shows. Counted, so that nobody can try them all.</summary>
public sealed class WallTry
{
    public WallTryId Id { get; init; }
    public PersonId Person { get; init; }
    public DateTime At { get; init; }
}
