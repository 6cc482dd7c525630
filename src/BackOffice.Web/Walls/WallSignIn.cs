using System.Security.Claims;
using System.Text.Encodings.Web;
using BackOffice.Kernel;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace BackOffice.Web;

/// <summary>
/// A screen that was paired comes as a wall: by a cookie that the browser sends to <c>/wall</c> only, and by a scheme that no
/// page, hub or endpoint asks for but the wall's own. It names no person, so no permission is ever found for it.
/// </summary>
sealed class WallSignIn(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, HungWalls walls)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string Name = "Wall", Cookie = "backoffice-wall", Home = "/wall";
    // The longest that browsers keep a cookie; each visit begins it anew.
    static readonly TimeSpan keeps = TimeSpan.FromDays(400);

    public static string? SecretOf(HttpContext context) => context.Request.Cookies[Cookie];

    /// <summary>Gives the device its secret: for as long as a code lives, or for good once it is paired.</summary>
    public static void Give(HttpContext context, string secret, bool isPaired) => context.Response.Cookies.Append(Cookie, secret, new()
    {
        Path = Home,
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps || context.RequestServices.GetRequiredService<IHostEnvironment>().IsProduction(),
        IsEssential = true,
        MaxAge = isPaired ? keeps : WallCode.Lives,
    });

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!Request.Path.StartsWithSegments(Home) || await walls.Of(SecretOf(Context)) is not { } wall) return AuthenticateResult.NoResult();
        var identity = new ClaimsIdentity([new("wall", wall.Id.Value.ToString())], Name);
        return AuthenticateResult.Success(new(new ClaimsPrincipal(identity), Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }
}
