using BackOffice.Accounting;
using BackOffice.Kernel;
using BackOffice.Support;
using BackOffice.Ui;
using BackOffice.Web.Shell;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using Microsoft.AspNetCore.ResponseCompression;
using MudBlazor.Services;

namespace BackOffice.Web;

/// <summary>How this process serves: where its rows live, at which address, and what else configures it.</summary>
public sealed record PortalSettings(string DataFolder)
{
    public const string DefaultFolder = "backoffice-data";
    public const string DefaultUrls = "http://localhost:5080";

    public string? Urls { get; init; }
    /// <summary>Development, Production, …; null takes ASPNETCORE_ENVIRONMENT.</summary>
    public string? Environment { get; init; }
    /// <summary>False stops the practice day from going on by itself.</summary>
    public bool DayGoesOn { get; init; } = true;
    /// <summary>False leaves a new practice company empty; only tests want that.</summary>
    public bool FillsPractice { get; init; } = true;
    /// <summary>Departments besides the portal's own: a measuring program brings a page to compare with.</summary>
    public IReadOnlyList<Department> Guests { get; init; } = [];
    /// <summary>How hard SQLite syncs; only tests say anything but FULL.</summary>
    public string Synchronous { get; init; } = "FULL";
    /// <summary>Further configuration as on a command line: <c>--SignIn:Mode=Development</c>.</summary>
    public IReadOnlyList<string> More { get; init; } = [];
    /// <summary>What a test changes in the host before it is built.</summary>
    public Action<WebApplicationBuilder>? Also { get; init; }
}

/// <summary>A setting that keeps the portal from starting; its message says what to set.</summary>
public sealed class WrongSetting(string message) : Exception(message);

/// <summary>Puts the portal together; callable from tests.</summary>
public static class PortalHost
{
    /// <summary>How many render batches a circuit may owe an answer for.</summary>
    public const int MostOnTheWay = 4;

    /// <summary>Everything but the doors: what a command line verb needs too.</summary>
    public static WebApplicationBuilder Builder(PortalSettings settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = [.. settings.More],
            EnvironmentName = settings.Environment,
            // Pages and texts are beside the program, wherever it was started from.
            ContentRootPath = AppContext.BaseDirectory,
            ApplicationName = typeof(PortalHost).Assembly.GetName().Name,
        });
        // Built files are served as they were compressed; edited ones want a build (or this setting).
        builder.Configuration.Sources.Insert(0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource { InitialData = [new("ReloadStaticAssetsAtRuntime", "false")] });
        builder.Configuration.AddJsonFile(Path.Combine(settings.DataFolder, "appsettings.json"), optional: true, reloadOnChange: false);
        // Standard output is for answers; what happens is told on standard error.
        builder.Logging.ClearProviders().AddConsole(console => (console.LogToStandardErrorThreshold, console.FormatterName) = (LogLevel.Trace, OneLineConsole.FormatterName))
            .AddConsoleFormatter<OneLineConsole, Microsoft.Extensions.Logging.Console.ConsoleFormatterOptions>();
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning)
            .AddFilter("Microsoft.EntityFrameworkCore.Query", LogLevel.Error).AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
            // "AuthenticationScheme: Key was challenged" for every stranger says nothing; who was not let in stands in the audit.
            .AddFilter("BackOffice.Web.KeySignIn", LogLevel.Warning);

        var sqlServer = builder.Configuration.GetConnectionString("BackOffice");
        builder.Services.AddSingleton(settings);
        builder.Services.AddNodes(builder.Configuration);
        var (storage, departments) = (new StorageSettings(settings.DataFolder, string.IsNullOrWhiteSpace(sqlServer) ? null : sqlServer, settings.Synchronous), Portal.Departments(settings.Guests));
        Database.Ahead(storage, departments);
        builder.Services.AddKernel(storage, departments, WhatFollows.Table);
        // Verbs need it too: what is kept sealed (the secrets of webhooks) is sealed with these keys.
        builder.Services.AddDataProtection().SetApplicationName("BackOffice").PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(settings.DataFolder, "keys")));
        builder.Services.AddAccounting();
        builder.Services.AddSingleton<IInvoicePost, MailedInvoices>().AddSingleton<IOperatorPost, MailedOperators>();
        builder.Services.AddSupport(builder.Configuration, settings.DataFolder);
        builder.Services.AddSingleton(new WebhookSettings(builder.Configuration.GetValue("Webhooks:AllowPrivate", false), builder.Configuration.GetValue("Webhooks:TimeoutSeconds", 10)));
        builder.Services.AddPractice(settings.DataFolder);
        return builder;
    }

    /// <summary>The whole host, its database prepared. It is not started yet.</summary>
    public static async Task<WebApplication> Build(PortalSettings settings)
    {
        Directory.CreateDirectory(settings.DataFolder);
        var builder = Builder(settings);
        // With the build's output the files of the libraries lie in their packages; published, all are in wwwroot.
        StaticWebAssetsLoader.UseStaticWebAssets(builder.Environment, builder.Configuration);
        builder.WebHost.UseUrls(settings.Urls ?? builder.Configuration["urls"] ?? PortalSettings.DefaultUrls);
        builder.AddHostile();
        var signIn = SignInSettings.Of(builder.Configuration, builder.Environment, Portal.Departments());
        Serve(builder, settings, signIn);
        settings.Also?.Invoke(builder);

        var app = builder.Build();
        app.Services.GetRequiredService<Serving>().Begin();
        Use(app);
        Doors.Map(app, signIn);
        await app.Services.GetRequiredService<Storage>().Prepare(Founding.Practice);
        await app.Services.GetRequiredService<Feed>().Begin();
        if (settings.FillsPractice) await app.Services.GetRequiredService<PracticeCompany>().Fill();
        return app;
    }

    static void Serve(WebApplicationBuilder builder, PortalSettings settings, SignInSettings signIn)
    {
        var services = builder.Services;
        services.AddKernelWorkers();
        services.AddSupportDoors(builder.Configuration, settings.DataFolder);
        services.AddSingleton<RowRenderer>();
        services.AddScoped<Session>().AddSingleton<OpenPages>().AddScoped<OpenPage>();
        services.AddRazorComponents().AddInteractiveServerComponents(circuits =>
        {
            circuits.DetailedErrors = builder.Environment.IsDevelopment();
            circuits.DisconnectedCircuitMaxRetained = HostileSetUp.MostDisconnected;
            // A slow screen has at most so many pictures on the way; then it gets the latest.
            circuits.MaxBufferedUnacknowledgedRenderBatches = MostOnTheWay;
        }).AddHubOptions(hub =>
        {
            // A closed laptop is noticed within seconds (the pages' script says the same to its side).
            hub.KeepAliveInterval = TimeSpan.FromSeconds(5);
            hub.ClientTimeoutInterval = TimeSpan.FromSeconds(15);
        });
        services.AddLeanInterop();
        services.AddScoped<CircuitHandler, OpenCircuits>().AddScoped<CircuitHandler, ScreenAway>();
        services.AddTelemetry(builder.Configuration);
        services.AddMudServices();
        services.AddShell();
        services.AddWalls();
        services.AddHttpContextAccessor();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = builder.Environment.CookieName("backoffice-form");
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.SuppressXFrameOptionsHeader = true; // frame-ancestors says it, on every answer
        });
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml", "application/problem+json"];
        });
        services.AddProblemDetails();
        services.AddSignIn(builder, signIn);
        services.AddHostedService<PracticeLife>();
        services.AddApi(builder.Configuration);
        services.AddLive(builder.Configuration, signIn);
        services.AddSingleton<Serving>();
        services.AddHostedService(sp => sp.GetRequiredService<Serving>());
    }

    static void Use(WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
        {
            app.UseExceptionHandler("/error", createScopeForErrors: true);
            app.UseHsts();
        }
        app.UseSecurityHeaders();
        app.UseNodeCookie();
        app.UseNoDetails();
        app.UseSameOrigin();
        app.UseSafeCookies();
        app.UseResponseCompression();
        app.UseShell();
        app.Use((context, next) => app.Services.GetRequiredService<ApiLimits>().Guard(context, next));
        app.UseHeadersForSecrets();
        app.UseAuthentication();
        app.UseOrigins();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.UseFormTokens();
        app.UseAntiforgery();
    }
}
