using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

public enum ShortReason { NotThere, Damaged, CountDiffers }

[Event("fulfillment.picked-short", 1)]
public sealed record PickedShort(FulfillmentOrderId FulfillmentOrder, OrderId Order, ItemId Item, int Count, ShortReason Reason) : Event
{
    public override Words Says() => $"{Count} short while picking: {Reason}";
}

// Says that units are missing, in one gesture: the reason decides what happens to the stock, the order waits for goods.
[Needs(May.Pick), Raises<PickedShort>, Raises<PickClaimed>]
public sealed record ShortPick(FulfillmentOrderId Id, FulfillmentLineId Line, int Count, ShortReason Reason, int? Seen = null) : Command
{
    public override async Task Run(Work work)
    {
        Refuse.If(Reason is ShortReason.CountDiffers && Seen is null or < 0, "Write how many you see.");
        var part = await work.Find<FulfillmentOrder>(Id);
        var order = await work.Find<Order>(part.Order);
        order.CanProgress();
        part.Claim(work);
        var cost = await work.All<FulfillmentLine>().Where(l => l.Id == Line).Select(l => (ItemId?)l.Item).FirstOrDefaultAsync() is { } known
            ? await Costs.Find(work, known) : null;
        var line = part.Line(Line);
        part.PickShort(line, Count);
        order.Line(line.OrderLine).PickShort(Count);
        order.Tally();

        await MissingStock.Leave(work, line.Item, order.Location, Count, Reason, Seen, order.Id, cost!);
        work.Raise(new PickedShort(part.Id, order.Id, line.Item, Count, Reason));
    }
}
