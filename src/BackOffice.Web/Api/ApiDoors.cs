using System.Threading.RateLimiting;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace BackOffice.Web;

/// <summary>
/// REST under <c>/api</c>, for other programs. Whatever writes wants an <c>Idempotency-Key</c>: the same again answers the same and
/// does nothing. A no is a problem (RFC 9457) with a stable code.
/// </summary>
static class ApiDoors
{
    const string Policy = "key", Limit = "key";

    public static void AddApi(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddAuthentication().AddScheme<Microsoft.AspNetCore.Authentication.AuthenticationSchemeOptions, KeySignIn>(KeySignIn.Name, null);
        services.AddAuthorizationBuilder().AddPolicy(Policy, policy => policy.AddAuthenticationSchemes(KeySignIn.Name).RequireAuthenticatedUser());
        services.AddOpenApi(options => options.ShouldInclude = endpoint => endpoint.RelativePath?.StartsWith("api/", StringComparison.Ordinal) is true);
        var perMinute = configuration.GetValue("Api:RequestsPerMinute", 1200);
        services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = async (context, stop) => await Results.Problem("Too many requests with this key; wait a little.", statusCode: 429, extensions: Code("too-many")).ExecuteAsync(context.HttpContext);
            options.AddPolicy(Limit, context => RateLimitPartition.GetTokenBucketLimiter(context.User.FindFirst(KeySignIn.Claim)?.Value ?? "", _ => new()
            {
                TokenLimit = Math.Max(1, perMinute / 4),
                TokensPerPeriod = Math.Max(1, perMinute / 60),
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
                AutoReplenishment = true,
            }));
        });
    }

    public static void MapApi(this WebApplication app)
    {
        app.MapOpenApi().AllowAnonymous();
        var api = app.MapGroup("/api").RequireAuthorization(Policy).RequireRateLimiting(Limit).DisableAntiforgery().WithTags("BackOffice");
        api.MapPost("/orders", (OrderBody body, HttpContext context, Commands commands) => Send(context, commands, () => new PlaceOrder(body.ToOrder()),
                placed => (placed.Already ? 200 : 201, new OrderAnswer(placed.Order.Value.ToString(), placed.Number, placed.Already))))
            .Produces<OrderAnswer>(201).Produces<OrderAnswer>().ProducesProblem(409).ProducesProblem(422).WithSummary("Place an order");
        api.MapPost("/payments", (PaymentBody body, HttpContext context, Commands commands) => Send(context, commands, body.ToCommand,
                recorded => (recorded.WasNew ? 201 : 200, new PaymentAnswer(recorded.Payment.Value.ToString(), recorded.WasNew, recorded.State.ToString()))))
            .Produces<PaymentAnswer>(201).Produces<PaymentAnswer>().ProducesProblem(409).ProducesProblem(422).WithSummary("Tell of a payment");
        api.MapPost("/tickets", (TicketBody body, HttpContext context, Commands commands) => Send(context, commands, body.ToCommand,
                given => (201, new TicketAnswer(given.Ticket.Value.ToString(), given.Number))))
            .Produces<TicketAnswer>(201).ProducesProblem(409).ProducesProblem(422).WithSummary("Open a ticket");
        api.MapGet("/orders/{channel}/{externalId}", Standing).Produces<OrderStanding>().ProducesProblem(404).WithSummary("How an order stands");
    }

    public static Dictionary<string, object?> Code(string code) => new() { ["code"] = code };

    static async Task<IResult> Send<TAnswer, TBody>(HttpContext context, Commands commands, Func<Command<TAnswer>> make, Func<TAnswer, (int Status, TBody Body)> say)
    {
        var given = context.Request.Headers["Idempotency-Key"].ToString();
        if (given.Length is 0 or > 60 || given.Any(char.IsControl))
            return Results.Problem("Send a header Idempotency-Key (1 to 60 signs) that names this request; repeat it with the same.", statusCode: 400, extensions: Code("no-idempotency-key"));
        var actor = KeySignIn.ActorOf(context)!;
        try
        {
            var outcome = await commands.Send(make(), actor, $"key-{actor.Id.Value}-{given}");
            if (outcome.Refusal is { } refusal) return Problem(refusal);
            if (outcome.Repeated) context.Response.Headers["Idempotency-Replayed"] = "true";
            var (status, body) = say(outcome.Answer!);
            return Results.Json(body, statusCode: status);
        }
        catch (RefusedException refused) { return Problem(refused.Refusal); }
    }

    static IResult Problem(Refusal refusal) => Results.Problem(refusal.ToString(), title: "Not done", extensions: Code(refusal.Code), statusCode: refusal.Code switch
    {
        Refusal.NotAllowed => 403,
        Refusal.Conflict or Refusal.RepeatedWithOtherContent => 409,
        Refusal.Incident => 500,
        _ => 422,
    });

    static async Task<IResult> Standing(string channel, string externalId, HttpContext context, Database database)
    {
        if (!KeySignIn.ActorOf(context)!.May(Fulfillment.May.SeeOrders)) return Results.Problem("This key may not see orders.", statusCode: 403, extensions: Code(Refusal.NotAllowed));
        using var reading = await database.Read();
        var order = await reading.Reader.Orders.IgnoreAutoIncludes().FirstOrDefaultAsync(o => o.Channel == channel && o.ExternalId == externalId);
        if (order is null) return Results.Problem($"{channel} has sent no order {externalId}.", statusCode: 404, extensions: Code(Refusal.NotFound));
        var parcels = await reading.Reader.Shipments.IgnoreAutoIncludes().Where(s => s.Order == order.Id && s.State != ShipmentState.Voided).OrderBy(s => s.Id).ToListAsync();
        return Results.Json(new OrderStanding(order.Id.Value.ToString(), order.Number, channel, externalId, order.State.ToString(), order.Stage.ToString(), order.Currency, order.Gross.Major,
            order.OrderedCount, order.ShippedCount, parcels.ConvertAll(s => new OrderParcel(s.Number, s.State.ToString(), s.Carrier, s.Tracking, s.DispatchedAt))));
    }
}
