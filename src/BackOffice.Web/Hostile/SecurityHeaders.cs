namespace BackOffice.Web;

/// <summary>
/// What every answer tells the browser, whatever it answers: scripts from here only and never in the page, no frame
/// around us, no guessing of types, no address told to others. A door may say something stricter for itself.
/// </summary>
static class SecurityHeaders
{
    // Why style attributes and elements are allowed in the page: Mud places its popovers by style attributes and writes its
    // theme as one style element; both change at run time, so neither a hash nor a nonce can name them. Styles run nothing,
    // and what they could fetch (img-src, font-src) is ours alone. 'self' for base-uri: every page has <base href="/">.
    public const string Policy =
        "default-src 'none'; script-src 'self'; script-src-attr 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
        "manifest-src 'self'; frame-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public const string Permissions =
        "accelerometer=(), autoplay=(self), bluetooth=(), browsing-topics=(), camera=(self), display-capture=(), geolocation=(), gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()";

    public static void UseSecurityHeaders(this WebApplication app)
    {
        // Signing out is a form whose answer leads on to the company's directory; browsers ask form-action about that too.
        var directory = new[] { app.Configuration["AzureAd:Authority"], app.Configuration["AzureAd:Instance"] }
            .Select(address => Uri.TryCreate(address, UriKind.Absolute, out var known) ? known.GetLeftPart(UriPartial.Authority) : null).FirstOrDefault(origin => origin is not null);
        var policy = directory is null ? Policy : Policy.Replace("form-action 'self'", $"form-action 'self' {directory}", StringComparison.Ordinal);
        app.Use((context, next) => Wear(context, next, policy));
    }

    static Task Wear(HttpContext context, RequestDelegate next, string policy)
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.TryAdd("Content-Security-Policy", policy);
            headers.TryAdd("X-Content-Type-Options", "nosniff");
            headers.TryAdd("Referrer-Policy", "same-origin");
            headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
            headers.TryAdd("Cross-Origin-Resource-Policy", "same-origin");
            headers.TryAdd("Permissions-Policy", Permissions);
            // What is about people or money stays in no cache; the files of the build say for themselves how long they keep.
            if (context.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is null) headers.TryAdd("Cache-Control", "private, no-store");
            return Task.CompletedTask;
        });
        return next(context);
    }
}
