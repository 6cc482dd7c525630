namespace BackOffice.Web;

/// <summary>
/// Whatever changes something or opens a socket (circuit, hub) has to come from a page of ours. A browser says so itself, by
/// Origin and Sec-Fetch-Site, and no script can make it lie; CORS does not guard web sockets, this does. A program that is no
/// browser sends neither and is asked for its key instead. Further addresses of this portal: <c>Origins</c> (blank-separated).
/// </summary>
static class SameOrigin
{
    public static void UseSameOrigin(this WebApplication app)
    {
        var ours = (app.Configuration["Origins"] ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(o => o.TrimEnd('/')).ToHashSet(StringComparer.OrdinalIgnoreCase);
        // The directory answers by a form of its own site; what protects that answer is its state, its nonce and its signature.
        var answers = new[] { ("CallbackPath", "/signin-oidc"), ("SignedOutCallbackPath", "/signout-callback-oidc"), ("RemoteSignOutPath", "/signout-oidc") }
            .Select(path => app.Configuration[$"AzureAd:{path.Item1}"] is { Length: > 0 } set ? set : path.Item2).ToHashSet(StringComparer.OrdinalIgnoreCase);
        app.Use(async (context, next) =>
        {
            if (!Matters(context.Request) || answers.Contains(context.Request.Path.Value ?? "") || IsOurs(context.Request, ours)) await next();
            else await Results.Problem("This came from a page of another site; nothing was done.", statusCode: StatusCodes.Status403Forbidden, extensions: Code).ExecuteAsync(context);
        });
    }

    static readonly Dictionary<string, object?> Code = new() { ["code"] = "other-origin" };

    static bool Matters(HttpRequest request) => !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
        || request.HttpContext.WebSockets.IsWebSocketRequest || HttpMethods.IsConnect(request.Method)
        || request.Path.StartsWithSegments("/_blazor") || request.Path.StartsWithSegments("/hubs");

    static bool IsOurs(HttpRequest request, HashSet<string> others)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length == 0) return request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none";
        // A proxy may speak another scheme to us than the browser to it; host and port are what the browser was sent to.
        return others.Contains(origin) || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Scheme is "http" or "https" && from.Authority.Equals(Plain(request), StringComparison.OrdinalIgnoreCase));
    }

    static string Plain(HttpRequest request) => Uri.TryCreate($"{request.Scheme}://{request.Host.Value}", UriKind.Absolute, out var here) ? here.Authority : request.Host.Value ?? "";
}
