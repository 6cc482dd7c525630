namespace BackOffice.Kernel;

public readonly record struct RoleId(long Value) : IId;

/// <summary>A role: a name that people hold, and behind it permissions and limits, which are data (see <see cref="RolePermission"/>).</summary>
public sealed class Role : IRoot
{
    public RoleId Id { get; init; }
    public int Version { get; private set; }
    /// <summary>Unique, for ever: people hold the role by it.</summary>
    public required string Name { get; init; }
}

public sealed class RolePermission
{
    public required string Role { get; init; }
    public required string Permission { get; init; }
}

/// <summary>
/// Up to which amount (minor units of a currency) a role decides alone. A role without any row for a permission has no
/// limit; with rows, a currency that has none may not be decided at all.
/// </summary>
public sealed class RoleLimit
{
    public required string Role { get; init; }
    public required string Permission { get; init; }
    public required string Currency { get; init; }
    public long AmountMinor { get; internal set; }
}

/// <summary>A permission that this database has met, so that what an administrator took away does not come back at the next start.</summary>
public sealed class KnownPermission
{
    public required string Name { get; init; }
}
