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
        // How much of what the open orders ask for has gone already.
        var units = await reader.Orders.Where(o => o.State == OrderState.Confirmed).GroupBy(o => 1).Select(g => new { Ordered = g.Sum(o => o.OrderedCount), Shipped = g.Sum(o => o.ShippedCount) }).FirstOrDefaultAsync();
        return new("Orders to ship", open.ToString("N0", System.Globalization.CultureInfo.InvariantCulture), held == 0 ? null : (Words)$"{held} on hold", IsTight: held > 0,
            Done: units is { Ordered: > 0 } ? Math.Round((decimal)units.Shipped / units.Ordered, 3) : null);
    }
}

/// <summary>The orders whose cut-off comes next, and the most urgent of them: the screen counts down, and is red once it has passed.</summary>
[Needs(May.SeeBoard), Wall]
public sealed record NextCutOffTile : View<TileFigure>
{
    public override async Task<TileFigure> Read(Reader reader)
    {
        OrderStage[] working = [OrderStage.ToRelease, OrderStage.ToPick, OrderStage.ToPack, OrderStage.ToDispatch, OrderStage.ToAllocate];
        var open = reader.Orders.IgnoreAutoIncludes().Where(o => working.Contains(o.Stage) && o.ShipBy != null);
        var first = await open.OrderBy(o => o.ShipBy).ThenBy(o => o.Id).Take(3).Select(o => new { o.Id, o.Stage, o.ShipBy, o.OpenHoldCount, o.BackorderedCount }).ToListAsync();
        if (first.Count == 0) return new("Must leave next", "0", "No promise is open.");
        var at = first[0].ShipBy;
        var count = await open.CountAsync(o => o.ShipBy == at);
        var toPack = await open.CountAsync(o => o.ShipBy == at && NextCutOffs.Packable.Contains(o.Stage) && o.OpenHoldCount == 0);
        var pace = toPack == 0 ? null : PackingPace.Tile(await PackingPace.Read(reader), toPack);
        return new("Must leave next", count.ToString("N0", System.Globalization.CultureInfo.InvariantCulture), DueAt: at, DueNote: "to the cut-off", Rows: first.Select(o => new TileRow(Order.NumberOf(o.Id),
            o.OpenHoldCount > 0 ? "on hold" : o.BackorderedCount > 0 ? $"short {o.BackorderedCount}" : WorkByStageTile.Missing(o.Stage), DueAt: o.ShipBy, IsBad: o.OpenHoldCount > 0 || o.BackorderedCount > 0)).ToMany(), Pace: pace);
    }
}

/// <summary>The next cut-offs, and how many orders wait for each.</summary>
[Needs(May.SeeBoard), Wall]
public sealed record CutOffsTile : View<TileFigure>
{
    public override async Task<TileFigure> Read(Reader reader)
    {
        OrderStage[] working = [OrderStage.ToRelease, OrderStage.ToPick, OrderStage.ToPack, OrderStage.ToDispatch, OrderStage.ToAllocate];
        var next = await reader.Orders.Where(o => working.Contains(o.Stage) && o.ShipBy != null).GroupBy(o => o.ShipBy).OrderBy(g => g.Key).Take(4)
            .Select(g => new { At = g.Key, Count = g.Count(), Blocked = g.Count(o => o.OpenHoldCount > 0 || o.BackorderedCount > 0) }).ToListAsync();
        return new("Then leave", "", Rows: next.Skip(1).Select(c => new TileRow("", c.Blocked == 0 ? $"{c.Count} left" : $"{c.Count} left, {c.Blocked} blocked", DueAt: c.At, IsBad: c.Blocked > 0)).ToMany());
    }
}

/// <summary>Orders to ship by what has to be done with them next; held ones lie on top in red.</summary>
[Needs(May.SeeBoard), Wall]
public sealed record WorkByStageTile : View<TileFigure>
{
    static readonly (OrderStage Stage, Words Step, Words Missing)[] steps =
    [
        (OrderStage.ToAllocate, "Allocate", "not allocated"), (OrderStage.ToRelease, "Release", "not released"), (OrderStage.ToPick, "Pick", "not picked"),
        (OrderStage.ToPack, "Pack", "not packed"), (OrderStage.ToDispatch, "Dispatch", "not dispatched"),
    ];

    internal static Words Missing(OrderStage stage) => Array.Find(steps, s => s.Stage == stage).Missing;

    public override async Task<TileFigure> Read(Reader reader)
    {
        var working = steps.Select(s => s.Stage).ToArray();
        var counts = await reader.Orders.Where(o => working.Contains(o.Stage)).GroupBy(o => o.Stage).Select(g => new { g.Key, Count = g.Count(), Held = g.Count(o => o.OpenHoldCount > 0) }).ToDictionaryAsync(g => g.Key);
        return new("Orders to ship, by next step", "", Parts: steps.Select(s => counts.TryGetValue(s.Stage, out var c) ? new TilePart(s.Step, c.Count, c.Held) : new TilePart(s.Step, 0)).ToMany());
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

/// <summary>
/// How many parcels have left today, whether they have arrived or not, and when all that must leave today (or should have left before) is packed;
/// the wall counts it up, and begins again at midnight.
/// </summary>
[Needs(May.SeeBoard), Wall]
public sealed record GoneTodayTile : View<TileFigure>
{
    public override async Task<TileFigure> Read(Reader reader)
    {
        var day = reader.Today;
        var (from, to) = (reader.Company.BeginOf(day), reader.Company.BeginOf(day.AddDays(1)));
        var gone = await reader.Shipments.CountAsync(s => s.DispatchedAt >= from && s.DispatchedAt < to);
        var toPack = await reader.Orders.CountAsync(o => NextCutOffs.Packable.Contains(o.Stage) && o.OpenHoldCount == 0 && o.ShipBy < to);
        return new("Parcels gone today", gone.ToString("N0", System.Globalization.CultureInfo.InvariantCulture), toPack == 0 ? (Words)"nothing left to pack" : null,
            Pace: toPack == 0 ? null : PackingPace.Tile(await PackingPace.Read(reader), toPack));
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
