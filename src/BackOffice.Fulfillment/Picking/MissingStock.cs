using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

/// <summary>
/// What missing units do to the stock level. Not there: the shelf is empty, so what nobody has allocated goes too. Damaged: the
/// units are there but unavailable. The count differs: the shelf holds what was seen. Other orders keep their allocations; whose
/// units are missing as well, their pickers find out, and a count is due.
/// </summary>
static class MissingStock
{
    public static async Task Leave(Work work, ItemId item, LocationId at, int missing, ShortReason reason, int? seen, OrderId order, ItemCost cost)
    {
        var changed = await work.All<StockLevel>().Where(s => s.Item == item && s.Location == at && s.Allocated >= missing)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.Allocated, s => s.Allocated - missing));
        if (changed != 1) throw new InvalidOperationException($"Item {item.Value} has fewer than {missing} allocated units.");
        var level = await work.All<StockLevel>().AsNoTracking().SingleAsync(s => s.Item == item && s.Location == at);

        int gone = 0, damaged = 0;
        if (reason is ShortReason.Damaged) damaged = missing;
        else
        {
            // Picked and packed units are in hands, not on the shelf; they belong to the allocated and stay.
            var inHands = await work.All<OrderLine>().Where(l => l.Item == item && l.Picked + l.Packed > 0).SumAsync(l => l.Picked + l.Packed);
            var shelf = reason is ShortReason.NotThere ? 0 : seen!.Value;
            gone = Math.Clamp(level.OnHand - inHands - shelf, 0, level.OnHand - level.Allocated - level.Unavailable);
        }
        await work.All<StockLevel>().Where(s => s.Item == item && s.Location == at).ExecuteUpdateAsync(set => set
            .SetProperty(s => s.OnHand, s => s.OnHand - gone)
            .SetProperty(s => s.Unavailable, s => s.Unavailable + damaged));
        work.Touched<StockLevel>(item, at);
        Movements.Add(work, item, at, reason is ShortReason.Damaged ? MovementKind.Damaged : MovementKind.PickedShort, onHand: -gone, allocated: -missing, unavailable: damaged,
            valueMinor: -cost.Leave(gone), order: order, reason: reason.ToString());
    }
}
