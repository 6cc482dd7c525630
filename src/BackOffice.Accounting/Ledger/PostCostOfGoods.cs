namespace BackOffice.Accounting;

// Follows from a shipment: the goods leave the books at the cost that left the stock. Then it never refuses; goods whose cost nobody
// knows cost nothing here, and the check of stock against the ledger still agrees.
[Needs(May.PostEntries)]
public sealed record PostCostOfGoods(ShipmentId Shipment) : Command
{
    public override async Task Run(Work work)
    {
        var shipment = await work.All<Shipment>().AsNoTracking().FirstOrDefaultAsync(s => s.Id == Shipment);
        Refuse.If(shipment is null, "There is no such parcel.", Refusal.NotFound);
        Refuse.If(shipment.State is not (ShipmentState.Dispatched or ShipmentState.Delivered), $"{shipment.Number} has not left; its cost is posted when it is dispatched.");
        await work.Post(PostingRules.GoodsShipped(shipment, work.Company.DayOf(shipment.DispatchedAt ?? work.Now), work.Company.Currency));
    }
}
