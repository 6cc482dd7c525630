using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

sealed class CostCoversStock : Invariant
{
    public override Words Name => "Cost covers what is on hand";
    public override Words Says => "The cost of an item is for exactly the units on hand; nothing on hand is worth nothing.";

    public override async Task<Checked> Check(Reader reader)
    {
        var onHand = reader.StockLevels.GroupBy(s => s.Item).Select(g => new { Item = g.Key, Count = g.Sum(s => s.OnHand) });
        var wrong = await reader.All<ItemCost>().Where(c => c.Count != (onHand.Where(s => s.Item == c.Id).Sum(s => (int?)s.Count) ?? 0) || (c.Count == 0 && c.ValueMinor != 0))
            .Select(c => c.Id).Take(MostNamed).ToListAsync();
        return new(await reader.All<ItemCost>().LongCountAsync(), [.. wrong.Select(id => new Violation($"The cost of item {id.Value} is for another number than is on hand.", $"/stock/{id.Value}"))]);
    }
}
