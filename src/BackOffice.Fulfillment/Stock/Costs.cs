namespace BackOffice.Fulfillment;

static class Costs
{
    /// <summary>The item's cost, locked; a new one when nothing was ever received.</summary>
    public static async Task<ItemCost> Find(Work work, ItemId item)
    {
        if (await work.Seek<ItemCost>(item) is { } known) return known;
        var cost = new ItemCost { Id = item };
        work.Add(cost);
        return cost;
    }
}
