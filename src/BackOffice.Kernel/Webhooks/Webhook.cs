using System.Security.Cryptography;

namespace BackOffice.Kernel;

public readonly record struct WebhookId(long Value) : IId;

/// <summary>
/// An address outside that is told of events: which kinds, signed with which secret (kept closed, see <see cref="SecretBox"/>), and
/// up to which position of the log its deliveries were made.
/// </summary>
public sealed class Webhook : IRoot
{
    public WebhookId Id { get; init; }
    public int Version { get; private set; }
    public required string Name { get; init; }
    public required string Url { get; init; }
    /// <summary>Blank-separated beginnings of kinds: <c>fulfillment.shipment accounting.invoice-issued</c>.</summary>
    public required string Kinds { get; init; }
    [Secret] public string Secret { get; private set; } = "";
    /// <summary>The secret before: both sign until <see cref="OldUntil"/>.</summary>
    [Secret] public string? OldSecret { get; private set; }
    public DateTime? OldUntil { get; private set; }
    public DateTime CreatedAt { get; init; }
    public long ToldTo { get; init; }
    public DateTime? PausedAt { get; private set; }
    /// <summary>Why it stands still, if not by a person.</summary>
    public string? PausedWhy { get; private set; }
    public DateTime? EndedAt { get; private set; }

    public bool Wants(string kind) => Kinds.Split(' ', StringSplitOptions.RemoveEmptyEntries).Any(begin => kind.StartsWith(begin, StringComparison.Ordinal));

    /// <summary>A signing key of 256 bits in the well-known form.</summary>
    public static string NewSecret() => $"whsec_{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}";

    internal void SignWith(string closed) => Secret = closed;

    internal void Rotate(string secret, DateTime oldUntil) => (OldSecret, Secret, OldUntil) = (Secret, secret, oldUntil);

    internal void Pause(DateTime at, string? why)
    {
        Refuse.If(EndedAt is not null, $"{Name} has ended.");
        (PausedAt, PausedWhy) = (at, why);
    }

    internal void Resume()
    {
        Refuse.If(EndedAt is not null, $"{Name} has ended.");
        (PausedAt, PausedWhy) = (null, null);
    }

    internal void End(DateTime at) => EndedAt ??= at;
}
