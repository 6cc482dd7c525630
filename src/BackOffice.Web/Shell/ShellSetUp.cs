using BackOffice.Kernel;
using BackOffice.Ui;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Localization;

namespace BackOffice.Web;

/// <summary>The pages' part of the host: texts, the language of a request, names for faces, pages instead of bare answers.</summary>
static class ShellSetUp
{
    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        Texts.Add(typeof(Session).Assembly);
        Texts.Add(typeof(ShellSetUp).Assembly);
        services.AddSingleton<Pages>().AddSingleton<Names>();
        services.AddHostedService<KnowNames>();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.SetDefaultCulture("en-GB").AddSupportedCultures("en-GB", "es-ES").AddSupportedUICultures("en-GB", "es-ES");
            options.RequestCultureProviders = [new CustomRequestCultureProvider(Chosen), new AcceptLanguageHeaderRequestCultureProvider()];
        });
        return services;
    }

    /// <summary>Before the pages: the language of the request, and a page instead of a bare 404 (machines keep theirs).</summary>
    public static IApplicationBuilder UseShell(this IApplicationBuilder app)
    {
        app.UseRequestLocalization();
        // Not in a branch (UseWhen): a branch has no routing of its own, and the page would not be found either.
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        return app.Use((context, next) =>
        {
            if (!IsForPeople(context.Request) && context.Features.Get<IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
            return next(context);
        });
    }

    static Task<ProviderCultureResult?> Chosen(HttpContext context) => Task.FromResult(context.Request.Cookies[SignInDoors.LanguageCookie] switch
    {
        "es" => new ProviderCultureResult("es-ES"),
        "en" => new ProviderCultureResult("en-GB"),
        _ => null,
    });

    /// <summary>Whether a page is the fitting answer, or rather something for a program.</summary>
    internal static bool IsForPeople(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && !new[] { "/api", "/hubs", "/health", "/_blazor", "/_framework", "/openapi", "/wall/live", "/internal", "/files", "/exports", "/documents", "/support/messages", "/support/attachments", "/support/raw" }.Any(part => request.Path.StartsWithSegments(part))
        && !Path.HasExtension(request.Path);
}
