using System.Text.RegularExpressions;
using BackOffice.Kernel;

namespace BackOffice.Web;

/// <summary>Several nodes on one database: this one's name (<c>Nodes:Name</c>), and Redis if they have one (<c>Nodes:Redis</c>).</summary>
/// <param name="Name">Names the node in its cookie, its leases and its figures; null for the only node.</param>
/// <param name="Redis">A StackExchange.Redis connection string.</param>
/// <param name="Channel">What the words begin with; two portals on one Redis want two.</param>
sealed partial record NodeSettings(string? Name, string? Redis, string Channel)
{
    public static NodeSettings Of(IConfiguration configuration)
    {
        var part = configuration.GetSection("Nodes");
        var (name, redis) = (part["Name"], part["Redis"]);
        if (string.IsNullOrWhiteSpace(name)) name = null;
        if (string.IsNullOrWhiteSpace(redis)) redis = null;
        if (name is not null && !Plain().IsMatch(name)) throw new WrongSetting("Nodes:Name is 1 to 40 letters, digits or hyphens; the proxy's map names the same.");
        if (redis is not null && name is null) throw new WrongSetting("Nodes:Redis is set, but this node has no name: set Nodes:Name, another for each node.");
        return new(name, redis, part["Channel"] ?? "backoffice");
    }

    public Node Node => Name is null ? Node.Alone : new(Name, true);

    [GeneratedRegex("^[A-Za-z0-9-]{1,40}$")]
    private static partial Regex Plain();
}

static class NodeSetUp
{
    /// <summary>The cookie by which the proxy brings a browser back to the node that holds its circuits.</summary>
    public const string Cookie = "node";

    public static void AddNodes(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = NodeSettings.Of(configuration);
        services.AddSingleton(settings).AddSingleton(settings.Node);
        if (settings.Redis is null) return;
        services.AddSingleton<RedisTalk>().AddSingleton<INodeTalk>(sp => sp.GetRequiredService<RedisTalk>()).AddHostedService(sp => sp.GetRequiredService<RedisTalk>());
    }

    /// <summary>A browser that came here by chance, or because its node is down, stays here from now on.</summary>
    public static void UseNodeCookie(this WebApplication app)
    {
        var node = app.Services.GetRequiredService<Node>();
        if (!node.IsOneOfMany) return;
        app.Use((context, next) =>
        {
            if (context.Request.Cookies[Cookie] != node.Name)
                context.Response.Cookies.Append(Cookie, node.Name, new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, IsEssential = true });
            return next(context);
        });
    }
}
