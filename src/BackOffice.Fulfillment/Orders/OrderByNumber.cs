using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

/// <summary>The order of this number, ours (O-48213 or 48213) or the channel's.</summary>
[Needs(May.SeeOrders)]
public sealed record OrderByNumber(string Number) : View<OrderByNumber.Found?>
{
    public sealed record Found(OrderId Id);

    public override async Task<Found?> Read(Reader reader)
    {
        var ours = Ids.Parse<OrderId>(Number.StartsWith("O-", StringComparison.OrdinalIgnoreCase) ? Number[2..] : Number);
        return ours is { } id && await reader.Orders.AnyAsync(o => o.Id == id)
            ? new(id)
            : await reader.Orders.Where(o => o.ExternalId == Number).OrderByDescending(o => o.Id).Select(o => new Found(o.Id)).FirstOrDefaultAsync();
    }
}
