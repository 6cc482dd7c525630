using System.Security.Cryptography;
using System.Threading.RateLimiting;
using BackOffice.Kernel;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.RateLimiting;

namespace BackOffice.Web;

/// <summary>How a screen becomes a wall, and what it listens to then. All of it lies under <c>/wall</c>, where its cookie goes.</summary>
static class WallDoors
{
    const string Limit = "walls";

    public sealed record ScreenBody(string? Screen);
    public sealed record CodeAnswer(string Code, int Seconds);
    public sealed record StateAnswer(bool Paired, string Build);

    public static void AddWalls(this IServiceCollection services)
    {
        services.AddSingleton<Build>().AddSingleton<Bell>().AddSingleton<WallBoards>().AddSingleton<HungWalls>().AddHostedService(sp => sp.GetRequiredService<HungWalls>());
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, WallSignIn>(WallSignIn.Name, null);
        services.Configure<RateLimiterOptions>(options => options.AddPolicy(Limit, context => RateLimitPartition.GetFixedWindowLimiter(
            context.Connection.RemoteIpAddress?.ToString() ?? "", _ => new() { PermitLimit = 30, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 })));
    }

    public static void MapWalls(this WebApplication app)
    {
        app.MapHub<WallHub>("/wall/live", options =>
        {
            options.ApplicationMaxBufferSize = 16 * 1024;
            options.TransportMaxBufferSize = 16 * 1024;
        });
        app.MapPost("/wall/code", ShowCode).AllowAnonymous().DisableAntiforgery().RequireRateLimiting(Limit);
        app.MapGet("/wall/state", State).AllowAnonymous();
    }

    // The cookie is the device's alone: no script reads it, no other site makes a browser send it. What is written is its hash.
    static async Task<IResult> ShowCode(ScreenBody body, HttpContext context, Commands commands, HungWalls walls)
    {
        if (await walls.Of(WallSignIn.SecretOf(context)) is not null) return Results.Conflict();
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var code = RandomNumberGenerator.GetString(WallCode.Signs, WallCode.Length);
        var screen = body.Screen is { Length: <= 40 } said && !said.Any(char.IsControl) ? said : null;
        var outcome = await commands.Send(new ShowWallCode(Wall.HashOf(secret), Wall.HashOf(code), context.Connection.RemoteIpAddress?.ToString() ?? "", screen), Actor.House(HouseActor.Program));
        if (outcome.Refusal is { } refusal) return Results.Problem(refusal.ToString(), statusCode: StatusCodes.Status429TooManyRequests, extensions: ApiDoors.Code(refusal.Code));
        WallSignIn.Give(context, secret, isPaired: false);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(new CodeAnswer(code, (int)WallCode.Lives.TotalSeconds));
    }

    static async Task<IResult> State(HttpContext context, HungWalls walls, Build build)
    {
        var secret = WallSignIn.SecretOf(context);
        var isPaired = await walls.Of(secret) is not null;
        if (isPaired) WallSignIn.Give(context, secret!, isPaired: true);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(new StateAnswer(isPaired, build.Id));
    }
}
