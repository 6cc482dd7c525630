using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

/// <summary>One item: what is where, who has it, who waits for it, and what it is worth.</summary>
[Needs(May.SeeStock)]
public sealed record ItemDetail(ItemId Id) : View<ItemDetail.Value?>
{
    public sealed record Value(ItemId Id, string Code, string Name, bool IsReviewed, Many<Level> Levels, Many<Claim> Allocated, Many<Claim> Waiting, Many<Movement> Movements, int CostCount, Money Worth)
    {
        public int OnHand => Levels.Sum(level => level.OnHand);
        public int AllocatedCount => Levels.Sum(level => level.Allocated);
        public int Unavailable => Levels.Sum(level => level.Unavailable);
        public int SafetyStock => Levels.Sum(level => level.SafetyStock);
        public int Available => Levels.Sum(level => level.Available);
        public int WaitingCount => Waiting.Sum(claim => claim.Count);
    }

    public sealed record Level(LocationId Location, string Name, string Bin, int OnHand, int Allocated, int Unavailable, int SafetyStock)
    {
        public int Available => OnHand - Allocated - Unavailable - SafetyStock;
    }

    public sealed record Claim(OrderId Order, string Customer, int Count, DateTime? ShipBy);

    public sealed record Movement(StockMovementId Id, DateTime At, MovementKind Kind, OrderId? Order, string? Reason, int OnHand, int Allocated, int Unavailable, int AvailableAfter);

    /// <summary>So many movements are shown; the figures beside them are reckoned back from today's level.</summary>
    public const int Shown = 40;

    public override IEnumerable<IId> About => [Id];

    public override async Task<Value?> Read(Reader reader)
    {
        if (await reader.Items.FirstOrDefaultAsync(i => i.Id == Id) is not { } item) return null;
        var levels = await reader.StockLevels.Where(s => s.Item == Id).Join(reader.Locations, s => s.Location, l => l.Id, (s, l) => new { Level = s, l.Name }).OrderBy(s => s.Name)
            .Select(s => new Level(s.Level.Location, s.Name, s.Level.Bin, s.Level.OnHand, s.Level.Allocated, s.Level.Unavailable, s.Level.SafetyStock)).ToListAsync();
        var claims = await reader.OrderLines.Where(l => l.Item == Id && (l.Allocated + l.Picked + l.Packed > 0 || l.Backordered > 0))
            .Join(reader.Orders.IgnoreAutoIncludes().Where(o => o.State == OrderState.Confirmed), l => l.Order, o => o.Id, (l, o) => new { Line = l, Order = o })
            .OrderByDescending(c => c.Order.Priority).ThenBy(c => c.Order.ShipBy).ThenBy(c => c.Order.PlacedAt).ThenBy(c => c.Order.Id)
            .Select(c => new { c.Order.Id, c.Order.CustomerName, c.Order.ShipBy, Held = c.Line.Allocated + c.Line.Picked + c.Line.Packed, c.Line.Backordered }).Take(200).ToListAsync();
        var movements = await reader.StockMovements.Where(m => m.Item == Id).OrderByDescending(m => m.Id).Take(Shown).ToListAsync();
        var cost = await reader.All<ItemCost>().FirstOrDefaultAsync(c => c.Id == Id);

        var after = levels.Sum(level => level.Available);
        var seen = await reader.Seen(movements.Select(m => m.Order).OfType<OrderId>());
        var shown = new List<Movement>();
        foreach (var m in movements)
        {
            shown.Add(new(m.Id, m.At, m.Kind, m.Order is { } order && seen.Contains(order) ? order : null, m.Reason, m.OnHandChange, m.AllocatedChange, m.UnavailableChange, after));
            after -= m.OnHandChange - m.AllocatedChange - m.UnavailableChange;
        }
        return new(item.Id, item.Code, item.Name, item.IsReviewed, levels.ToMany(),
            claims.Where(c => c.Held > 0).Select(c => new Claim(c.Id, c.CustomerName, c.Held, c.ShipBy)).ToMany(),
            claims.Where(c => c.Backordered > 0).Select(c => new Claim(c.Id, c.CustomerName, c.Backordered, c.ShipBy)).ToMany(),
            shown.ToMany(), cost?.Count ?? 0, new(cost?.ValueMinor ?? 0, reader.Company.Currency));
    }
}
