using BackOffice.Accounting;
using BackOffice.Kernel;
using BackOffice.Support;
using BackOffice.Web.Shell;

namespace BackOffice.Web;

/// <summary>Every address that this host answers, in one place.</summary>
static class Doors
{
    public static void Map(WebApplication app, SignInSettings signIn)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null)
            .AddAdditionalAssemblies(app.Services.GetRequiredService<Pages>().Assemblies);
        app.MapHealth();
        app.MapSignIn(signIn);
        app.MapServing();
        app.MapApi();
        app.MapAuditExport();
        app.MapPersonalExport();
        app.MapWalls();
        app.MapLive();
        foreach (var department in app.Services.GetRequiredService<Departments>().All) department.Doors(app);
        app.MapAccounting();
        app.MapSupport();
    }

    static void MapHealth(this WebApplication app)
    {
        // Live: this process answers. Ready: its database does too.
        app.MapGet("/health/live", () => Results.Text("live")).AllowAnonymous();
        app.MapGet("/health/ready", async (Database database, Feed feed, Node node) =>
        {
            try
            {
                using var reading = await database.Read();
                return Results.Json(new { ready = true, node = node.IsOneOfMany ? node.Name : null, position = reading.Reader.Position, shown = feed.Position });
            }
            catch (Exception e) when (e is System.Data.Common.DbException or InvalidOperationException)
            {
                return Results.Json(new { ready = false }, statusCode: StatusCodes.Status503ServiceUnavailable);
            }
        }).AllowAnonymous();
    }
}

/// <summary>Where pages are, besides the shell's own; the doors and the router need the same list.</summary>
public sealed class Pages(Departments departments)
{
    public System.Reflection.Assembly[] Assemblies { get; } =
        [.. departments.Assemblies.Append(typeof(Ui.Page).Assembly).Where(assembly => assembly != typeof(Department).Assembly && assembly != typeof(Doors).Assembly).Distinct()];
}
