using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace BackOffice.Tests;

/// <summary>
/// A small OpenID Connect directory: discovery, keys, and the code flow with PKCE, which it insists on. Whoever asks is
/// signed in as the person it was made with.
/// </summary>
public sealed class CompanyDirectory : IAsyncDisposable
{
    readonly WebApplication app;
    // The same after it was down.
    static readonly RsaSecurityKey key = new(RSA.Create(2048)) { KeyId = "one" };
    readonly Dictionary<string, (string Challenge, string Nonce)> codes = [];

    CompanyDirectory(WebApplication app) => this.app = app;

    public string Address => app.Urls.Single();

    /// <summary>What the directory calls itself, wherever it is reached.</summary>
    public const string Issuer = "https://directory.company.example";

    public static async Task<CompanyDirectory> Start(string login, string name, string[] roles, string? issuer = null, int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Logging.ClearProviders();
        var directory = new CompanyDirectory(builder.Build());
        directory.Map(login, name, roles, issuer);
        await directory.app.StartAsync(TestContext.Current.CancellationToken);
        return directory;
    }

    void Map(string login, string name, string[] roles, string? issuer)
    {
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(new
        {
            issuer = issuer ?? Issuer,
            authorization_endpoint = $"{Address}/authorize",
            token_endpoint = $"{Address}/token",
            jwks_uri = $"{Address}/keys",
            response_types_supported = new[] { "code" },
            subject_types_supported = new[] { "public" },
            id_token_signing_alg_values_supported = new[] { "RS256" },
        }));
        app.MapGet("/keys", () =>
        {
            var open = key.Rsa.ExportParameters(false);
            return Results.Json(new { keys = new[] { new { kty = "RSA", use = "sig", alg = "RS256", kid = key.KeyId, n = Base64UrlEncoder.Encode(open.Modulus), e = Base64UrlEncoder.Encode(open.Exponent) } } });
        });
        app.MapGet("/authorize", (HttpContext context) =>
        {
            var asked = context.Request.Query;
            if (asked["response_type"] != "code" || asked["code_challenge_method"] != "S256") return Results.BadRequest("Only the code flow with PKCE.");
            var code = Guid.CreateVersion7().ToString("N");
            codes[code] = (asked["code_challenge"]!, asked["nonce"]!);
            return Results.Json(new Dictionary<string, string> { ["code"] = code, ["state"] = asked["state"]!, ["redirect_uri"] = asked["redirect_uri"]! });
        });
        app.MapPost("/token", async (HttpContext context) =>
        {
            var form = await context.Request.ReadFormAsync();
            if (!codes.Remove(form["code"]!, out var asked)) return Results.BadRequest();
            if (Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"]!))) != asked.Challenge) return Results.BadRequest("This is not who asked.");
            var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
            {
                Issuer = issuer ?? Issuer,
                Audience = form["client_id"],
                Expires = DateTime.UtcNow.AddMinutes(5),
                SigningCredentials = new(key, SecurityAlgorithms.RsaSha256),
                Claims = new Dictionary<string, object> { ["sub"] = "s-1", ["preferred_username"] = login, ["name"] = name, ["roles"] = roles, ["nonce"] = asked.Nonce },
            });
            return Results.Json(new { access_token = "none", token_type = "Bearer", expires_in = 300, id_token = token });
        });
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
