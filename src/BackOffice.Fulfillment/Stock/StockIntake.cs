using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

static class StockIntake
{
    /// <summary>Raises what is on hand; the first units of an item in a location make its level.</summary>
    public static async Task Raise(Work work, ItemId item, LocationId at, int count, string bin)
    {
        var level = work.All<StockLevel>().Where(s => s.Item == item && s.Location == at);
        if (await level.ExecuteUpdateAsync(set => set.SetProperty(s => s.OnHand, s => s.OnHand + count)) == 0)
        {
            work.Add(new StockLevel { Item = item, Location = at, Bin = bin });
            await work.Save();
            await level.ExecuteUpdateAsync(set => set.SetProperty(s => s.OnHand, s => s.OnHand + count));
        }
        work.Touched<StockLevel>(item, at);
    }
}
