using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

/// <summary>How many confirmed orders have not gone yet.</summary>
[Needs(May.SeeBoard), Wall]
public sealed record OpenOrdersTile : View<TileFigure>
{
    public override async Task<TileFigure> Read(Reader reader)
    {
        var open = await reader.Orders.CountAsync(o => o.State == OrderState.Confirmed);
        var held = await reader.Orders.CountAsync(o => o.State == OrderState.Confirmed && o.OpenHoldCount > 0);
        return new("Orders to ship", open.ToString("N0", System.Globalization.CultureInfo.InvariantCulture), held == 0 ? null : (Words)$"{held} on hold");
    }
}

/// <summary>How many parcels stand packed.</summary>
[Needs(May.SeeBoard), Wall]
public sealed record PackedParcelsTile : View<TileFigure>
{
    public override async Task<TileFigure> Read(Reader reader)
    {
        var failed = await reader.Shipments.CountAsync(s => s.State == ShipmentState.Packed && s.Label == LabelState.Failed);
        var packed = await reader.Shipments.CountAsync(s => s.State == ShipmentState.Packed);
        return new("Parcels to dispatch", packed.ToString("N0", System.Globalization.CultureInfo.InvariantCulture), failed == 0 ? null : (Words)$"{failed} without label", failed > 0);
    }
}

/// <summary>How many parcels have gone, of all days; the wall counts it up.</summary>
[Needs(May.SeeBoard), Wall]
public sealed record GoneParcelsTile : View<TileFigure>
{
    public override async Task<TileFigure> Read(Reader reader)
    {
        var gone = await reader.Shipments.CountAsync(s => s.State == ShipmentState.Dispatched || s.State == ShipmentState.Delivered);
        return new("Parcels gone", gone.ToString("N0", System.Globalization.CultureInfo.InvariantCulture));
    }
}

/// <summary>Units that customers wait for because they are not there.</summary>
[Needs(May.SeeBoard), Wall]
public sealed record ShortUnitsTile : View<TileFigure>
{
    public override async Task<TileFigure> Read(Reader reader)
    {
        var units = await reader.OrderLines.Where(l => l.Backordered > 0).SumAsync(l => l.Backordered);
        var orders = await reader.Orders.CountAsync(o => o.State == OrderState.Confirmed && o.BackorderedCount > 0);
        return new("Units short", units.ToString("N0", System.Globalization.CultureInfo.InvariantCulture), orders == 0 ? null : (Words)$"{orders} orders wait", orders > 0);
    }
}
