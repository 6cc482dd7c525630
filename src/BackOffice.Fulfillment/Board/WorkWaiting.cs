using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

/// <summary>Lines of order files that somebody has to mend or look at.</summary>
[Needs(May.SeeImports)]
public sealed record OpenImportLines : View<PlaceCount>
{
    public override async Task<PlaceCount> Read(Reader reader) =>
        new(await reader.ImportLines.CountAsync(l => l.State == ImportLineState.Open && l.Verdict == LineVerdict.Rejected));
}

/// <summary>Parts that wait to be picked or packed.</summary>
[Needs(May.Pick)]
public sealed record PartsWaiting : View<PlaceCount>
{
    public override async Task<PlaceCount> Read(Reader reader) =>
        new(await reader.FulfillmentOrders.CountAsync(f => f.State == FulfillmentState.Released || f.State == FulfillmentState.Picking || f.State == FulfillmentState.Picked));
}

/// <summary>Orders that a clerk has to push on: to release, on hold, or drafts; the soonest cut-off first.</summary>
[Needs(May.SeeOrders)]
public sealed record OrdersToPush : View<Many<WorkItem>>
{
    public override async Task<Many<WorkItem>> Read(Reader reader)
    {
        var release = await reader.Orders.Where(o => o.Stage == OrderStage.ToRelease).OrderBy(o => o.ShipBy).ThenBy(o => o.Id).Take(20)
            .Select(o => new { o.Id, o.CustomerName, o.ShipBy, o.OpenHoldCount }).ToListAsync();
        var drafts = await reader.Orders.Where(o => o.Stage == OrderStage.Draft).OrderBy(o => o.Id).Take(10).Select(o => new { o.Id, o.CustomerName, o.PlacedAt, o.OpenHoldCount }).ToListAsync();
        return
        [
            .. release.Select(o => new WorkItem($"release:{o.Id.Value}", o.ShipBy, "orders", $"{Order.NumberOf(o.Id)} {o.CustomerName}",
                o.OpenHoldCount > 0 ? "Allocated, but on hold" : "Allocated, not released", $"/orders/{o.Id.Value}", o.OpenHoldCount > 0 ? "Look at the hold" : "Release", o.OpenHoldCount > 0)),
            .. drafts.Select(o => new WorkItem($"confirm:{o.Id.Value}", null, "orders", $"{Order.NumberOf(o.Id)} {o.CustomerName}", "A draft, not confirmed", $"/orders/{o.Id.Value}", "Confirm")),
        ];
    }
}

/// <summary>Pick tasks, the soonest cut-off first.</summary>
[Needs(May.Pick)]
public sealed record PicksWaiting : View<Many<WorkItem>>
{
    public override async Task<Many<WorkItem>> Read(Reader reader)
    {
        var parts = await reader.FulfillmentOrders.Where(f => f.State == FulfillmentState.Released || f.State == FulfillmentState.Picking || f.State == FulfillmentState.Picked)
            .OrderBy(f => f.ShipBy).ThenBy(f => f.Id).Take(20).Select(f => new { f.Id, f.CustomerName, f.State, f.ShipBy, f.UnitCount, f.PickedCount }).ToListAsync();
        return parts.Select(f => new WorkItem($"pick:{f.Id.Value}", f.ShipBy, "scan", $"F-{f.Id.Value} {f.CustomerName}", $"{f.PickedCount} picked of {f.UnitCount}", $"/pick/{f.Id.Value}",
            f.State == FulfillmentState.Picked ? "Pack" : "Pick")).ToMany();
    }
}

/// <summary>Parcels that stand packed, the soonest cut-off first; those whose label failed are bad.</summary>
[Needs(May.SeeShipments)]
public sealed record ParcelsWaiting : View<Many<WorkItem>>
{
    public override async Task<Many<WorkItem>> Read(Reader reader)
    {
        var parcels = await reader.Shipments.Where(s => s.State == ShipmentState.Packed).OrderBy(s => s.ShipBy).ThenBy(s => s.Id).Take(20)
            .Select(s => new { s.Id, s.CustomerName, s.Label, s.LabelError, s.ShipBy }).ToListAsync();
        return parcels.Select(s => new WorkItem($"parcel:{s.Id.Value}", s.ShipBy, "truck", $"{Shipment.NumberOf(s.Id)} {s.CustomerName}",
            s.Label == LabelState.Purchased ? "Labelled, not dispatched" : s.Label == LabelState.Failed ? "The carrier sold no label" : "Packed, no label", "/dispatch",
            s.Label == LabelState.Purchased ? "Dispatch" : "Buy label", s.Label == LabelState.Failed)).ToMany();
    }
}

/// <summary>Imports with lines to mend.</summary>
[Needs(May.SeeImports)]
public sealed record LinesToMend : View<Many<WorkItem>>
{
    public override async Task<Many<WorkItem>> Read(Reader reader)
    {
        var imports = await reader.ImportLines.Where(l => l.State == ImportLineState.Open && l.Verdict == LineVerdict.Rejected).GroupBy(l => l.Import)
            .Select(g => new { g.Key, Count = g.Count() }).OrderByDescending(g => g.Key).Take(10).ToListAsync();
        return imports.Select(i => new WorkItem($"mend:{i.Key.Value}", null, "upload", $"Import {i.Key.Value}", $"{i.Count} rejected lines", $"/intake/{i.Key.Value}", "Mend")).ToMany();
    }
}

/// <summary>Items that most orders wait for.</summary>
[Needs(May.SeeStock)]
public sealed record GoodsWaitedFor : View<Many<WorkItem>>
{
    public override async Task<Many<WorkItem>> Read(Reader reader)
    {
        var items = await reader.OrderLines.Where(l => l.Backordered > 0).GroupBy(l => new { l.Item, l.Code })
            .Select(g => new { g.Key.Item, g.Key.Code, Count = g.Sum(l => l.Backordered) }).OrderByDescending(g => g.Count).Take(10).ToListAsync();
        return items.Select(i => new WorkItem($"waits:{i.Item.Value}", null, "shelf", $"Item {i.Code}", $"{i.Count} wait for it", $"/stock/{i.Item.Value}", "Look")).ToMany();
    }
}
