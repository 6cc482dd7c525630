using BackOffice.Fulfillment;
using BackOffice.Kernel;
using Microsoft.AspNetCore.Authorization;

namespace BackOffice.Web;

/// <summary>
/// REST under <c>/api</c>, for other programs. Whatever writes wants an <c>Idempotency-Key</c>: the same again answers the same and
/// does nothing. A no is a problem (RFC 9457) with a stable code.
/// </summary>
static class ApiDoors
{
    const string Policy = "key";

    public static void AddApi(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddAuthentication().AddScheme<Microsoft.AspNetCore.Authentication.AuthenticationSchemeOptions, KeySignIn>(KeySignIn.Name, null);
        services.AddAuthorizationBuilder().AddPolicy(Policy, policy => policy.AddAuthenticationSchemes(KeySignIn.Name).RequireAuthenticatedUser());
        services.AddOpenApi(options => options.ShouldInclude = endpoint => endpoint.RelativePath?.StartsWith("api/", StringComparison.Ordinal) is true);
        services.AddSingleton<IAuthorizationHandler, KeyAnswer>();
        ApiLimits.Add(services, configuration);
    }

    public static void MapApi(this WebApplication app)
    {
        app.MapOpenApi().AllowAnonymous();
        var api = app.MapGroup("/api").RequireAuthorization(Policy).RequireRateLimiting(ApiLimits.Policy).DisableAntiforgery().WithTags("BackOffice");
        api.MapPost("/orders", (OrderBody body, HttpContext context, Commands commands) => Send(context, commands, () => new PlaceOrder(Own(body, context).ToOrder()),
                placed => (placed.Already ? 200 : 201, new OrderAnswer(placed.Order.Value.ToString(), placed.Number, placed.Already))))
            .Produces<OrderAnswer>(201).Produces<OrderAnswer>().ProducesProblem(409).ProducesProblem(422).WithSummary("Place an order").Needs(Fulfillment.May.PlaceOrders);
        api.MapPost("/payments", (PaymentBody body, HttpContext context, Commands commands) => Send(context, commands, body.ToCommand,
                recorded => (recorded.WasNew ? 201 : 200, new PaymentAnswer(recorded.Payment.Value.ToString(), recorded.WasNew, recorded.State.ToString()))))
            .Produces<PaymentAnswer>(201).Produces<PaymentAnswer>().ProducesProblem(409).ProducesProblem(422).WithSummary("Tell of a payment").Needs(Accounting.May.RecordPayments);
        api.MapPost("/tickets", (TicketBody body, HttpContext context, Commands commands) => Send(context, commands, body.ToCommand,
                given => (201, new TicketAnswer(given.Ticket.Value.ToString(), given.Number))))
            .Produces<TicketAnswer>(201).ProducesProblem(409).ProducesProblem(422).WithSummary("Open a ticket").Needs(Support.May.OpenTickets);
        api.MapReads();
    }

    // A key of one channel brings orders of that channel only.
    static OrderBody Own(OrderBody body, HttpContext context)
    {
        var channel = KeySignIn.ChannelOf(context);
        Refuse.If(channel is not null && body.Channel != channel, $"This key brings orders of the channel {channel} only.", Refusal.NotAllowed);
        return body;
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
        Refusal.Unavailable => 503,
        Refusal.Incident => 500,
        _ => 422,
    });
}
