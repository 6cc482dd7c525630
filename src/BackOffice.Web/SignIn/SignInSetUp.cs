using System.Security.Claims;
using BackOffice.Kernel;
using BackOffice.Ui;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Identity.Web;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace BackOffice.Web;

/// <summary>Cookies for people, the company's directory, and permissions as policies.</summary>
static class SignInSetUp
{
    const string Issuer = "issuer";

    public static void AddSignIn(this IServiceCollection services, WebApplicationBuilder builder, SignInSettings signIn)
    {
        services.AddSingleton(signIn).AddSingleton(signIn.Limits).AddSingleton<DirectoryRoles>().AddSingleton<DirectoryEnd>();
        var authentication = services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme);
        if (signIn.Company) AddCompany(services, authentication, builder);
        else authentication.AddCookie();

        services.Configure<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme, cookie =>
        {
            cookie.Cookie.Name = builder.Environment.CookieName("backoffice");
            cookie.Cookie.Path = "/";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = builder.Environment.IsProduction() ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            // The session's own limits decide; the cookie lasts as long as any session can.
            cookie.ExpireTimeSpan = signIn.Limits.Most;
            cookie.SlidingExpiration = false;
            cookie.LoginPath = "/sign-in";
            cookie.LogoutPath = "/sign-out";
            cookie.AccessDeniedPath = "/not-allowed";
            cookie.ReturnUrlParameter = "returnUrl";
            cookie.Events.OnValidatePrincipal = PersonCookie.Validate;
            cookie.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
            cookie.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
        });

        var tries = builder.Configuration.GetValue("SignIn:TriesPerMinute", builder.Environment.IsProduction() ? 120 : 6000);
        services.Configure<Microsoft.AspNetCore.RateLimiting.RateLimiterOptions>(limits => limits.AddPolicy(SignInDoors.Limit, context =>
            System.Threading.RateLimiting.RateLimitPartition.GetFixedWindowLimiter($"sign-in {context.Connection.RemoteIpAddress}", _ => new() { PermitLimit = tries, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 })));

        services.AddSingleton<IAuthorizationPolicyProvider, PermissionPolicies>();
        services.AddSingleton<IAuthorizationHandler, PermissionAnswer>();
        services.AddAuthorization(options => options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, CircuitPerson>();
    }

    static Task Answer(Microsoft.AspNetCore.Authentication.RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        var path = context.Request.Path;
        var isPage = HttpMethods.IsGet(context.Request.Method) && !path.StartsWithSegments("/api") && !path.StartsWithSegments("/hubs") && !path.StartsWithSegments("/_blazor");
        if (isPage && context.HttpContext.Items[typeof(SessionEnd)] is SessionEnd ended) context.Response.Redirect(SignInDoors.SignedOutAddress(ended, null, path + context.Request.QueryString));
        else if (isPage) context.Response.Redirect(context.RedirectUri);
        else context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    static void AddCompany(IServiceCollection services, Microsoft.AspNetCore.Authentication.AuthenticationBuilder authentication, WebApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection("AzureAd");
        authentication.AddMicrosoftIdentityWebApp(section, OpenIdConnectDefaults.AuthenticationScheme, CookieAuthenticationDefaults.AuthenticationScheme);
        // After AddMicrosoftIdentityWebApp: what the library would overwrite or does not read from the section.
        services.Configure<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme, options =>
        {
            options.ResponseType = OpenIdConnectResponseType.Code;
            options.UsePkce = true;
            options.SignedOutRedirectUri = "/sign-in";
            options.Events.OnRemoteSignOut = DirectoryEnd.Remote;
            if (CertificatesOf(section) is { Length: > 0 } certificates) options.Events.OnAuthorizationCodeReceived = new ClientCertificate(certificates, TimeProvider.System).Show;
            if (section["Authority"] is { Length: > 0 } authority) UseAnyDirectory(options, authority.TrimEnd('/'), section["Issuer"]);
            var before = options.Events.OnTokenValidated;
            options.Events.OnTokenValidated = async context =>
            {
                if (before is not null) await before(context);
                Note(context);
            };
            options.Events.OnTicketReceived = Welcome;
            // Without the id token (the cookie stays small) the directory wants to know who asks.
            var leaving = options.Events.OnRedirectToIdentityProviderForSignOut;
            options.Events.OnRedirectToIdentityProviderForSignOut = async context =>
            {
                if (leaving is not null) await leaving(context);
                context.ProtocolMessage.ClientId ??= context.Options.ClientId;
            };
            options.Events.OnRemoteFailure = async context =>
            {
                context.HandleResponse();
                await NotAccepted(context.HttpContext, "The answer of the directory was not accepted.", context.Failure);
            };
        });
    }

    static CertificateDescription[] CertificatesOf(IConfigurationSection section) => section.GetSection("ClientCertificates").Get<CertificateDescription[]>() ?? [];

    // The library appends /v2.0 to an authority and wants Entra's shape of an issuer; another directory has neither.
    static void UseAnyDirectory(OpenIdConnectOptions options, string authority, string? issuer)
    {
        options.MetadataAddress = $"{authority}/.well-known/openid-configuration";
        options.RequireHttpsMetadata = !new Uri(authority).IsLoopback;
        var expected = issuer ?? authority;
        options.TokenValidationParameters.IssuerValidator = (actual, _, _) => actual.TrimEnd('/') == expected.TrimEnd('/')
            ? actual : throw new SecurityTokenInvalidIssuerException($"The token's issuer is '{actual}', not '{expected}'.");
    }

    // The framework lets a token pass that is not signed at all, since it came straight from the directory; here none does.
    static void Note(TokenValidatedContext context)
    {
        if (context.SecurityToken.SignatureAlgorithm is null or "" or "none") context.Fail("The directory's token is not signed.");
        else context.Properties!.Items[Issuer] = context.SecurityToken.Issuer;
    }

    // Only now is everything looked at (the nonce comes after the token). The directory says who it is and which roles they have;
    // the portal keeps that and hands out its own small cookie.
    static async Task Welcome(TicketReceivedContext context)
    {
        var (user, items, services) = (context.Principal!, context.Properties!.Items, context.HttpContext.RequestServices);
        items.Remove(Issuer, out var issuer);
        items.Remove(PersonCookie.Replaces, out var before);
        if (issuer is null || DirectoryAccount.SubjectOf(user) is not { } subject)
        {
            context.HandleResponse();
            await NotAccepted(context.HttpContext, "The directory sends no id for this account (oid or sub).");
            return;
        }
        var login = user.FindFirstValue("preferred_username") ?? DirectoryAccount.EmailOf(user) ?? subject;
        var kept = await services.GetRequiredService<Commands>().Send(
            new KeepPerson(login, user.FindFirstValue("name") ?? login, DirectoryAccount.EmailOf(user), null, services.GetRequiredService<DirectoryRoles>().Of(user), issuer, subject),
            Actor.House(HouseActor.Program));
        if (kept.Answer is not { } person)
        {
            context.HandleResponse();
            await NotAccepted(context.HttpContext, kept.Refusal?.ToString() ?? "This account could not be entered.");
            return;
        }
        var begun = await PersonCookie.Begin(context.HttpContext, person.Person, PersonCookie.Company, Ids.Parse<PersonSessionId>(before), user.FindFirstValue("sid"));
        if (begun.User is not null) context.Principal = begun.User;
        else
        {
            context.HandleResponse();
            await services.GetRequiredService<AuditNotes>().NotLetIn("locked out");
            context.Response.Redirect(SignInDoors.SignedOutAddress(SessionEnd.Disabled, null, "/"));
        }
    }

    // One sentence for the browser, the reason for the log.
    static async Task NotAccepted(HttpContext http, string why, Exception? failure = null)
    {
        await http.RequestServices.GetRequiredService<AuditNotes>().NotLetIn("company");
        http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("BackOffice.SignIn").LogWarning(failure, "Signing in with the company account failed: {Reason}", why);
        http.Response.Redirect("/sign-in?failed=account");
    }
}
