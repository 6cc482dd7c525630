using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

/// <summary>What taking in an order looks up: its channel, its customer, its goods; and what it makes known when they are new.</summary>
static class Intakes
{
    public static async Task<Channel> Channel(Work work, string code)
    {
        var channel = await work.All<Channel>().AsNoTracking().FirstOrDefaultAsync(c => c.Code == code);
        Refuse.If(channel is null, $"There is no channel {code}; open it first.", Refusal.NotFound);
        return channel;
    }

    public static async Task<Customer> CustomerOf(Work work, Channel channel, Buyer buyer, string country)
    {
        if (buyer.Customer is { } id)
        {
            var chosen = await work.Look<Customer>(id);
            Refuse.If(chosen is null, "There is no such customer.", Refusal.NotFound);
            return chosen;
        }
        if (buyer.ExternalId is null) return await work.Look<Customer>(channel.WalkIn) ?? throw new InvalidOperationException($"Channel {channel.Code} has no walk-in customer.");

        var external = $"{channel.Code}:{buyer.ExternalId}";
        if (await work.All<Customer>().AsNoTracking().FirstOrDefaultAsync(c => c.ExternalId == external) is { } known) return known;
        var customer = new Customer
        {
            Id = work.New<CustomerId>(),
            Number = buyer.ExternalId,
            Name = buyer.Name ?? $"Customer {buyer.ExternalId}",
            Email = buyer.Email,
            Country = country,
            ExternalId = external,
            CreatedAt = work.Now,
        };
        work.Add(customer);
        return customer;
    }

    /// <summary>Unknown goods become items that nobody has reviewed yet, without stock.</summary>
    public static async Task AddLines(Work work, Order order, IReadOnlyList<NewOrderLine> lines)
    {
        var codes = lines.Select(line => Item.Codify(line.Code)).Distinct().ToList();
        var known = await work.All<Item>().AsNoTracking().Where(i => codes.Contains(i.Code)).Select(i => new { i.Id, i.Code, i.Name, i.IsReviewed }).ToDictionaryAsync(i => i.Code);
        var made = new Dictionary<string, Item>(StringComparer.Ordinal);
        var rate = OrderTax.Of(order.Country);
        foreach (var line in lines)
        {
            var code = Item.Codify(line.Code);
            var item = known.GetValueOrDefault(code);
            if (item is null && !made.ContainsKey(code))
                work.Add(made[code] = new Item { Id = work.New<ItemId>(), Code = code, Name = line.Description is { Length: > 0 } name ? name : code, CreatedAt = work.Now });
            order.Lines.Add(new OrderLine
            {
                Id = work.New<OrderLineId>(),
                Order = order.Id,
                Position = order.Lines.Count + 1,
                Item = item?.Id ?? made[code].Id,
                Code = code,
                Description = line.Description is { Length: > 0 } ? line.Description : item?.Name ?? code,
                UnitPriceMicros = line.UnitPriceMicros,
                Ordered = line.Quantity,
                TaxCategory = rate.Category,
                TaxMilliPercent = rate.MilliPercent,
                Mark = line.UnitPriceMicros == 0 ? LineMark.FreeOfCharge : item?.IsReviewed is true ? LineMark.None : LineMark.UnknownItem,
            });
        }
        order.Price();
    }
}
