using System.Security.Claims;
using System.Text.Encodings.Web;
using BackOffice.Kernel;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace BackOffice.Web;

/// <summary>What the scopes of a key mean.</summary>
static class KeyScopes
{
    public static IReadOnlyDictionary<string, string[]> All { get; } = new Dictionary<string, string[]>
    {
        ["orders"] = [Fulfillment.May.PlaceOrders, Fulfillment.May.SeeOrders, Fulfillment.May.SeeShipments],
        ["payments"] = [Accounting.May.RecordPayments, Accounting.May.SeePayments],
        ["tickets"] = [Support.May.OpenTickets, Support.May.SeeTickets],
    };

    public static Actor ActorOf(ApiKey key) => new(key.Person, $"Key {key.Name}", ActorKind.Key,
        key.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(scope => All.GetValueOrDefault(scope) ?? []).ToHashSet(), [], Reach.Everything);
}

/// <summary>A request with a key (<c>Authorization: Bearer</c> or <c>X-Api-Key</c>) comes as the key's own actor.</summary>
sealed class KeySignIn(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, Database database, AuditNotes notes)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string Name = "Key", Claim = "key";
    static readonly object item = new();

    /// <summary>Who came with a key.</summary>
    public static Actor? ActorOf(HttpContext context) => context.Items[item] as Actor;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        string? secret = Request.Headers["X-Api-Key"];
        if (secret is null && Request.Headers.Authorization.ToString() is var header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) secret = header[7..].Trim();
        // The hub's browser clients cannot set a header on a web socket.
        if (secret is null && Request.Path.StartsWithSegments("/hubs")) secret = Request.Query["access_token"];
        if (string.IsNullOrEmpty(secret)) return AuthenticateResult.NoResult();

        var hash = ApiKey.HashOf(secret);
        using var reading = await database.Read();
        if (await reading.Reader.All<ApiKey>().FirstOrDefaultAsync(k => k.Hash == hash && k.RevokedAt == null) is not { } key)
        {
            await notes.NotLetIn("key");
            return AuthenticateResult.Fail("This key opens nothing.");
        }

        Context.Items[item] = KeyScopes.ActorOf(key);
        var identity = new ClaimsIdentity([new(Claim, key.Id.Value.ToString()), new(ClaimTypes.Name, key.Name)], Name);
        return AuthenticateResult.Success(new(new ClaimsPrincipal(identity), Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        Results.Problem("Send a key that is known (Authorization: Bearer KEY, or X-Api-Key).", statusCode: StatusCodes.Status401Unauthorized, extensions: ApiDoors.Code("no-key")).ExecuteAsync(Context);
}
