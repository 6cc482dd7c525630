using System.Security.Claims;
using System.Text.Encodings.Web;
using BackOffice.Kernel;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace BackOffice.Web;

/// <summary>What the scopes of a key mean.</summary>
static class KeyScopes
{
    public static IReadOnlyDictionary<string, string[]> All { get; } = new Dictionary<string, string[]>
    {
        ["read"] = [Fulfillment.May.SeeOrders, Fulfillment.May.SeeShipments, Accounting.May.SeePayments, Support.May.SeeTickets],
        ["orders"] = [Fulfillment.May.PlaceOrders, Fulfillment.May.SeeOrders, Fulfillment.May.SeeShipments],
        ["payments"] = [Accounting.May.RecordPayments, Accounting.May.SeePayments],
        ["tickets"] = [Support.May.OpenTickets, Support.May.SeeTickets],
    };

    public static IReadOnlyDictionary<string, Words> Sentences { get; } = new Dictionary<string, Words>
    {
        ["read"] = "See how orders, parcels, payments and tickets stand",
        ["orders"] = "Bring orders, and see how they stand",
        ["payments"] = "Tell of payments, and see how they stand",
        ["tickets"] = "Open tickets, and see how they stand",
    };

    public static Actor ActorOf(ApiKey key) => new(key.Person, $"Key {key.Name}", ActorKind.Key,
        key.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(scope => All.GetValueOrDefault(scope) ?? []).ToHashSet(), [], Reach.Everything);
}

/// <summary>A request with a key (<c>Authorization: Bearer</c> or <c>X-Api-Key</c>) comes as the key's own actor.</summary>
sealed class KeySignIn(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, Database database, KeyUses uses, AuditNotes notes, TimeProvider clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string Name = "Key", Claim = "key";
    static readonly object item = new(), keyItem = new(), failedItem = new();

    /// <summary>Who came with a key.</summary>
    public static Actor? ActorOf(HttpContext context) => context.Items[item] as Actor;

    /// <summary>Whether a key was shown that opens nothing.</summary>
    public static bool HasFailed(HttpContext context) => context.Items.ContainsKey(failedItem);

    /// <summary>The only channel whose orders this key brings and sees; null for all.</summary>
    public static string? ChannelOf(HttpContext context) => (context.Items[keyItem] as ApiKey)?.Channel;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        string? secret = Request.Headers["X-Api-Key"];
        if (secret is null && Request.Headers.Authorization.ToString() is var header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) secret = header[7..].Trim();
        // Two dots make it a token of the company's directory, which is another scheme's.
        if (string.IsNullOrEmpty(secret) || secret.Count(sign => sign == '.') == 2) return AuthenticateResult.NoResult();

        var hash = ApiKey.HashOf(secret);
        var now = clock.GetUtcNow().UtcDateTime;
        using var reading = await database.Read();
        if (await reading.Reader.All<ApiKey>().FirstOrDefaultAsync(k => k.Hash == hash && k.RevokedAt == null && (k.ExpiresAt == null || k.ExpiresAt > now)) is not { } key)
        {
            Context.Items[failedItem] = true;
            await notes.NotLetIn("key");
            return AuthenticateResult.Fail("This key opens nothing.");
        }

        (Context.Items[item], Context.Items[keyItem]) = (KeyScopes.ActorOf(key), key);
        uses.Note(key.Id);
        var identity = new ClaimsIdentity([new(Claim, key.Id.Value.ToString()), new(ClaimTypes.Name, key.Name)], Name);
        return AuthenticateResult.Success(new(new ClaimsPrincipal(identity), Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        Results.Problem("Send a key that is known (Authorization: Bearer KEY, or X-Api-Key).", statusCode: StatusCodes.Status401Unauthorized, extensions: ApiDoors.Code("no-key")).ExecuteAsync(Context);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Results.Problem("The scopes of this key do not open this; make one with the right scope.", statusCode: StatusCodes.Status403Forbidden, extensions: ApiDoors.Code(Refusal.NotAllowed)).ExecuteAsync(Context);
}

/// <summary>The permission that a key's scopes must hold at a door; asked before anything of the request is read.</summary>
sealed record KeyNeeds(string Permission) : IAuthorizationRequirement;

sealed class KeyAnswer : AuthorizationHandler<KeyNeeds>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, KeyNeeds requirement)
    {
        if (context.Resource is HttpContext http && KeySignIn.ActorOf(http) is { } key && key.May(requirement.Permission)) context.Succeed(requirement);
        return Task.CompletedTask;
    }
}

static class KeyDoors
{
    /// <summary>This door is for keys whose scopes hold the permission.</summary>
    public static RouteHandlerBuilder Needs(this RouteHandlerBuilder door, string permission)
    {
        var needs = new KeyNeeds(permission);
        return door.RequireAuthorization(policy => policy.AddAuthenticationSchemes(KeySignIn.Name).RequireAuthenticatedUser().AddRequirements(needs)).WithMetadata(needs);
    }
}
