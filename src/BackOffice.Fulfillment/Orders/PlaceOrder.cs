using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

[Event("fulfillment.order-placed", 1)]
public sealed record OrderPlaced(OrderId Order, CustomerId Customer) : Event
{
    public override Words Says() => "Order entered";
}

/// <summary>What placing answers: <paramref name="Already"/> when the channel had sent this very order before.</summary>
public sealed record PlacedOrder(OrderId Order, string Number, bool Already);

// The one use case behind the four doors: page, REST, upload and command line.
[Needs(May.PlaceOrders), Raises<OrderPlaced>, Raises<OrderHeld>]
public sealed record PlaceOrder(NewOrder Order) : Command<PlacedOrder>
{
    public static readonly TimeSpan DuplicateWindow = TimeSpan.FromHours(24);

    public override async Task<PlacedOrder> Run(Work work)
    {
        Refuse.If(Order.Lines.Count == 0, "An order needs at least one line.");
        Refuse.If(Order.Lines.Count > NewOrder.MostLines, $"{Order.Lines.Count} lines are too many for one order; the most is {NewOrder.MostLines}.");
        Refuse.If(!Money.IsCurrency(Order.Currency), $"{Order.Currency} is no currency; give three letters like GBP.");
        foreach (var line in Order.Lines)
        {
            Refuse.If(string.IsNullOrWhiteSpace(line.Code), "A line has no item code.");
            Refuse.If(line.Quantity is < 1 or > 1_000_000, $"{line.Code}: {line.Quantity} is no quantity; order 1 to 1,000,000.");
            Refuse.If(line.UnitPriceMicros is < 0 or > 10_000_000_000_000, $"{line.Code}: the price must be 0 or more.");
        }

        var hash = Order.ContentHash();
        if (Order.ExternalId is { } external && await Everyones(work)
                .Where(o => o.Channel == Order.Channel && o.ExternalId == external).Select(o => new { o.Id, o.ContentHash }).FirstOrDefaultAsync() is { } known)
        {
            Refuse.If(known.ContentHash != hash, $"{Order.Channel} has sent {external} before with other content; change {Fulfillment.Order.NumberOf(known.Id)} instead.",
                Refusal.RepeatedWithOtherContent);
            return new(known.Id, Fulfillment.Order.NumberOf(known.Id), Already: true);
        }

        var channel = await Intakes.Channel(work, Order.Channel);
        var customer = await Intakes.CustomerOf(work, channel, Order.Buyer, Order.Country);
        var order = new Order
        {
            Id = work.New<OrderId>(),
            Channel = channel.Code,
            ExternalId = Order.ExternalId,
            ContentHash = hash,
            GoodsHash = Order.GoodsHash(),
            Import = Order.Import,
            Customer = customer.Id,
            CustomerName = Order.Buyer.Name ?? customer.Name,
            ShipTo = Order.ShipTo,
            Country = Order.Country,
            Currency = Order.Currency,
            TaxSide = Order.TaxSide,
            Location = channel.Location,
            Priority = Order.Priority,
            RequestedOn = Order.RequestedOn,
            PlacedAt = Order.PlacedAt ?? work.Now,
            EnteredAt = work.Now,
            EnteredBy = work.Actor.Id,
            PaysInAdvance = customer.PaysInAdvance,
        };
        await Intakes.AddLines(work, order, Order.Lines);
        await work.Within(May.PlaceOrders, order.Gross);
        work.Add(order);
        work.Raise(new OrderPlaced(order.Id, customer.Id));

        if (!customer.IsWalkIn) await HoldLikelyDuplicate(work, order);
        return new(order.Id, order.Number, Already: false);
    }

    // What was entered before counts whoever entered it, and whoever enters this one.
    static IQueryable<Order> Everyones(Work work) => work.All<Order>().AsNoTracking().IgnoreAutoIncludes();

    // A likely duplicate is accepted with a hold, never dropped: only a person can tell two equal wishes from one sent twice.
    static async Task HoldLikelyDuplicate(Work work, Order order)
    {
        DateTime from = order.PlacedAt - DuplicateWindow, to = order.PlacedAt + DuplicateWindow;
        if (await Everyones(work)
                .Where(o => o.Customer == order.Customer && o.GoodsHash == order.GoodsHash && o.State != OrderState.Cancelled && o.PlacedAt >= from && o.PlacedAt <= to)
                .OrderByDescending(o => o.PlacedAt).Select(o => (OrderId?)o.Id).FirstOrDefaultAsync() is not { } twin) return;
        var hold = order.PlaceHold(work.New<HoldId>(), HoldReason.PossibleDuplicate, $"Same goods as {Fulfillment.Order.NumberOf(twin)}", work.Actor.Id, work.Now);
        work.Raise(new OrderHeld(order.Id, hold.Id, hold.Reason));
    }
}
