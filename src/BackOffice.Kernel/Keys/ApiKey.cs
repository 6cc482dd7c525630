using System.Security.Cryptography;
using System.Text;

namespace BackOffice.Kernel;

public readonly record struct ApiKeyId(long Value) : IId;

/// <summary>
/// A key by which another program comes in. Only the hash of the secret is kept. What it does stands in the log under the
/// name of its own house person; what it may do are its scopes. A key that is rotated keeps its person, so that a request
/// repeated under the new secret is still the same request.
/// </summary>
public sealed class ApiKey : IRoot
{
    public ApiKeyId Id { get; init; }
    public int Version { get; private set; }
    public required string Name { get; init; }
    public PersonId Person { get; init; }
    /// <summary>SHA-256 of the secret, 64 hexadecimal signs; unique.</summary>
    [Secret] public required string Hash { get; init; }
    /// <summary>The first signs of the secret, by which people tell keys apart.</summary>
    public string Begins { get; init; } = "";
    /// <summary>Blank-separated: <c>orders payments</c>.</summary>
    public required string Scopes { get; init; }
    /// <summary>The only channel whose orders it brings and sees; null for all.</summary>
    public string? Channel { get; init; }
    public DateTime CreatedAt { get; init; }
    public DateTime? ExpiresAt { get; private set; }
    public DateTime? RevokedAt { get; private set; }
    /// <summary>The key that took its place; this one works until it expires.</summary>
    public ApiKeyId? ReplacedBy { get; private set; }
    /// <summary>To the minute, and a few seconds late.</summary>
    public DateTime? LastUsedAt { get; private set; }

    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>A secret of 192 bits from the system's generator.</summary>
    public static string NewSecret() => $"bo_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24))}";

    public static string BeginningOf(string secret) => secret[..Math.Min(secret.Length, 9)];

    internal void ExpireAt(DateTime? at) => ExpiresAt = at;

    internal void Revoke(DateTime at) => RevokedAt ??= at;

    internal void GiveWayTo(ApiKeyId next, DateTime until)
    {
        Refuse.If(RevokedAt is not null, $"The key {Name} is revoked; make a new one.");
        Refuse.If(ReplacedBy is not null, $"The key {Name} was rotated already; rotate the newer one.");
        (ReplacedBy, ExpiresAt) = (next, ExpiresAt is { } earlier && earlier < until ? earlier : until);
    }
}
