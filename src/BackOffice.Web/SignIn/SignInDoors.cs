using BackOffice.Kernel;
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

    public static void MapSignIn(this WebApplication app, SignInSettings signIn)
    {
        if (signIn.Development)
            app.MapPost("/sign-in", async ([FromForm] string person, [FromForm] string? returnUrl, HttpContext context, Access access, Commands commands, AuditNotes notes) =>
            {
                if (Ids.Parse<PersonId>(person) is not { } id || await access.Of(id) is not { } actor)
                {
                    await notes.NotLetIn("development");
                    return Results.LocalRedirect("/sign-in?failed=1");
                }
                await context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, PersonCookie.For(id, actor.Name));
                await commands.Send(new NoteSignIn("development"), actor);
                return Results.LocalRedirect(Local(returnUrl));
            }).AllowAnonymous();
        if (signIn.Company)
            app.MapGet("/sign-in/company", async (string? returnUrl, HttpContext context, ILoggerFactory logs) =>
            {
                try { await context.ChallengeAsync(OpenIdConnectDefaults.AuthenticationScheme, new AuthenticationProperties { RedirectUri = Local(returnUrl) }); }
                catch (InvalidOperationException e)
                {
                    // The directory cannot be reached, or its description cannot be read: the sign-in page says so.
                    logs.CreateLogger("BackOffice.SignIn").LogError("The company's directory does not answer: {Reason}", e.InnerException?.Message ?? e.Message);
                    context.Response.Redirect("/sign-in?failed=1");
                }
            }).AllowAnonymous();

        app.MapPost("/sign-out", async ([FromForm] string? returnUrl, HttpContext context, Access access, Commands commands) =>
        {
            if (BackOffice.Ui.Session.PersonOf(context.User) is { } person && await access.Of(person) is { } actor) await commands.Send(new NoteSignOut(), actor);
            await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
            return Results.LocalRedirect("/sign-in");
        }).AllowAnonymous();
        app.MapPost("/language", ([FromForm] string to, [FromForm] string? returnUrl, HttpContext context) =>
        {
            context.Response.Cookies.Append(LanguageCookie, to is "es" ? "es" : "en", new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, IsEssential = true, HttpOnly = true, Secure = context.Request.IsHttps, Path = "/" });
            return Results.LocalRedirect(Local(returnUrl));
        }).AllowAnonymous();
    }

    /// <summary>The address if it is one of ours, else the start page.</summary>
    public static string Local(string? address) =>
        address is ['/', ..] and not ['/', '/', ..] and not ['/', '\\', ..] && !address.Any(char.IsControl) ? address : "/";
}
