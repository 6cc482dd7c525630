using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

sealed class UnitsAreInOnePlace : Invariant
{
    public override Words Name => "Ordered = cancelled + open + shipped";
    public override Words Says => "Every unit of an order is in one place: cancelled, short, allocated, picked, packed or shipped.";

    public override async Task<Checked> Check(Reader reader)
    {
        var wrong = await reader.OrderLines.Join(reader.Orders.IgnoreAutoIncludes().Where(o => o.State != OrderState.Draft), l => l.Order, o => o.Id, (l, o) => l)
            .Where(l => l.Ordered != l.Cancelled + l.Backordered + l.Allocated + l.Picked + l.Packed + l.Shipped || l.Released > l.Allocated || l.Delivered > l.Shipped)
            .Select(l => l.Order).Take(MostNamed).ToListAsync();
        return new(await reader.OrderLines.LongCountAsync(), [.. wrong.Select(id => new Violation($"{Order.NumberOf(id)} has a line that does not add up.", $"/orders/{id.Value}"))]);
    }
}
