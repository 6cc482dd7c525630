using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

[Event("fulfillment.items-kept", 1)]
public sealed record ItemsKept(int New, int Changed) : Event
{
    public override Words Says() => $"{New} items entered, {Changed} renamed";
}

/// <summary>One line of a catalogue.</summary>
public sealed record CatalogueItem(string Code, string Name, string? Barcode = null, int WeightGrams = 250);

public sealed record KeptItems(int New, int Changed, int Same);

// Takes over a part of the catalogue: new items are entered as reviewed, known ones get the catalogue's name.
[Needs(May.AdjustStock), Raises<ItemsKept>]
public sealed record KeepItems(Many<CatalogueItem> Items) : Command<KeptItems>
{
    public const int Most = 500;

    public override async Task<KeptItems> Run(Work work)
    {
        Refuse.If(Items.Count is 0 or > Most, $"Bring between 1 and {Most} items at once.");
        foreach (var item in Items)
        {
            Refuse.If(item.Code.Trim().Length is 0 or > 60, "An item has no code, or one of more than 60 signs.");
            Refuse.If(item.Name.Trim().Length is 0 or > 200, $"{item.Code} needs a name of at most 200 signs.");
            Refuse.If(item.WeightGrams is < 1 or > 1_000_000, $"{item.Code}: {item.WeightGrams} g is no weight.");
        }

        var codes = Items.Select(item => Item.Codify(item.Code)).Distinct().ToList();
        var known = await work.All<Item>().Where(i => codes.Contains(i.Code)).ToDictionaryAsync(i => i.Code);
        var (entered, changed) = (0, 0);
        foreach (var item in Items.DistinctBy(item => Item.Codify(item.Code)))
        {
            var (code, name) = (Item.Codify(item.Code), item.Name.Trim());
            if (known.TryGetValue(code, out var there) && there.IsReviewed && there.Name == name) continue;
            if (there is null)
            {
                work.Add(there = new Item { Id = work.New<ItemId>(), Code = code, Name = name, Barcode = item.Barcode, WeightGrams = item.WeightGrams, CreatedAt = work.Now });
                entered++;
            }
            else
            {
                there = await work.Find<Item>(there.Id);
                changed++;
            }
            there.Review(name);
        }
        if (entered + changed > 0) work.Raise(new ItemsKept(entered, changed));
        return new(entered, changed, Items.Count - entered - changed);
    }
}
