using System.Security.Claims;
using BackOffice.Kernel;
using BackOffice.Ui;
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
    public static void AddSignIn(this IServiceCollection services, WebApplicationBuilder builder, SignInSettings signIn)
    {
        services.AddSingleton(signIn).AddSingleton<DirectoryRoles>();
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
            cookie.ExpireTimeSpan = TimeSpan.FromHours(12);
            cookie.LoginPath = "/sign-in";
            cookie.LogoutPath = "/sign-out";
            cookie.AccessDeniedPath = "/not-allowed";
            cookie.ReturnUrlParameter = "returnUrl";
            cookie.Events.OnValidatePrincipal = StillHere;
            cookie.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
            cookie.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
        });

        services.AddSingleton<IAuthorizationPolicyProvider, PermissionPolicies>();
        services.AddSingleton<IAuthorizationHandler, PermissionAnswer>();
        services.AddAuthorization(options => options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, CircuitPerson>();
    }

    // A cookie is only a name: who left or was disabled is out with the next request.
    static async Task StillHere(CookieValidatePrincipalContext context)
    {
        var access = context.HttpContext.RequestServices.GetRequiredService<Access>();
        if (Session.PersonOf(context.Principal) is { } person && await access.Of(person) is not null) return;
        context.RejectPrincipal();
    }

    static Task Answer(Microsoft.AspNetCore.Authentication.RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        var path = context.Request.Path;
        var isPage = HttpMethods.IsGet(context.Request.Method) && !path.StartsWithSegments("/api") && !path.StartsWithSegments("/hubs") && !path.StartsWithSegments("/_blazor");
        if (isPage) context.Response.Redirect(context.RedirectUri);
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
            if (section["Authority"] is { Length: > 0 } authority) UseAnyDirectory(options, authority.TrimEnd('/'), section["Issuer"]);
            var before = options.Events.OnTokenValidated;
            options.Events.OnTokenValidated = async context =>
            {
                if (before is not null) await before(context);
                await Welcome(context);
            };
            options.Events.OnRemoteFailure = async context =>
            {
                await context.HttpContext.RequestServices.GetRequiredService<AuditNotes>().NotLetIn("company");
                context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("BackOffice.SignIn").LogWarning(context.Failure, "Signing in with the company account failed.");
                context.HandleResponse();
                context.Response.Redirect("/sign-in?failed=1");
            };
        });
    }

    // The library appends /v2.0 to an authority and wants Entra's shape of an issuer; another directory has neither.
    static void UseAnyDirectory(OpenIdConnectOptions options, string authority, string? issuer)
    {
        options.MetadataAddress = $"{authority}/.well-known/openid-configuration";
        options.RequireHttpsMetadata = !new Uri(authority).IsLoopback;
        var expected = issuer ?? authority;
        options.TokenValidationParameters.IssuerValidator = (actual, _, _) => actual.TrimEnd('/') == expected.TrimEnd('/')
            ? actual : throw new SecurityTokenInvalidIssuerException($"The token's issuer is '{actual}', not '{expected}'.");
    }

    // The directory says who it is and which roles they have; the portal keeps that and hands out its own small cookie.
    static async Task Welcome(TokenValidatedContext context)
    {
        var user = context.Principal!;
        var login = user.FindFirstValue("preferred_username") ?? user.FindFirstValue(ClaimTypes.Email) ?? user.FindFirstValue("email") ?? user.FindFirstValue(ClaimTypes.NameIdentifier) ?? user.FindFirstValue("sub");
        if (login is null)
        {
            context.Fail("The directory sends no name for this account (preferred_username, email or sub).");
            return;
        }
        var services = context.HttpContext.RequestServices;
        var roles = services.GetRequiredService<DirectoryRoles>().Of(user);
        var outcome = await services.GetRequiredService<Commands>().Send(
            new KeepPerson(login, user.FindFirstValue("name") ?? login, user.FindFirstValue(ClaimTypes.Email) ?? user.FindFirstValue("email"), null, roles), Actor.House(HouseActor.Program));
        if (outcome.Answer is { } kept)
        {
            context.Principal = PersonCookie.For(kept.Person, login);
            if (await services.GetRequiredService<Access>().Of(kept.Person) is { } actor) await services.GetRequiredService<Commands>().Send(new NoteSignIn("company"), actor);
        }
        else context.Fail(outcome.Refusal?.ToString() ?? "This account could not be entered.");
    }
}
