using BackOffice.Ui;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;

namespace BackOffice.Web;

/// <summary>
/// Every request that changes something and comes with a cookie carries the token of its form. The framework looks only where
/// a door binds form fields; this looks everywhere. Only a door that asks for a key or a secret instead may say
/// <c>DisableAntiforgery</c>; sockets carry no form and are guarded by <see cref="SameOrigin"/>.
/// </summary>
static class FormTokens
{
    public static void UseFormTokens(this WebApplication app) => app.Use(async (context, next) =>
    {
        var files = context.GetEndpoint()?.Metadata.GetMetadata<FileDoor>();
        if (files is not null) context.Features.Set<IFormFeature>(new FormFeature(context.Request, new FormOptions { MultipartBodyLengthLimit = files.MostBytes, ValueCountLimit = 200, KeyLengthLimit = 200, ValueLengthLimit = 10_000 }));
        if (!Wants(context)) { await next(); return; }
        try
        {
            // Read here, so that what is too large says so itself.
            if (context.Request.HasFormContentType) await context.Request.ReadFormAsync(context.RequestAborted);
            if (!await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context))
                await No(context, StatusCodes.Status400BadRequest, "old-form", "This form has grown old; open the page again and send it once more.");
            else if (files is not null && context.Request.HasFormContentType && (await context.Request.ReadFormAsync(context.RequestAborted)).Files.Count > files.MostFiles)
                await No(context, StatusCodes.Status413PayloadTooLarge, "too-many-files", $"At most {files.MostFiles} files at once; nothing was taken.");
            else await next();
        }
        catch (InvalidDataException) when (!context.Response.HasStarted)
        {
            await No(context, StatusCodes.Status413PayloadTooLarge, "too-large", "This is more than is taken at once; nothing was kept.");
        }
    });

    static Task No(HttpContext context, int status, string code, string words) =>
        Results.Problem(words, title: "Not done", statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code }).ExecuteAsync(context);

    static bool Wants(HttpContext context) =>
        !(HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || HttpMethods.IsOptions(context.Request.Method))
        && context.GetEndpoint() is { } endpoint && Wants(endpoint);

    /// <summary>Whether a door that is written to wants a form's token.</summary>
    internal static bool Wants(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>() is not { RequiresValidation: false } && !IsSocket(endpoint);

    internal static bool IsSocket(Endpoint endpoint) => endpoint.Metadata.GetMetadata<HubMetadata>() is not null || endpoint.Metadata.GetMetadata<NegotiateMetadata>() is not null
        || endpoint is RouteEndpoint { RoutePattern.RawText: { } path } && path.TrimStart('/').StartsWith("_blazor", StringComparison.Ordinal);
}
