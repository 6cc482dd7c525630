using BackOffice.Kernel;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;

namespace BackOffice.Web;

/// <summary>The limits of the host against input that means harm; the threat model and where each is tested: docs/security.md.</summary>
static class HostileSetUp
{
    /// <summary>The most that a request may send, unless its door allows more (uploads say so themselves).</summary>
    public const long LargestBody = 2 * 1024 * 1024;

    /// <summary>Circuits that are kept for a browser that lost its connection.</summary>
    public const int MostDisconnected = 200;

    public static void AddHostile(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(builder.Configuration.GetSection("Events").Get<EventLimitSettings>() ?? new()).AddSingleton<EventLimits>();
        services.AddSignalR(hubs =>
        {
            hubs.EnableDetailedErrors = false;
            hubs.MaximumReceiveMessageSize = 32 * 1024;
            hubs.MaximumParallelInvocationsPerClient = 1;
            hubs.StreamBufferCapacity = 10;
            hubs.AddFilter<EventLimits>();
            hubs.AddFilter<OpenPages>();
        });
        services.Configure<FormOptions>(forms =>
        {
            forms.ValueCountLimit = 200;
            forms.KeyLengthLimit = 200;
            forms.ValueLengthLimit = 100_000;
            forms.MultipartBodyLengthLimit = LargestBody;
        });
        services.AddHsts(hsts =>
        {
            hsts.MaxAge = TimeSpan.FromDays(365);
            hsts.IncludeSubDomains = true;
        });
        // A body that cannot be read is the sender's mistake: an answer, no exception page, in development too.
        services.Configure<RouteHandlerOptions>(doors => doors.ThrowOnBadRequest = false);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Limits.MaxRequestLineSize = 8 * 1024;
            kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
            kestrel.Limits.MaxRequestHeaderCount = 100;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        });
    }

    /// <summary>With https (always in Production) a cookie is bound to this very host, for the whole of it, and never sent in the clear.</summary>
    public static string CookieName(this IHostEnvironment environment, string name) => environment.IsProduction() ? $"__Host-{name}" : name;

    /// <summary>No cookie is for scripts, and none travels in the clear where there is https.</summary>
    public static void UseSafeCookies(this WebApplication app) => app.UseCookiePolicy(new CookiePolicyOptions
    {
        HttpOnly = Microsoft.AspNetCore.CookiePolicy.HttpOnlyPolicy.Always,
        Secure = app.Environment.IsProduction() ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest,
        MinimumSameSitePolicy = SameSiteMode.Unspecified,
    });

    /// <summary>
    /// What went wrong in us, told to a program: that it did, and a number to look it up by. Nothing of what it was, in development
    /// neither. People get a page (the error page, or the developer's own).
    /// </summary>
    public static void UseNoDetails(this WebApplication app) => app.Use(async (context, next) =>
    {
        try { await next(); }
        catch (Exception e) when (!context.Response.HasStarted && !ShellSetUp.IsForPeople(context.Request) && !context.RequestAborted.IsCancellationRequested)
        {
            context.Response.Clear();
            if (e is BadHttpRequestException bad) { await Problem(bad.StatusCode, "unreadable", "This request cannot be read; nothing was done."); return; }
            var id = Incident.NewId(context.RequestServices.GetRequiredService<TimeProvider>());
            context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("BackOffice.Incident").LogError(e, "Incident {Incident}: {Method} {Path} failed.", id, context.Request.Method, context.Request.Path);
            await Problem(StatusCodes.Status500InternalServerError, Refusal.Incident, $"This failed through a mistake of ours. Tell your administrator: incident {id}.");
        }

        Task Problem(int status, string code, string words) =>
            Results.Problem(words, title: "Not done", statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code }).ExecuteAsync(context);
    });
}
