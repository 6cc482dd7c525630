using BackOffice.Kernel;
using BackOffice.Ui;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Mvc;

namespace BackOffice.Web;

/// <summary>
/// Signing in and out, and the language. The sign-in page itself is the shell's. Forms carry their antiforgery token;
/// addresses to return to are local ones only.
/// </summary>
static class SignInDoors
{
    public const string LanguageCookie = "language";

    /// <summary>So many tries to sign in a minute from one address (<c>SignIn:TriesPerMinute</c>); a whole office may share one.</summary>
    public const string Limit = "sign-in";

    public static void MapSignIn(this WebApplication app, SignInSettings signIn)
    {
        if (signIn.Development) app.MapPost("/sign-in", Choose).AllowAnonymous().RequireRateLimiting(Limit);
        if (signIn.Company) app.MapGet("/sign-in/company", GoToDirectory).AllowAnonymous().RequireRateLimiting(Limit);
        app.MapPost("/sign-out", Leave).AllowAnonymous();
        app.MapPost("/language", ([FromForm] string to, [FromForm] string? returnUrl, HttpContext context) =>
        {
            context.Response.Cookies.Append(LanguageCookie, to is "es" ? "es" : "en", new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, IsEssential = true, HttpOnly = true, Secure = context.Request.IsHttps, Path = "/" });
            return Results.LocalRedirect(Local(returnUrl));
        }).AllowAnonymous();
    }

    static async Task<IResult> Choose([FromForm] string person, [FromForm] string? returnUrl, HttpContext context, AuditNotes notes)
    {
        if (Ids.Parse<PersonId>(person) is { } id && (await PersonCookie.Begin(context, id, "development", Session.SessionOf(context.User))).User is { } user)
        {
            await context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, user);
            return Results.LocalRedirect(Local(returnUrl));
        }
        await notes.NotLetIn("development");
        return Results.LocalRedirect("/sign-in?failed=1");
    }

    static async Task GoToDirectory(string? returnUrl, HttpContext context, ILoggerFactory logs)
    {
        var going = new AuthenticationProperties { RedirectUri = Local(returnUrl) };
        // The directory's answer comes without our cookie (it is another site's form), so what it replaces travels with the question.
        if (Session.SessionOf(context.User) is { } session) going.Items[PersonCookie.Replaces] = session.Value.ToString();
        try { await context.ChallengeAsync(OpenIdConnectDefaults.AuthenticationScheme, going); }
        catch (InvalidOperationException e)
        {
            // The directory cannot be reached, or its description cannot be read: the sign-in page says so.
            logs.CreateLogger("BackOffice.SignIn").LogError("The company's directory does not answer: {Reason}", e.InnerException?.Message ?? e.Message);
            context.Response.Redirect("/sign-in?failed=directory");
        }
    }

    static async Task<IResult> Leave([FromForm] string? everywhere, HttpContext context, Access access, Commands commands, SignInSettings signIn, DirectoryEnd directory)
    {
        if (Session.PersonOf(context.User) is { } person && Session.SessionOf(context.User) is { } session && await access.Of(person) is { } actor)
            await commands.Send(everywhere is null ? new EndSession(session, SessionEnd.SignedOut) : new EndSessionsOf(person), actor);
        var fromDirectory = context.User.HasClaim(PersonCookie.Way, PersonCookie.Company);
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return signIn.Company && fromDirectory && await directory.IsKnown(context.RequestAborted)
            ? Results.SignOut(new AuthenticationProperties { RedirectUri = SignedOutAddress(SessionEnd.SignedOut, null, "/") }, [OpenIdConnectDefaults.AuthenticationScheme])
            : Results.LocalRedirect(SignedOutAddress(SessionEnd.SignedOut, null, "/"));
    }

    /// <summary>The page that says why nobody is signed in any more; <paramref name="was"/>: who was.</summary>
    public static string SignedOutAddress(SessionEnd because, PersonId? was, string here) =>
        $"/signed-out?because={because}{(was is { } person ? $"&was={person.Value}" : "")}&returnUrl={Uri.EscapeDataString(Local(here))}";

    /// <summary>The address if it is one of ours, else the start page.</summary>
    public static string Local(string? address) =>
        address is ['/', ..] and not ['/', '/', ..] and not ['/', '\\', ..] && !address.Any(char.IsControl) ? address : "/";
}
