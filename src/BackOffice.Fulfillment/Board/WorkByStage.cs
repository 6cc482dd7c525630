using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

/// <summary>How many orders stand in each stage, and since when the oldest. Nothing personal: a wall may show it.</summary>
[Needs(May.SeeBoard), Wall]
public sealed record WorkByStage : View<WorkByStage.Value>
{
    public sealed record Value(Many<Stage> Stages, int OnHold, int ToLabel, int Waiting)
    {
        public int Of(OrderStage stage) => Stages.FirstOrDefault(s => s.Is == stage)?.Count ?? 0;
        public int Most => Math.Max(1, Stages.Select(s => s.Count).DefaultIfEmpty(0).Max());
    }

    public sealed record Stage(OrderStage Is, int Count, DateTime? OldestShipBy);

    public override async Task<Value> Read(Reader reader)
    {
        OrderStage[] open = [OrderStage.Draft, OrderStage.ToRelease, OrderStage.ToPick, OrderStage.ToPack, OrderStage.ToDispatch, OrderStage.ToAllocate];
        var stages = await reader.Orders.IgnoreAutoIncludes().Where(o => open.Contains(o.Stage)).GroupBy(o => o.Stage)
            .Select(g => new { g.Key, Count = g.Count(), Oldest = g.Min(o => o.ShipBy) }).ToListAsync();
        var held = await reader.Orders.CountAsync(o => o.State == OrderState.Confirmed && o.OpenHoldCount > 0) + await reader.Orders.CountAsync(o => o.State == OrderState.Draft && o.OpenHoldCount > 0);
        var unlabelled = await reader.Shipments.CountAsync(s => s.State == ShipmentState.Packed && s.Label != LabelState.Purchased);
        var waiting = await reader.OrderLines.Where(l => l.Backordered > 0).CountAsync();
        return new(stages.OrderBy(s => s.Key).Select(s => new Stage(s.Key, s.Count, s.Oldest)).ToMany(), held, unlabelled, waiting);
    }
}
