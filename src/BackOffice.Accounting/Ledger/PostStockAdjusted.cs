namespace BackOffice.Accounting;

// Follows from units found, lost or damaged: stock in the books moves with the stock on the shelf.
[Needs(May.PostEntries)]
public sealed record PostStockAdjusted(StockMovementId Movement) : Command
{
    public override async Task Run(Work work)
    {
        var movement = await work.All<StockMovement>().AsNoTracking().FirstAsync(m => m.Id == Movement);
        await work.Post(PostingRules.StockAdjusted(movement, work.Company.DayOf(movement.At), work.Company.Currency));
    }
}
