using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using BackOffice.Kernel;
using BackOffice.Testing;
using BackOffice.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests.Hostile.Matrix;

/// <summary>
/// Every door of the real host (pages, documents, downloads, uploads, the API, sockets, the command line's own), tried by
/// everyone over HTTP. A door is found, not listed: a new one has to wear a permission, or to stand on one of the two short
/// lists below with its reason.
/// </summary>
public sealed class DoorMatrixTests : IAsyncLifetime
{
    // Open to strangers, and why. Files of the build (scripts, styles, fonts) are told by their metadata.
    static readonly Dictionary<string, string> @public = new()
    {
        ["GET /health/live"] = "load balancers ask; it says that a process answers",
        ["GET /health/ready"] = "load balancers ask; it says that the database answers",
        ["GET /sign-in"] = "who is not yet somebody must be able to become so",
        ["POST /sign-in"] = "the practice directory; not mapped in Production",
        ["GET /sign-in/company"] = "sends the browser to the company's directory",
        ["POST /sign-out"] = "who is signed out already may press it again",
        ["POST /language"] = "the sign-in page is read in two languages; it sets a cookie of two letters",
        ["GET /error"] = "says that something failed, and a number",
        ["GET /not-found"] = "says that there is no such page",
        ["GET /openapi/{documentName}.json"] = "the description of the API for those who write against it; no data",
        ["POST /internal/verb"] = "asks for the secret of the data folder and for this machine instead: see the test of the command line",
        ["POST /wall/code"] = "a screen that is not yet a wall asks for a code; a supervisor has to type it",
        ["GET /wall/state"] = "a screen asks whether its code was typed; it tells yes or no",
        ["GET /wall"] = "the screen that shows the code",
    };

    // Open to everyone who is signed in, and why. Pages say so themselves ([ForEveryone]).
    static readonly Dictionary<string, string> everyone = new()
    {
        ["/_blazor"] = "the circuit: what goes over it are commands and views, each with its own permission",
        ["/_framework/opaque-redirect"] = "Blazor's own: follows a redirect of ours in the browser",
        ["/hubs/live"] = "each topic asks for its own permission: see the hub's test",
        ["/wall/live"] = "each board asks for its own permission",
    };

    readonly Mutation mutation = new();
    OpenHost host = null!;
    List<Visitor> visitors = null!;

    public async ValueTask InitializeAsync()
    {
        host = await OpenHost.Start(also: builder => builder.Services.AddSingleton<IAuthorizationHandler>(mutation), before: Everyone.Enter);
        var testers = await Everyone.Of(host.Services.GetRequiredService<Database>());
        visitors = [new("a stranger", Who.Nobody, new HashSet<string>(), host.Browser(), new(), "")];
        foreach (var tester in testers.Where(t => t.Actor.Kind is ActorKind.Person && t.Name is not ("left the company" or "unknown" or "nobody")))
        {
            var cookies = new CookieContainer();
            var browser = await host.SignedIn(tester.Actor.Id, cookies);
            visitors.Add(new(tester.Name, Who.Person, tester.May, browser, cookies, await OpenHost.FormToken(browser)));
        }
        foreach (var (scope, permissions) in KeyScopes.All)
        {
            var browser = host.Browser();
            browser.DefaultRequestHeaders.Add("X-Api-Key", Everyone.KeyOf(scope));
            visitors.Add(new($"key for {scope}", Who.Key, permissions.ToHashSet(), browser, new(), ""));
        }
        visitors.Add(new("a wall", Who.Wall, new HashSet<string>(), await HungWall(), new(), ""));
    }

    // A screen that showed its code, and a supervisor who typed it.
    async Task<HttpClient> HungWall()
    {
        var screen = host.Browser();
        using var shown = await screen.PostAsJsonAsync("/wall/code", new { screen = "1920 × 1080" });
        var code = (await shown.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>()).GetProperty("code").GetString()!;
        var owner = (await host.Services.GetRequiredService<Access>().Of(new PersonId(116)))!;
        var paired = await host.Services.GetRequiredService<Commands>().Send(new PairWall(code, "Matrix", ["fulfillment", "support", "accounting", "company"], 30), owner);
        Assert.True(paired.Ok && paired.Answer!.Wall is not null, paired.Refusal?.ToString());
        return screen;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var visitor in visitors) visitor.Browser.Dispose();
        await host.DisposeAsync();
    }

    enum Who { Nobody, Person, Key, Wall }

    sealed record Visitor(string Name, Who Who, IReadOnlySet<string> May, HttpClient Browser, CookieContainer Cookies, string Token)
    {
        public override string ToString() => Name;
    }

    sealed record Door(RouteEndpoint Endpoint, string Method)
    {
        public string Path => "/" + Endpoint.RoutePattern.RawText!.TrimStart('/');
        public string Name => $"{Method} {Path}";
        public Type? Page => Endpoint.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type;
        public bool IsPublic => Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
        public bool OpensToWalls => Endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(a => a.AuthenticationSchemes?.Split(',').Contains(WallSignIn.Name) is true);
        public string? KeyNeeds => Endpoint.Metadata.GetMetadata<KeyNeeds>()?.Permission;
        public string? Needs => Page is { } page ? page.GetCustomAttribute<NeedsAttribute>()?.Permission
            : Endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(a => a.Policy).FirstOrDefault(p => p is not null && Everyone.All.Contains(p));
    }

    // Each once, by its first method: pages also take POSTs of forms, which none of ours has.
    List<Door> Doors() => [.. host.Doors.Where(d => d.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
        .Select(d => new Door(d, d.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods ? methods.Contains("GET") ? "GET" : methods[0] : "GET"))
        .Where(d => !d.Path.Contains("{**", StringComparison.Ordinal) && !d.Path.Contains("{*", StringComparison.Ordinal)).DistinctBy(d => d.Name)];

    [Fact]
    public void Every_door_wears_a_permission_or_stands_on_a_short_list()
    {
        var doors = Doors();
        Assert.True(doors.Count > 40, $"{doors.Count} doors");
        Assert.Empty(doors.Where(d => d.IsPublic && !@public.ContainsKey(d.Name)).Select(d => $"{d.Name} is open to strangers; say why in this test, or take AllowAnonymous away."));
        Assert.Empty(doors.Where(d => !d.IsPublic && d.Needs is null && d.KeyNeeds is null && d.Page?.GetCustomAttribute<ForEveryoneAttribute>() is null && !everyone.Keys.Any(e => d.Path.StartsWith(e, StringComparison.Ordinal)))
            .Select(d => $"{d.Name} wears no permission."));
        // A list that names what is no more would open the next door of that name unseen.
        string[] notHere = ["GET /sign-in/company"]; // only with a company's directory
        Assert.Empty(@public.Keys.Where(name => !notHere.Contains(name) && !doors.Any(d => d.IsPublic && d.Name == name)));
    }

    [Fact]
    public async Task Every_door_obeys_the_permission_data_for_everyone()
    {
        var doors = Doors();
        var wrong = (await Task.WhenAll(visitors.Select(async visitor =>
        {
            var found = new List<string>();
            // What is written comes last: it may change who the visitor is.
            foreach (var door in doors.OrderBy(d => d.Method != "GET")) if (await Wrong(door, visitor) is { } why) found.Add(why);
            return found;
        }))).SelectMany(found => found).ToList();
        Assert.Empty(wrong);
    }

    // A mutation is what taking [Needs] or RequireAuthorization(permission) away does: whoever is signed in gets in.
    [Fact]
    public async Task A_permission_taken_from_any_door_is_noticed()
    {
        var (nobodys, keys) = (visitors.Single(v => v.Name == "no role"), visitors.Where(v => v.Who is Who.Key).ToList());
        var survived = new List<string>();
        var killed = 0;
        foreach (var door in Doors().Where(d => d.Needs is not null || d.KeyNeeds is not null))
        {
            mutation.Taken = door.Endpoint;
            var noticed = door.Needs is not null ? await Wrong(door, nobodys) is not null
                : (await Task.WhenAll(keys.Select(key => Wrong(door, key)))).Any(wrong => wrong is not null);
            if (noticed) killed++;
            else survived.Add(door.Name);
        }
        mutation.Taken = null;
        Assert.Empty(survived);
        Assert.True(killed > 30, $"{killed} mutants");
    }

    [Fact]
    public async Task Every_topic_of_the_hub_obeys_the_permission_data_for_everyone()
    {
        var hubs = typeof(Portal).Assembly.GetTypes().Where(t => !t.IsAbstract && typeof(Hub).IsAssignableFrom(t)).ToList();
        var methods = hubs.SelectMany(h => h.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(m => m.GetBaseDefinition() == m).Select(m => $"{h.Name}.{m.Name}")).Order(StringComparer.Ordinal).ToList();
        // Watch asks for each topic's permission (below); Open says which those are; Listen asks for each board's (WallTests).
        Assert.Empty(methods.Except(["LiveHub.Open", "LiveHub.Watch", "WallHub.Listen"]));

        var wrong = new List<string>();
        foreach (var visitor in visitors)
        {
            var key = visitor.Who is Who.Key ? visitor.Browser.DefaultRequestHeaders.GetValues("X-Api-Key").Single() : null;
            var (socket, status) = await HubSocket.Open(host.Address, "/hubs/live", visitor.Cookies, key: key);
            if (visitor.Who is Who.Nobody or Who.Wall) { Assert.Equal(HttpStatusCode.Unauthorized, status); continue; }
            await using (socket)
                foreach (var topic in LiveHub.Topics)
                {
                    var (ok, error) = await socket!.Stream("Watch", new[] { topic.Name }, null);
                    if (ok != visitor.May.Contains(topic.Needs)) wrong.Add($"{topic.Name} ({topic.Needs}) by {visitor}: {(ok ? "opened" : $"refused: {error}")}");
                }
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task No_verb_of_the_command_line_is_run_for_anyone_without_the_folders_secret()
    {
        long Head() => host.Services.GetRequiredService<Feed>().Position;
        var administrator = visitors.Single(v => v.Name == "administrator");
        var before = Head();
        foreach (var verb in Verbs.All.SelectMany(v => v.Parts.Count > 0 ? v.Parts.Select(p => $"{v.Name} {p.Name}") : [v.Name]))
            foreach (var visitor in new[] { visitors[0], administrator, visitors.First(v => v.Who is Who.Key), visitors.Single(v => v.Who is Who.Wall) })
                foreach (var secret in new[] { null, "", new string('0', 64) })
                {
                    using var asked = new HttpRequestMessage(HttpMethod.Post, ServingDoor.Path) { Content = JsonContent.Create(new HandedVerb(verb.Split(' '), host.Folder)) };
                    if (secret is not null) asked.Headers.TryAddWithoutValidation(ServingDoor.Header, secret);
                    using var answer = await visitor.Browser.SendAsync(asked);
                    Assert.True(answer.StatusCode == HttpStatusCode.NotFound, $"{verb} by {visitor}: {answer.StatusCode}");
                }
        Assert.Equal(before, Head());
    }

    /// <summary>What is wrong about this door and this visitor; null if it is as the data says.</summary>
    async Task<string?> Wrong(Door door, Visitor visitor)
    {
        // To strangers it is open, so to all; only the stranger tries, for some of them change who one is.
        if (door.IsPublic && visitor.Who is not Who.Nobody || door.Name == "POST /internal/verb") return null;
        var expected = door.IsPublic
            || (door.KeyNeeds is { } scope ? visitor.Who is Who.Key && visitor.May.Contains(scope)
                : visitor.Who is Who.Wall ? door.OpensToWalls
                : visitor.Who is Who.Person ? door.Needs is not { } permission || visitor.May.Contains(permission)
                : visitor.Who is Who.Key && door.Needs is null && door.Path.StartsWith("/hubs", StringComparison.Ordinal));
        using var request = new HttpRequestMessage(new(door.Method), Paths.Of(door.Endpoint));
        if (door.Method != "GET")
        {
            request.Headers.Add("Idempotency-Key", "matrix");
            if (visitor.Token.Length > 0) request.Headers.Add("RequestVerificationToken", visitor.Token);
            request.Content = door.Endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Http.Metadata.IAcceptsMetadata>()?.ContentTypes.Contains("application/json") is true ? JsonContent.Create(new { }) : new FormUrlEncodedContent([new("nothing", "")]);
        }
        using var answer = await visitor.Browser.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var refused = answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            || (answer.Headers.Location?.ToString() is { } to && (to.Contains("/sign-in", StringComparison.Ordinal) || to.Contains("/not-allowed", StringComparison.Ordinal)) && !door.IsPublic);
        // A key without the scope is refused by its door; that the command would refuse it too is another test.
        if (refused && door.KeyNeeds is not null && visitor.Who is Who.Key) refused = (await answer.Content.ReadAsStringAsync()).Contains("The scopes of this key", StringComparison.Ordinal);
        if ((int)answer.StatusCode is 429 or >= 500) return $"{door.Name} by {visitor}: {(int)answer.StatusCode}";
        return refused != expected ? null : $"{door.Name} ({door.Needs ?? door.KeyNeeds ?? "no permission"}) by {visitor}: {(expected ? "should be let in" : "should be refused")}, but got {(int)answer.StatusCode} {answer.Headers.Location}";
    }

    sealed class Mutation : IAuthorizationHandler
    {
        public RouteEndpoint? Taken { get; set; }

        public Task HandleAsync(AuthorizationHandlerContext context)
        {
            if (Taken is not null && context.Resource is HttpContext http && http.GetEndpoint() is RouteEndpoint here && here.DisplayName == Taken.DisplayName && here.RoutePattern.RawText == Taken.RoutePattern.RawText)
                foreach (var requirement in context.PendingRequirements.Where(r => r is MayDo or KeyNeeds).ToList()) context.Succeed(requirement);
            return Task.CompletedTask;
        }
    }
}
