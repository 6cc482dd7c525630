using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

/// <summary>Only a finding (a count, a short pick, damage) may bring on hand below what was promised; then its movement says so.</summary>
sealed class AllocatedIsOnHand : Invariant
{
    public override Words Name => "Allocated ≤ on hand";
    public override Words Says => "No unit is promised twice: more is allocated than is there only where someone found fewer than the books said.";

    public override async Task<Checked> Check(Reader reader)
    {
        var movements = reader.StockMovements;
        var wrong = await reader.StockLevels.Where(s => s.Allocated + s.Unavailable > s.OnHand
                && !movements.Any(m => m.Item == s.Item && m.Location == s.Location && m.Kind != MovementKind.Dispatched && (m.OnHandChange < 0 || m.UnavailableChange > 0)))
            .Select(s => s.Item).Take(MostNamed).ToListAsync();
        return new(await reader.StockLevels.LongCountAsync(), [.. wrong.Select(id => new Violation($"Item {id.Value} is promised more often than it is there.", $"/stock/{id.Value}"))]);
    }
}
