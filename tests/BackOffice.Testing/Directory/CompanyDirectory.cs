using System.Collections.Concurrent;
using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace BackOffice.Testing;

/// <summary>
/// The company's directory: an OpenID Connect server (OpenIddict) on a port of this machine, over https, with an issuer that is
/// not its address, the code flow with PKCE, sessions of its own and front-channel sign-out. With a tenant it has Entra's shape.
/// Whoever comes chooses on its page who they are.
/// </summary>
public sealed class CompanyDirectory : IAsyncDisposable
{
    public const string Client = "0f8e7d6c-aaaa-4bbb-8ccc-1234567890ab", Secret = "a-made-up-secret-for-tests", Cookie = "directory";

    readonly TestCertificate certificate;
    readonly WebApplication app;
    readonly string address;
    readonly RsaSecurityKey key = new(RSA.Create(2048)) { KeyId = "the-directorys-key" };
    readonly ConcurrentDictionary<string, Account> people = new();
    readonly ConcurrentDictionary<string, byte> portals = new();

    CompanyDirectory(TestCertificate certificate, string? tenant, IEnumerable<Account> known)
    {
        this.certificate = certificate;
        var port = PortalProcess.FreePort();
        address = $"https://localhost:{port}";
        Tenant = tenant;
        Issuer = tenant is null ? "https://directory.company.example/" : $"{address}/{tenant}/v2.0";
        foreach (var person in known) Knows(person);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen => listen.UseHttps(certificate.Certificate)));
        builder.Services.AddOpenIddict().AddServer(Serve);
        app = builder.Build();
        app.Use(KnowByCertificate);
        app.MapMethods("/authorize", ["GET", "POST"], (Delegate)SignIn);
        app.MapGet("/choose", Choose);
        app.MapMethods("/leave", ["GET", "POST"], (Delegate)Leave);
    }

    public string Issuer { get; }
    public string? Tenant { get; }
    public string Address => address;
    /// <summary>What stands before /.well-known.</summary>
    public string Authority => $"{address}/{(Tenant is null ? "" : $"{Tenant}/")}v2.0";

    public static async Task<CompanyDirectory> Start(TestCertificate certificate, IEnumerable<Account> people, string? tenant = null)
    {
        var directory = new CompanyDirectory(certificate, tenant, people);
        await directory.app.StartAsync();
        return directory;
    }

    /// <summary>Enters someone, or changes what the directory says of them from now on.</summary>
    public void Knows(Account person) => people[person.Subject] = person;

    public string SubjectOf(string name) => people.Values.Single(person => person.Name == name).Subject;

    /// <summary>Registers a portal: only there is anyone sent back to, and it is told who signs out.</summary>
    public void Register(string portal) => portals[portal.TrimEnd('/')] = 0;

    /// <summary>The portal's settings for this directory.</summary>
    public Dictionary<string, string?> Settings => new(Tenant is null
        ? new() { ["AzureAd__Authority"] = Authority, ["AzureAd__Issuer"] = Issuer }
        : new Dictionary<string, string?> { ["AzureAd__Instance"] = $"{address}/", ["AzureAd__TenantId"] = Tenant })
    { ["AzureAd__ClientId"] = Client, ["AzureAd__ClientSecret"] = Secret };

    /// <summary>The same with a certificate instead of the secret.</summary>
    public Dictionary<string, string?> SettingsWithCertificate => new(Settings.Where(s => s.Key != "AzureAd__ClientSecret"))
    { ["AzureAd__ClientCertificates__0__SourceType"] = "Path", ["AzureAd__ClientCertificates__0__CertificateDiskPath"] = certificate.BothPath };

    /// <summary>An access token of this person for the portal, asked for by some program.</summary>
    public async Task<string> AccessToken(string subject)
    {
        using var http = certificate.Http();
        using var answer = await http.PostAsync($"{address}/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "password", ["client_id"] = Client, ["client_secret"] = Secret, ["username"] = subject, ["password"] = "any", ["scope"] = "portal",
        }));
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("access_token").GetString()!;
    }

    // Without a store OpenIddict knows no applications' keys: who shows a statement that the certificate has signed is let on as if by the secret.
    async Task KnowByCertificate(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Path == "/token" && (await http.Request.ReadFormAsync())["client_assertion"].ToString() is { Length: > 0 } statement)
        {
            var read = await new JsonWebTokenHandler().ValidateTokenAsync(statement, new() { ValidIssuer = Client, ValidAudience = $"{address}/token", IssuerSigningKey = new X509SecurityKey(certificate.Certificate) });
            if (read.IsValid && read.Claims["sub"] is Client) http.Request.Form = new FormCollection(http.Request.Form.Where(field => !field.Key.StartsWith("client_assertion", StringComparison.Ordinal)).Append(new("client_secret", Secret)).ToDictionary());
        }
        await next(http);
    }

    // Without a store it keeps nothing and asks us what is allowed (degraded mode); codes and tokens are signed and checked as ever.
    void Serve(OpenIddictServerBuilder server)
    {
        var tenant = Tenant is null ? "" : $"{Tenant}/";
        server.EnableDegradedMode().SetIssuer(Issuer);
        server.SetConfigurationEndpointUris($"{tenant}v2.0/.well-known/openid-configuration").SetJsonWebKeySetEndpointUris("keys");
        server.SetAuthorizationEndpointUris("authorize").SetTokenEndpointUris("token").SetEndSessionEndpointUris("leave");
        server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange().AllowPasswordFlow();
        server.RegisterScopes(Scopes.OpenId, Scopes.Profile, Scopes.Email, "portal");
        server.AddSigningKey(key).AddEphemeralEncryptionKey().DisableAccessTokenEncryption();
        server.UseAspNetCore().EnableAuthorizationEndpointPassthrough().EnableEndSessionEndpointPassthrough();

        server.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(asked =>
        {
            if (asked.ClientId is not Client) asked.Reject(Errors.InvalidClient, "There is no such application.");
            else if (!portals.Keys.Any(portal => asked.RedirectUri == $"{portal}/signin-oidc")) asked.Reject(Errors.InvalidRequest, "This address was not registered.");
            return default;
        }));
        server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(asked =>
        {
            if (asked.ClientId is not Client || asked.ClientSecret is not Secret) asked.Reject(Errors.InvalidClient, "The application does not show its secret.");
            return default;
        }));
        server.AddEventHandler<HandleTokenRequestContext>(handler => handler.UseInlineHandler(asked =>
        {
            if (!asked.Request.IsPasswordGrantType()) return default;
            if (people.TryGetValue(asked.Request.Username ?? "", out var person)) asked.Principal = PrincipalOf(person, null, asked.Request.GetScopes());
            else asked.Reject(Errors.InvalidGrant, "Nobody has this name.");
            return default;
        }));
        server.AddEventHandler<ValidateEndSessionRequestContext>(handler => handler.UseInlineHandler(asked =>
        {
            if (asked.PostLogoutRedirectUri is { } back && !portals.Keys.Any(portal => back == $"{portal}/signout-callback-oidc")) asked.Reject(Errors.InvalidRequest, "This address was not registered.");
            return default;
        }));
        server.AddEventHandler<GenerateTokenContext>(handler => handler.UseInlineHandler(made =>
        {
            if (made.TokenType is TokenTypeIdentifiers.IdentityToken or TokenTypeIdentifiers.AccessToken && people.GetValueOrDefault(made.Principal.GetClaim(Claims.Subject) ?? "")?.Forge is { } forge)
                made.Token = Forged(made.Token!, forge);
            return default;
        }).SetOrder(OpenIddictServerHandlers.Protection.GenerateIdentityModelToken.Descriptor.Order + 1));
    }

    IResult SignIn(HttpContext http)
    {
        if (WhoIs(http) is not { } here) return Page($"<h1>Who are you?</h1>{string.Concat(people.Values.OrderBy(p => p.Name).Select(p => $"<p><a href=\"/choose?who={p.Subject}&back={Uri.EscapeDataString(http.Request.Path + http.Request.QueryString)}\">{WebUtility.HtmlEncode(p.Name)}</a></p>"))}");
        return Results.SignIn(PrincipalOf(here.Person, here.Session, http.GetOpenIddictServerRequest()!.GetScopes()), null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    static IResult Choose(string who, string back, HttpContext http)
    {
        http.Response.Cookies.Append(Cookie, $"{who}.{Guid.NewGuid():N}", new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.None });
        return Results.LocalRedirect(back);
    }

    // Front-channel: each application that takes part is told in a frame, then the browser goes back to where it came from.
    IResult Leave(HttpContext http)
    {
        var asked = http.GetOpenIddictServerRequest();
        var session = WhoIs(http)?.Session ?? "none";
        http.Response.Cookies.Delete(Cookie, new() { Secure = true, SameSite = SameSiteMode.None });
        var frames = string.Concat(portals.Keys.Select(portal => $"<iframe src=\"{portal}/signout-oidc?iss={Uri.EscapeDataString(Issuer)}&sid={session}\"></iframe>"));
        var back = asked?.PostLogoutRedirectUri is { } address ? $"<script>addEventListener('load', () => location.replace({JsonSerializer.Serialize($"{address}?state={Uri.EscapeDataString(asked.State ?? "")}")}))</script>" : "";
        return Page($"<h1>You have left the company’s directory.</h1>{frames}{back}");
    }

    (Account Person, string Session)? WhoIs(HttpContext http) =>
        http.Request.Cookies[Cookie]?.Split('.') is [var who, var session] && people.TryGetValue(who, out var person) ? (person, session) : null;

    ClaimsPrincipal PrincipalOf(Account person, string? session, IEnumerable<string> scopes)
    {
        var identity = new ClaimsIdentity("directory", Claims.Name, "roles");
        identity.SetClaim(Claims.Subject, person.Subject).SetClaim(Claims.Name, person.Name).SetClaim(Claims.PreferredUsername, person.Login)
            .SetClaims("roles", [.. person.Roles]).SetClaims("groups", [.. person.Groups]).SetClaim("sid", session);
        if (Tenant is not null) identity.SetClaim("tid", Tenant).SetClaim("oid", $"oid-{person.Subject}");
        identity.SetScopes(scopes).SetResources(Client).SetDestinations(_ => [Destinations.IdentityToken, Destinations.AccessToken]);
        return new(identity);
    }

    string Forged(string honest, Action<TokenDraft> forge)
    {
        var parts = honest.Split('.');
        var draft = new TokenDraft(JsonNode.Parse(Base64UrlEncoder.Decode(parts[1]))!.AsObject(), key);
        forge(draft);
        var header = JsonNode.Parse(Base64UrlEncoder.Decode(parts[0]))!.AsObject();
        if (draft.Key is null) header["alg"] = "none";
        var signed = $"{Base64UrlEncoder.Encode(header.ToJsonString())}.{Base64UrlEncoder.Encode(draft.Says.ToJsonString())}";
        var signature = draft.Key is null ? "" : Base64UrlEncoder.Encode(draft.Key.Rsa.SignData(System.Text.Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        draft.Afterwards?.Invoke(draft.Says);
        return $"{signed.Split('.')[0]}.{Base64UrlEncoder.Encode(draft.Says.ToJsonString())}.{signature}";
    }

    static IResult Page(string body) => Results.Content($"<!DOCTYPE html><html lang=\"en\"><head><title>Directory</title></head><body>{body}</body></html>", "text/html; charset=utf-8");

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
