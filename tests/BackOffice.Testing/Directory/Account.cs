using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace BackOffice.Testing;

/// <summary>Someone whom the directory knows, and what their tokens say. <paramref name="Forge"/> makes them dishonest ones.</summary>
public sealed record Account(string Subject, string Name, string[] Roles, Action<TokenDraft>? Forge = null)
{
    public string Login { get; init; } = $"{Subject}@company.example";
    public string[] Groups { get; init; } = [];
}

/// <summary>A token as it is about to be signed.</summary>
public sealed class TokenDraft(JsonObject says, RsaSecurityKey key)
{
    public JsonObject Says { get; } = says;
    /// <summary>Signed with this one; it has the name of the directory's own.</summary>
    public RsaSecurityKey? Key { get; set; } = key;
    /// <summary>What is changed in it after it was signed.</summary>
    public Action<JsonObject>? Afterwards { get; set; }
}
