namespace BackOffice.Fulfillment;

[Event("fulfillment.order-held", 1)]
public sealed record OrderHeld(OrderId Order, HoldId Hold, HoldReason Reason) : Event
{
    public override Words Says() => $"Put on hold: {Reason}";
}

// Stops an order wherever it is; other departments knock here too (credit, payment, a customer's wish).
[Needs(May.HoldOrders), Raises<OrderHeld>]
public sealed record HoldOrder(OrderId Id, HoldReason Reason, string Note) : Command
{
    public override async Task Run(Work work)
    {
        Refuse.If(Note.Length > 200, "Keep the note under 200 signs.");
        var order = await work.Find<Order>(Id);
        var hold = order.PlaceHold(work.New<HoldId>(), Reason, Note.Trim(), work.Actor.Id, work.Now);
        work.Raise(new OrderHeld(order.Id, hold.Id, hold.Reason));
    }
}
