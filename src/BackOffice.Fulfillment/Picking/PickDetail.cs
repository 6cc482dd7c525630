using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

/// <summary>One pick task, its lines along the shelves.</summary>
[Needs(May.Pick)]
public sealed record PickDetail(FulfillmentOrderId Id) : View<PickDetail.Value?>
{
    public sealed record Value(
        FulfillmentOrderId Id, OrderId Order, string CustomerName, FulfillmentState State, DateTime? ShipBy, PersonId? Picker, string? PickerName, DateTime? ClaimedAt, DateTime? ClaimedUntil, bool IsOnHold, Many<Line> Lines)
    {
        public int Units => Lines.Sum(line => line.Quantity);
        public int Done => Lines.Sum(line => line.Picked + line.Short);
        public Line? Now => Lines.FirstOrDefault(line => line.Left > 0);
    }

    public sealed record Line(FulfillmentLineId Id, string Code, string Description, string Bin, int Quantity, int Picked, int Short)
    {
        public int Left => Quantity - Picked - Short;
    }

    public override IEnumerable<IId> About => [Id];

    public override async Task<Value?> Read(Reader reader)
    {
        if (await reader.FulfillmentOrders.FirstOrDefaultAsync(f => f.Id == Id) is not { } part) return null;
        var holds = await reader.Orders.IgnoreAutoIncludes().Where(o => o.Id == part.Order).Select(o => o.OpenHoldCount).SingleAsync();
        return new(part.Id, part.Order, part.CustomerName, part.State, part.ShipBy, part.Picker, part.PickerName, part.ClaimedAt, part.ClaimedUntil, holds > 0,
            part.Lines.OrderBy(line => line.Bin, StringComparer.Ordinal).ThenBy(line => line.Code, StringComparer.Ordinal).ThenBy(line => line.Id.Value)
                .Select(line => new Line(line.Id, line.Code, line.Description, line.Bin, line.Quantity, line.Picked, line.Short)).ToMany());
    }
}
