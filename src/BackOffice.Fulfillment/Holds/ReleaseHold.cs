namespace BackOffice.Fulfillment;

[Event("fulfillment.hold-released", 1)]
public sealed record HoldReleased(OrderId Order, HoldId Hold, HoldReason Reason) : Event
{
    public override Words Says() => $"Hold released: {Reason}";
}

// Lifts one hold, with the reason that made it possible.
[Needs(May.ReleaseHolds), Raises<HoldReleased>]
public sealed record ReleaseHold(OrderId Id, HoldId Hold, string Note) : Command
{
    public override async Task Run(Work work)
    {
        Refuse.If(Note.Trim().Length is 0 or > 200, "Say in a few words why the hold may go.");
        var order = await work.Find<Order>(Id);
        var hold = order.Holds.FirstOrDefault(hold => hold.Id == Hold);
        Refuse.If(hold is null, $"{order.Number} has no such hold.", Refusal.NotFound);

        hold.Release(work.Actor.Id, Note.Trim(), work.Now);
        order.Tally();
        work.Raise(new HoldReleased(order.Id, hold.Id, hold.Reason));
    }
}
