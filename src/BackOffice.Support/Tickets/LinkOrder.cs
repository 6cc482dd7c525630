using Microsoft.EntityFrameworkCore;

namespace BackOffice.Support;

[Event("support.order-linked", 1)]
public sealed record OrderLinked(TicketId Ticket, OrderId Order) : Event
{
    public override Words Says() => "Order linked";
}

// Says by hand which order a ticket is about; accepts our number or the channel's.
[Needs(May.AnswerTickets), Raises<OrderLinked>]
public sealed record LinkOrder(TicketId Id, string Number) : Command
{
    public override async Task Run(Work work)
    {
        var ticket = await work.Find<Ticket>(Id);
        var number = Number.Trim();
        var id = Ids.Parse<OrderId>(number.StartsWith("O-", StringComparison.OrdinalIgnoreCase) ? number[2..] : null);
        var order = await work.All<Order>().IgnoreAutoIncludes().AsNoTracking().Where(o => id == null ? o.ExternalId == number : o.Id == id)
            .OrderBy(o => o.Id).Select(o => (OrderId?)o.Id).FirstOrDefaultAsync();
        if (order is { } found && !await work.Sees(found)) order = null;
        Refuse.If(order is null, $"There is no order {number}; give our number (O-48213) or the customer's order number.");
        Refuse.If(await work.All<TicketOrder>().AnyAsync(o => o.Ticket == Id && o.Order == order), $"{ticket.Number} knows this order already.");

        work.Add(new TicketOrder { Ticket = Id, Order = order.Value, ByHand = true });
        ticket.IsAbout(order.Value);
        work.Raise(new OrderLinked(Id, order.Value));
    }
}
