using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

sealed class LevelsAreTheirMovements : Invariant
{
    public override Words Name => "Stock is the sum of its movements";
    public override Words Says => "On hand, allocated and unavailable are what all movements of an item make, and never below nothing.";

    public override async Task<Checked> Check(Reader reader)
    {
        var movements = reader.StockMovements;
        // From both sides: a level without movements, and movements without a level.
        var wrong = await reader.StockLevels.Where(s => s.OnHand < 0 || s.Allocated < 0 || s.Unavailable < 0
                || s.OnHand != (movements.Where(m => m.Item == s.Item && m.Location == s.Location).Sum(m => (int?)m.OnHandChange) ?? 0)
                || s.Allocated != (movements.Where(m => m.Item == s.Item && m.Location == s.Location).Sum(m => (int?)m.AllocatedChange) ?? 0)
                || s.Unavailable != (movements.Where(m => m.Item == s.Item && m.Location == s.Location).Sum(m => (int?)m.UnavailableChange) ?? 0))
            .Select(s => s.Item).Take(MostNamed).ToListAsync();
        var levels = reader.StockLevels;
        var homeless = await movements.Where(m => !levels.Any(s => s.Item == m.Item && s.Location == m.Location)).Select(m => m.Item).Distinct().Take(MostNamed).ToListAsync();
        return new(await levels.LongCountAsync(), [.. wrong.Concat(homeless).Distinct().Select(id => new Violation($"The level of item {id.Value} is not what its movements make.", $"/stock/{id.Value}"))]);
    }
}
