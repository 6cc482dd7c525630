using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

[Event("fulfillment.line-picked", 1)]
public sealed record LinePicked(FulfillmentOrderId FulfillmentOrder, OrderId Order, OrderLineId OrderLine, int Count) : Event
{
    public override Words Says() => $"{Count} picked";
}

/// <summary>What the picker sees after a scan: this line is at <paramref name="Picked"/> of <paramref name="Quantity"/>.</summary>
public sealed record PickScanned(FulfillmentLineId Line, string Description, int Picked, int Quantity, bool PartIsPicked);

// One scan is one unit, or as many as the picker counted. A wrong item and one too many are refused with their own codes.
[Needs(May.Pick), Raises<LinePicked>, Raises<PickClaimed>]
public sealed record ScanPick(FulfillmentOrderId Id, string Code, int Count = 1) : Command<PickScanned>
{
    public override async Task<PickScanned> Run(Work work)
    {
        var part = await work.Find<FulfillmentOrder>(Id);
        var order = await work.Find<Order>(part.Order);
        order.CanProgress();
        part.Claim(work);

        var code = Item.Codify(Code);
        var item = part.Lines.FirstOrDefault(line => line.Code == code)?.Item
            ?? await work.All<Item>().Where(i => i.Barcode == code || i.Code == code).Select(i => (ItemId?)i.Id).FirstOrDefaultAsync();
        var line = part.Scanned(item, Code);
        part.Pick(line, Count);
        order.Line(line.OrderLine).Pick(Count);
        order.Tally();
        work.Raise(new LinePicked(part.Id, order.Id, line.OrderLine, Count));
        return new(line.Id, line.Description, line.Picked, line.Quantity, part.State is FulfillmentState.Picked);
    }
}
