namespace BackOffice.Accounting;

// Follows from goods that came in. Never refuses; goods that cost nothing post nothing.
[Needs(May.PostEntries)]
public sealed record PostGoodsReceived(GoodsReceiptId Receipt) : Command
{
    public override async Task Run(Work work)
    {
        var receipt = await work.All<GoodsReceipt>().AsNoTracking().FirstAsync(r => r.Id == Receipt);
        await work.Post(PostingRules.GoodsReceived(receipt, work.Company.DayOf(receipt.ReceivedAt), work.Company.Currency));
    }
}
