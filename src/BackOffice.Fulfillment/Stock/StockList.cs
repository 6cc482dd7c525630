namespace BackOffice.Fulfillment;

/// <summary>Items by their code with what is there of them over all locations.</summary>
[Needs(May.SeeStock)]
public sealed record StockList(string? Beginning = null, bool Waiting = false, bool Unreviewed = false, string? After = null) : ListView<StockList.Row>
{
    public sealed record Row(ItemId Id, string Code, string Name, bool IsReviewed, int OnHand, int Allocated, int Unavailable, int SafetyStock, int Backordered, string? Bin)
    {
        public int Available => OnHand - Allocated - Unavailable - SafetyStock;
    }

    public override int Limit => 50;

    public override IQueryable<Row> Read(Reader reader)
    {
        var items = reader.Items;
        var levels = reader.StockLevels;
        var lines = reader.OrderLines.Where(l => l.Backordered > 0);
        if (Beginning is { Length: > 0 } beginning)
        {
            var code = Item.Codify(beginning);
            items = items.Where(i => i.Code.StartsWith(code));
        }
        if (Waiting) items = items.Where(i => lines.Any(l => l.Item == i.Id));
        if (Unreviewed) items = items.Where(i => !i.IsReviewed);
        if (After is { Length: > 0 } after) items = items.Where(i => string.Compare(i.Code, after) > 0);
        return items.OrderBy(i => i.Code).Select(i => new Row(
            i.Id, i.Code, i.Name, i.IsReviewed,
            levels.Where(s => s.Item == i.Id).Sum(s => s.OnHand), levels.Where(s => s.Item == i.Id).Sum(s => s.Allocated), levels.Where(s => s.Item == i.Id).Sum(s => s.Unavailable),
            levels.Where(s => s.Item == i.Id).Sum(s => s.SafetyStock), lines.Where(l => l.Item == i.Id).Sum(l => l.Backordered),
            levels.Where(s => s.Item == i.Id && s.Bin != "").Select(s => s.Bin).FirstOrDefault()));
    }
}
