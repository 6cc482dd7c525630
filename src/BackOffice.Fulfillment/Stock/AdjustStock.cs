using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

public enum AdjustReason { CountedMore, CountedLess, Damaged, Found, Lost, Sample, Expired, Correction }

[Event("fulfillment.stock-adjusted", 1)]
public sealed record StockAdjusted(ItemId Item, LocationId Location, StockMovementId Movement, int Change, AdjustReason Reason, long ValueMinor) : Event
{
    public override Words Says() => $"Stock adjusted by {Change}: {Reason}";
}

// Corrects what is on hand, with a reason. What is allocated to orders cannot be adjusted away.
[Needs(May.AdjustStock), Raises<StockAdjusted>]
public sealed record AdjustStock(ItemId Item, LocationId At, int Change, AdjustReason Reason, string Note = "") : Command
{
    public const int Most = 100_000;

    public override async Task Run(Work work)
    {
        Refuse.If(Change == 0, "Say by how many the stock changes.");
        Refuse.If(Math.Abs(Change) > Most, $"{Change} is too many at once; the most is {Most}.");
        Refuse.If(Note.Length > 200, "Keep the note under 200 signs.");
        Refuse.If(await work.Look<Item>(Item) is null, "There is no such item.", Refusal.NotFound);
        Refuse.If(await work.Look<Location>(At) is null, "There is no such location.", Refusal.NotFound);

        var cost = await Costs.Find(work, Item);
        if (Change > 0) await StockIntake.Raise(work, Item, At, Change, "");
        else await Lower(work, -Change);

        var value = Change > 0 ? cost.Find(Change, work.Company.Currency) : -cost.Leave(-Change);
        await work.Within(May.AdjustStock, new(value, work.Company.Currency));
        var movement = new StockMovement
        {
            Id = work.New<StockMovementId>(),
            At = work.Now,
            Item = Item,
            Location = At,
            Kind = MovementKind.Adjusted,
            OnHandChange = Change,
            ValueMinor = value,
            Reason = Note.Trim() is { Length: > 0 } note ? $"{Reason}: {note}" : Reason.ToString(),
            By = work.Actor.Id,
        };
        work.Add(movement);
        work.Raise(new StockAdjusted(Item, At, movement.Id, Change, Reason, value));
    }

    async Task Lower(Work work, int count)
    {
        var level = work.All<StockLevel>().Where(s => s.Item == Item && s.Location == At);
        var changed = await level.Where(s => s.OnHand - s.Allocated - s.Unavailable >= count)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.OnHand, s => s.OnHand - count));
        if (changed == 0)
        {
            var free = await level.Select(s => s.OnHand - s.Allocated - s.Unavailable).FirstOrDefaultAsync();
            Refuse.Because($"Only {free} can go; the rest is allocated to orders. Free them first.", "allocated");
        }
        work.Touched<StockLevel>(Item, At);
    }
}
