using System.Net;
using BackOffice.Kernel;

namespace BackOffice.Web;

/// <summary>Each request says from where it comes: what it does stands in the log with its address.</summary>
static class RequestOrigins
{
    public static void UseOrigins(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        Origins.Here = Of(context);
        await next();
    });

    static string? Of(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        if (address is { IsIPv4MappedToIPv6: true }) address = address.MapToIPv4();
        var session = context.User.FindFirst("session")?.Value;
        return address is null ? null : session is null ? address.ToString() : $"{address} {session[..Math.Min(8, session.Length)]}";
    }
}
