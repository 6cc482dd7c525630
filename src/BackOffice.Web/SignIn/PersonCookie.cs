using System.Security.Claims;
using BackOffice.Kernel;
using BackOffice.Ui;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace BackOffice.Web;

/// <summary>What the cookie holds: who it is and by which session, nothing about what they may.</summary>
static class PersonCookie
{
    /// <summary>The session that was open when the company's directory was asked, carried there and back.</summary>
    public const string Replaces = "replaces";

    /// <summary>By which door they came: whoever came from the directory leaves there too.</summary>
    public const string Way = "way", Company = "company";

    static ClaimsPrincipal For(PersonId person, PersonSessionId session, string name, string way) => new(new ClaimsIdentity(
        [new(Session.PersonClaim, person.Value.ToString()), new(Session.SessionClaim, session.Value.ToString()), new(ClaimTypes.Name, name), new(Way, way)],
        CookieAuthenticationDefaults.AuthenticationScheme));

    /// <summary>Begins a session for someone whom the door has just recognised; what this browser was signed in as before ends.</summary>
    public static async Task<(ClaimsPrincipal? User, Refusal? Refusal)> Begin(HttpContext http, PersonId person, string way, PersonSessionId? replaces, string? directorySession = null)
    {
        var services = http.RequestServices;
        if (await services.GetRequiredService<Access>().Of(person) is not { } actor) return (null, new(Refusal.NotAllowed, "You are locked out; ask an administrator."));
        var endsAt = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime + services.GetRequiredService<SessionLimits>().Most;
        var begun = await services.GetRequiredService<Commands>().Send(new BeginSession(way, Browsers.AddressOf(http), Browsers.NameOf(http.Request.Headers.UserAgent), endsAt, directorySession, replaces), actor);
        return begun.Answer is { } answer ? (For(person, answer.Session, actor.Name, way), null) : (null, begun.Refusal);
    }

    /// <summary>
    /// A cookie is only a name: whose session ended, or who was locked out, is out with the next request, and a page says why.
    /// </summary>
    public static async Task Validate(CookieValidatePrincipalContext context)
    {
        var (services, http) = (context.HttpContext.RequestServices, context.HttpContext);
        var ended = SessionEnd.Revoked;
        if (Session.PersonOf(context.Principal) is { } person && Session.SessionOf(context.Principal) is { } session)
        {
            var (sessions, commands) = (services.GetRequiredService<OpenSessions>(), services.GetRequiredService<Commands>());
            var actor = await services.GetRequiredService<Access>().Of(person);
            if (await sessions.EndOf(session, person) is not { } end)
            {
                if (actor is not null)
                {
                    if (IsDeed(http.Request) && sessions.Seen(session)) await commands.Send(new SeeSession(session), actor);
                    return;
                }
                end = SessionEnd.Disabled;
            }
            ended = end;
            if (end is SessionEnd.Idle or SessionEnd.TooLong) await commands.Send(new EndSession(session, end), Actor.House(HouseActor.Clock));
        }
        context.RejectPrincipal();
        http.Items[typeof(SessionEnd)] = ended;
        await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
    }

    // What an open page does by itself keeps nobody signed in.
    static bool IsDeed(HttpRequest request) => !new[] { "/_blazor", "/_framework", "/hubs", "/health" }.Any(part => request.Path.StartsWithSegments(part));
}
