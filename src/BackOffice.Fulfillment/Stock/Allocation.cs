using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

/// <summary>
/// Takes and gives back available stock. Check and change are one statement: a conditional UPDATE whose WHERE says that enough
/// is available, so that of a hundred who want the last unit exactly one gets it. Callers touch items in the order of their ids.
/// </summary>
static class Allocation
{
    /// <summary>Allocates as much as there is, at most <paramref name="wanted"/>, and answers how much that was.</summary>
    public static async Task<int> Take(Work work, ItemId item, LocationId at, int wanted, OrderId order)
    {
        var count = wanted;
        while (count > 0 && !await TryTake(work, item, at, count))
            count = Math.Min(count - 1, await AvailableOf(work, item, at));
        if (count <= 0) return 0;

        work.Touched<StockLevel>(item, at);
        Movements.Add(work, item, at, MovementKind.Allocated, allocated: count, order: order);
        return count;
    }

    /// <summary>Gives back units that an order no longer wants; they are available at once.</summary>
    public static async Task Free(Work work, ItemId item, LocationId at, int count, OrderId order, string reason)
    {
        if (count == 0) return;
        var changed = await work.All<StockLevel>().Where(s => s.Item == item && s.Location == at && s.Allocated >= count)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.Allocated, s => s.Allocated - count));
        if (changed != 1) throw new InvalidOperationException($"Item {item.Value} has fewer than {count} allocated units to free.");

        work.Touched<StockLevel>(item, at);
        Movements.Add(work, item, at, MovementKind.Freed, allocated: -count, order: order, reason: reason);
    }

    static async Task<bool> TryTake(Work work, ItemId item, LocationId at, int count) =>
        await work.All<StockLevel>()
            .Where(s => s.Item == item && s.Location == at && s.OnHand - s.Allocated - s.Unavailable - s.SafetyStock >= count)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.Allocated, s => s.Allocated + count)) == 1;

    static async Task<int> AvailableOf(Work work, ItemId item, LocationId at) =>
        await work.All<StockLevel>().Where(s => s.Item == item && s.Location == at)
            .Select(s => s.OnHand - s.Allocated - s.Unavailable - s.SafetyStock).FirstOrDefaultAsync();
}
