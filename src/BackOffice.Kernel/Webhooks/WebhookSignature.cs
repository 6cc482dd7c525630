using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BackOffice.Kernel;

/// <summary>
/// The Standard Webhooks manner: <c>v1,</c> and the base64 of HMAC-SHA256 over <c>id.timestamp.body</c>, keyed with what stands behind
/// <c>whsec_</c>. Several signatures, of the new secret and the old one, are parted by a blank.
/// </summary>
public static class WebhookSignature
{
    /// <summary>A receiver refuses what is older or newer than this, and remembers ids for as long: that is the replay window.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    public static string Of(string id, DateTime at, string body, params IEnumerable<string> secrets)
    {
        var text = Encoding.UTF8.GetBytes($"{id}.{Seconds(at)}.{body}");
        return string.Join(' ', secrets.Select(secret => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), text))}"));
    }

    public static string Seconds(DateTime at) => new DateTimeOffset(at).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
