using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Identity.Web;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace BackOffice.Web;

/// <summary>
/// With a certificate instead of a secret the portal shows the directory a statement that only its key can sign (RFC 7523). The
/// library does that only for applications that fetch tokens for other services; here nobody does, so it is done at the code.
/// </summary>
sealed class ClientCertificate(IEnumerable<CertificateDescription> descriptions, TimeProvider clock)
{
    static readonly TimeSpan good = TimeSpan.FromMinutes(5);
    readonly Lazy<X509Certificate2> certificate = new(() => DefaultCertificateLoader.LoadFirstCertificate(descriptions)
        ?? throw new InvalidOperationException("AzureAd:ClientCertificates names no certificate that can be loaded."));

    /// <summary>Puts the statement into the question that trades a code for a token.</summary>
    public async Task Show(AuthorizationCodeReceivedContext context)
    {
        var directory = await context.Options.ConfigurationManager!.GetConfigurationAsync(context.HttpContext.RequestAborted);
        var asked = context.TokenEndpointRequest!;
        (asked.ClientSecret, asked.ClientAssertionType, asked.ClientAssertion) = (null, "urn:ietf:params:oauth:client-assertion-type:jwt-bearer", Statement(context.Options.ClientId!, directory));
    }

    internal string Statement(string client, OpenIdConnectConfiguration directory)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = client,
            Audience = directory.TokenEndpoint,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + good,
            Claims = new Dictionary<string, object> { ["sub"] = client, ["jti"] = Guid.CreateVersion7(clock.GetUtcNow()).ToString() },
            AdditionalHeaderClaims = new Dictionary<string, object> { ["x5t#S256"] = Base64UrlEncoder.Encode(certificate.Value.GetCertHash(System.Security.Cryptography.HashAlgorithmName.SHA256)) },
            SigningCredentials = new(new X509SecurityKey(certificate.Value), SecurityAlgorithms.RsaSsaPssSha256),
        });
    }
}
