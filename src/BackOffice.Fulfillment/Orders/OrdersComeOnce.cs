using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

sealed class OrdersComeOnce : Invariant
{
    public override Words Name => "Every external order once";
    public override Words Says => "A channel's number is one order, however often it was sent.";

    public override async Task<Checked> Check(Reader reader)
    {
        var orders = reader.Orders.IgnoreAutoIncludes().Where(o => o.ExternalId != null);
        var twice = await orders.GroupBy(o => new { o.Channel, o.ExternalId }).Where(g => g.Count() > 1).Select(g => new { g.Key.Channel, g.Key.ExternalId, Order = g.Max(o => o.Id) }).Take(MostNamed).ToListAsync();
        return new(await orders.LongCountAsync(), [.. twice.Select(o => new Violation($"{o.Channel} {o.ExternalId} is there more than once.", $"/orders/{o.Order.Value}"))]);
    }
}
