namespace BackOffice.Fulfillment;

[Event("fulfillment.pick-given-back", 1)]
public sealed record PickGivenBack(FulfillmentOrderId FulfillmentOrder, OrderId Order) : Event
{
    public override Words Says() => "Picking given back";
}

// Who picks lets go of it: anyone may go on at once. What was picked stays picked.
[Needs(May.Pick), Raises<PickGivenBack>]
public sealed record GiveBackPick(FulfillmentOrderId Id) : Command
{
    public override async Task Run(Work work)
    {
        var part = await work.Find<FulfillmentOrder>(Id);
        part.GiveBack(work.Actor.Id);
        work.Raise(new PickGivenBack(part.Id, part.Order));
    }
}
