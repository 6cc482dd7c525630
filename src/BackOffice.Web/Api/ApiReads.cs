using BackOffice.Accounting;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Support;
using Microsoft.EntityFrameworkCore;

namespace BackOffice.Web;

public sealed record PaymentStanding(string Payment, string Number, string State, string Currency, decimal Amount, decimal Unapplied, DateOnly ReceivedOn);

public sealed record TicketStanding(string Ticket, string Number, string State, string Priority, DateTime ReceivedAt, DateTime? SolvedAt, string? Order);

/// <summary>What a program may ask: how an order, a payment or a ticket stands. A key of one channel sees that channel's orders.</summary>
static class ApiReads
{
    public static void MapReads(this RouteGroupBuilder api)
    {
        api.MapGet("/orders/{channel}/{externalId}", (string channel, string externalId, HttpContext context, Database database) => Order(context, database, o => o.Channel == channel && o.ExternalId == externalId, $"{channel} has sent no order {externalId}."))
            .Produces<OrderStanding>().ProducesProblem(403).ProducesProblem(404).WithSummary("How an order stands, by the shop's own number").Needs(Fulfillment.May.SeeOrders);
        api.MapGet("/orders/{id:long}", (long id, HttpContext context, Database database) => { var order = new OrderId(id); return Order(context, database, o => o.Id == order, $"There is no order {id}."); })
            .Produces<OrderStanding>().ProducesProblem(403).ProducesProblem(404).WithSummary("How an order stands").Needs(Fulfillment.May.SeeOrders);
        api.MapGet("/payments/{id:long}", Payment).Produces<PaymentStanding>().ProducesProblem(403).ProducesProblem(404).WithSummary("How a payment stands").Needs(Accounting.May.SeePayments);
        api.MapGet("/tickets/{id:long}", Ticket).Produces<TicketStanding>().ProducesProblem(403).ProducesProblem(404).WithSummary("How a ticket stands").Needs(Support.May.SeeTickets);
    }

    static async Task<IResult> Order(HttpContext context, Database database, System.Linq.Expressions.Expression<Func<Order, bool>> which, string none)
    {
        using var reading = await database.Read();
        var order = await reading.Reader.Orders.IgnoreAutoIncludes().FirstOrDefaultAsync(which);
        if (order is null || (KeySignIn.ChannelOf(context) is { } channel && order.Channel != channel)) return None(none);
        var parcels = await reading.Reader.Shipments.IgnoreAutoIncludes().Where(s => s.Order == order.Id && s.State != ShipmentState.Voided).OrderBy(s => s.Id).ToListAsync();
        return Results.Json(new OrderStanding(order.Id.Value.ToString(), order.Number, order.Channel, order.ExternalId ?? "", order.State.ToString(), order.Stage.ToString(), order.Currency, order.Gross.Major,
            order.OrderedCount, order.ShippedCount, parcels.ConvertAll(s => new OrderParcel(s.Number, s.State.ToString(), s.Carrier, s.Tracking, s.DispatchedAt))));
    }

    static async Task<IResult> Payment(long id, Database database)
    {
        using var reading = await database.Read();
        var payment = new PaymentId(id);
        return await reading.Reader.Payments.IgnoreAutoIncludes().FirstOrDefaultAsync(p => p.Id == payment) is { } found
            ? Results.Json(new PaymentStanding(id.ToString(), found.Number, found.State.ToString(), found.Currency, found.Amount.Major, found.Unapplied.Major, found.ReceivedOn))
            : None($"There is no payment {id}.");
    }

    static async Task<IResult> Ticket(long id, Database database)
    {
        using var reading = await database.Read();
        var ticket = new TicketId(id);
        return await reading.Reader.All<Ticket>().IgnoreAutoIncludes().FirstOrDefaultAsync(t => t.Id == ticket) is { } found
            ? Results.Json(new TicketStanding(id.ToString(), found.Number, found.State.ToString(), found.Priority.ToString(), found.ReceivedAt, found.SolvedAt, found.LatestOrder?.Value.ToString()))
            : None($"There is no ticket {id}.");
    }

    static IResult None(string why) => Results.Problem(why, statusCode: StatusCodes.Status404NotFound, extensions: ApiDoors.Code(Refusal.NotFound));
}
