namespace BackOffice.Fulfillment;

[Event("fulfillment.pick-claimed", 1)]
public sealed record PickClaimed(FulfillmentOrderId FulfillmentOrder, OrderId Order, bool TookOver, PersonId? From = null, string? FromName = null, string? Reason = null) : Event
{
    public override Words Says() => (TookOver, FromName, Reason) switch
    {
        (false, _, _) => "Picking begun",
        (_, null, _) => "Picking taken over",
        (_, _, null) => $"Picking taken over from {FromName}",
        _ => $"Picking taken over from {FromName}: {Reason}",
    };
}

// Takes a pick task for a quarter of an hour, visibly; each scan begins it anew. Taking it over from someone is possible, and stands in the
// history with both names and the reason.
[Needs(May.Pick), Raises<PickClaimed>]
public sealed record ClaimPick(FulfillmentOrderId Id, bool TakeOver = false, string? Reason = null) : Command
{
    public const int LongestReason = 200;

    public override async Task Run(Work work)
    {
        Refuse.If(Reason?.Length > LongestReason, $"Say it in at most {LongestReason} signs.");
        (await work.Find<FulfillmentOrder>(Id)).Claim(work, TakeOver, Reason);
    }
}

static class Claims
{
    /// <summary>Whoever picks has the task, or is told who has it.</summary>
    public static void Claim(this FulfillmentOrder part, Work work, bool takeOver = false, string? reason = null)
    {
        var (before, name) = (part.Picker, part.PickerName);
        part.Claim(work.Actor.Id, work.Actor.Name, work.Now, takeOver);
        if (before == work.Actor.Id) return;
        work.Raise(new PickClaimed(part.Id, part.Order, before is not null, before, name, before is null || string.IsNullOrWhiteSpace(reason) ? null : reason.Trim()));
    }
}
