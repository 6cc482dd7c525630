using System.Security.Claims;
using BackOffice.Kernel;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.SignalR;

namespace BackOffice.Web;

/// <summary>How programs come to <c>/hubs/live</c>: with a key, with an access token of the company's directory, or as the person whose browser it is.</summary>
static class LiveDoor
{
    const string Path = "/hubs/live", Policy = "hub";
    static readonly string[] secrets = ["access_token", "key", "api_key", "apikey", "token"];

    public static void AddLive(this IServiceCollection services, IConfiguration configuration, SignInSettings signIn)
    {
        services.AddSingleton<LiveListeners>().AddSingleton<LiveTeller>().AddHostedService(sp => sp.GetRequiredService<LiveTeller>());
        services.AddSingleton<LiveLimits>().AddHostedService<LiveGuard>();
        services.AddSignalR().AddHubOptions<LiveHub>(options =>
        {
            options.MaximumReceiveMessageSize = 4 * 1024;
            options.AddFilter<LiveLimits>();
        });
        if (signIn.Company) services.AddAuthentication().AddJwtBearer(options => Trust(options, configuration.GetSection("AzureAd")));
        services.AddAuthorizationBuilder().AddPolicy(Policy, policy => policy
            .AddAuthenticationSchemes([CookieAuthenticationDefaults.AuthenticationScheme, KeySignIn.Name, .. signIn.Company ? [JwtBearerDefaults.AuthenticationScheme] : Array.Empty<string>()])
            .RequireAuthenticatedUser());
    }

    public static void MapLive(this WebApplication app) => app.MapHub<LiveHub>(Path, options =>
    {
        options.CloseOnAuthenticationExpiration = true;
        options.ApplicationMaxBufferSize = 16 * 1024;
    }).RequireAuthorization(Policy);

    /// <summary>Addresses are written to logs, here and on the way: a secret in one is refused, whether it is good or not.</summary>
    public static void UseHeadersForSecrets(this WebApplication app) => app.Use((context, next) =>
        context.Request.Path.StartsWithSegments("/hubs") && secrets.Any(context.Request.Query.ContainsKey)
            ? Results.Problem("A key or token goes in a header (Authorization: Bearer …, or X-Api-Key), never in the address: addresses are written to logs. Take a new one, since this one was.",
                statusCode: StatusCodes.Status400BadRequest, extensions: ApiDoors.Code("secret-in-address")).ExecuteAsync(context)
            : next(context));

    static void Trust(JwtBearerOptions options, IConfigurationSection section)
    {
        var (client, authority) = (section["ClientId"]!, section["Authority"]?.TrimEnd('/'));
        options.MetadataAddress = authority is { Length: > 0 }
            ? $"{authority}/.well-known/openid-configuration" : $"{section["Instance"]?.TrimEnd('/')}/{section["TenantId"]}/v2.0/.well-known/openid-configuration";
        options.RequireHttpsMetadata = !new Uri(options.MetadataAddress).IsLoopback;
        options.MapInboundClaims = false;
        options.TokenValidationParameters.ClockSkew = TimeSpan.FromMinutes(1);
        options.TokenValidationParameters.ValidAudiences = section["Audience"] is { Length: > 0 } audience ? [audience] : [client, $"api://{client}"];
        if (section["Issuer"] is { Length: > 0 } issuer) options.TokenValidationParameters.ValidIssuer = issuer;
        options.Events = new() { OnTokenValidated = Welcome, OnChallenge = AfterOthers };
    }

    // The door knows several ways in; another one may have answered already.
    static Task AfterOthers(Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerChallengeContext context)
    {
        if (context.Response.HasStarted) context.HandleResponse();
        return Task.CompletedTask;
    }

    // What it may do is the portal's own data: the token only says who it is.
    static async Task Welcome(Microsoft.AspNetCore.Authentication.JwtBearer.TokenValidatedContext context)
    {
        var user = context.Principal!;
        var isForAccess = (user.HasClaim(c => c.Type is "scp" or "scope") || user.HasClaim(c => c.Type is "azp" or "appid" or "client_id")) && !user.HasClaim(c => c.Type is "nonce" or "at_hash");
        if (!isForAccess)
        {
            context.Fail("This is a token for signing in; send an access token.");
            return;
        }
        // As at sign-in: the issuer and its unchanging id; a name may be someone else's tomorrow.
        if (DirectoryAccount.SubjectOf(user) is not { } subject || await context.HttpContext.RequestServices.GetRequiredService<Access>().ByAccount(context.SecurityToken.Issuer, subject) is not { Permissions.Count: > 0 } actor)
        {
            context.Fail("Nobody here has this account, or they have no role.");
            return;
        }
        // A program has no session: its token ends by itself, and each call looks up what the person may.
        context.Principal = new(new ClaimsIdentity([new(Ui.Session.PersonClaim, actor.Id.Value.ToString()), new(ClaimTypes.Name, actor.Name)], context.Scheme.Name));
    }
}
