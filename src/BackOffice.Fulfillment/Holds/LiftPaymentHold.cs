namespace BackOffice.Fulfillment;

// What a payment does to an order: its payment holds go. Total, so that it can follow from a payment: no hold, nothing to do.
[Needs(May.ReleaseHolds), Raises<HoldReleased>]
public sealed record LiftPaymentHold(OrderId Id, string Because) : Command
{
    public override async Task Run(Work work)
    {
        if ((await work.Look<Order>(Id))?.Holds.Any(hold => hold is { Reason: HoldReason.Payment, IsOpen: true }) is not true) return;
        var order = await work.Find<Order>(Id);
        foreach (var hold in order.Holds.Where(hold => hold is { Reason: HoldReason.Payment, IsOpen: true }))
        {
            hold.Release(work.Actor.Id, Because, work.Now);
            work.Raise(new HoldReleased(order.Id, hold.Id, hold.Reason));
        }
        order.Tally();
    }
}
