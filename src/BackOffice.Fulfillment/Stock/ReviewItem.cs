namespace BackOffice.Fulfillment;

[Event("fulfillment.item-reviewed", 1)]
public sealed record ItemReviewed(ItemId Item) : Event
{
    public override Words Says() => "Looked at and named";
}

// Somebody looked at an item that an order file brought in.
[Needs(May.AdjustStock), Raises<ItemReviewed>]
public sealed record ReviewItem(ItemId Id, string Name) : Command
{
    public override async Task Run(Work work)
    {
        Refuse.If(Name.Trim().Length is 0 or > 200, "Give the item a name.");
        var item = await work.Find<Item>(Id);
        item.Review(Name.Trim());
        work.Raise(new ItemReviewed(item.Id));
    }
}
