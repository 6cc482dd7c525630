using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace BackOffice.Testing;

/// <summary>What is tried with tokens.</summary>
public static class Forgery
{
    public static void ForAnotherApplication(TokenDraft token) => token.Says["aud"] = "another-application";

    public static void Expired(TokenDraft token)
    {
        var at = DateTimeOffset.UtcNow.AddHours(-2).ToUnixTimeSeconds();
        (token.Says["iat"], token.Says["nbf"], token.Says["exp"]) = (at, at, at + 3600);
    }

    /// <summary>Honest, but good for a few seconds only.</summary>
    public static void ShortLived(TokenDraft token) => token.Says["exp"] = DateTimeOffset.UtcNow.AddSeconds(8).ToUnixTimeSeconds();

    public static void OfAnotherIssuer(TokenDraft token) => token.Says["iss"] = "https://evil.example/";

    public static void OfAnotherTenant(TokenDraft token)
    {
        var other = Guid.NewGuid().ToString();
        token.Says["iss"] = token.Says["iss"]!.GetValue<string>().Replace(token.Says["tid"]!.GetValue<string>(), other, StringComparison.Ordinal);
        token.Says["tid"] = other;
    }

    public static void SignedBySomeoneElse(TokenDraft token) => token.Key = new(RSA.Create(2048)) { KeyId = token.Key!.KeyId };

    public static void NotSigned(TokenDraft token) => token.Key = null;

    public static void ChangedAfterwards(TokenDraft token) => token.Afterwards = says => says["roles"] = new JsonArray("administrator");

    /// <summary>A token that was made for another question: somebody replays it.</summary>
    public static void OfAnotherQuestion(TokenDraft token) => token.Says["nonce"] = "of-another-question";

    public static void WithoutAnId(TokenDraft token)
    {
        token.Says.Remove("sub");
        token.Says.Remove("oid");
    }
}
