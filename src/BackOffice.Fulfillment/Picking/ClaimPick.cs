namespace BackOffice.Fulfillment;

[Event("fulfillment.pick-claimed", 1)]
public sealed record PickClaimed(FulfillmentOrderId FulfillmentOrder, OrderId Order, bool TookOver) : Event
{
    public override Words Says() => TookOver ? "Picking taken over" : "Picking begun";
}

// Takes a pick task for a quarter of an hour, visibly. Taking it over from someone is possible, and stands in the history.
[Needs(May.Pick), Raises<PickClaimed>]
public sealed record ClaimPick(FulfillmentOrderId Id, bool TakeOver = false) : Command
{
    public override async Task Run(Work work)
    {
        var part = await work.Find<FulfillmentOrder>(Id);
        var before = part.Picker;
        part.Claim(work.Actor.Id, work.Actor.Name, work.Now, TakeOver);
        if (before != work.Actor.Id) work.Raise(new PickClaimed(part.Id, part.Order, before is not null));
    }
}
