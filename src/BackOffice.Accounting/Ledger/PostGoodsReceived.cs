namespace BackOffice.Accounting;

// Follows from goods that came in. Then it never refuses; goods that cost nothing post nothing.
[Needs(May.PostEntries)]
public sealed record PostGoodsReceived(GoodsReceiptId Receipt) : Command
{
    public override async Task Run(Work work)
    {
        var receipt = await work.All<GoodsReceipt>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == Receipt);
        Refuse.If(receipt is null, "There is no such receipt of goods.", Refusal.NotFound);
        await work.Post(PostingRules.GoodsReceived(receipt, work.Company.DayOf(receipt.ReceivedAt), work.Company.Currency));
    }
}
