namespace BackOffice.Accounting;

// Follows from a shipment: the goods leave the books at the cost that left the stock. Never refuses; goods whose cost nobody
// knows cost nothing here, and the check of stock against the ledger still agrees.
[Needs(May.PostEntries)]
public sealed record PostCostOfGoods(ShipmentId Shipment) : Command
{
    public override async Task Run(Work work)
    {
        var shipment = (await work.Look<Shipment>(Shipment))!;
        await work.Post(PostingRules.GoodsShipped(shipment, work.Company.DayOf(shipment.DispatchedAt ?? work.Now), work.Company.Currency));
    }
}
