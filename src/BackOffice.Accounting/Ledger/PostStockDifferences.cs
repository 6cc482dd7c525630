namespace BackOffice.Accounting;

// Follows from units found, lost or damaged: the stock in the books moves with the stock on the shelf, by what the movements
// of this very instant are worth. What comes in by receipts and goes out by shipments has its own postings.
[Needs(May.PostEntries)]
public sealed record PostStockDifferences(ItemId Item) : Command
{
    public override async Task Run(Work work)
    {
        var movements = await work.All<StockMovement>().AsNoTracking()
            .Where(m => m.Item == Item && m.At == work.Now && m.ValueMinor != 0 && m.Kind != MovementKind.Received && m.Kind != MovementKind.Dispatched)
            .OrderBy(m => m.Id).ToListAsync();
        foreach (var movement in movements)
            await work.Post(PostingRules.StockAdjusted(movement, work.Today, work.Company.Currency));
    }
}
