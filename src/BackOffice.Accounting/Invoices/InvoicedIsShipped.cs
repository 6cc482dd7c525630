namespace BackOffice.Accounting;

sealed class InvoicedIsShipped : Invariant
{
    public override Words Name => "Invoiced ≤ shipped";
    public override Words Says => "Nothing is invoiced that was not shipped.";

    public override async Task<Checked> Check(Reader reader)
    {
        var orderLines = reader.All<OrderLine>();
        var wrong = await reader.All<InvoiceLine>().GroupBy(l => l.OrderLine).Select(g => new { g.Key, Count = g.Sum(l => l.Count) })
            .Join(orderLines, g => g.Key, l => l.Id, (g, l) => new { l.Order, l.Shipped, g.Count }).Where(x => x.Count > x.Shipped).Take(MostNamed).ToListAsync();
        return new(await reader.All<InvoiceLine>().LongCountAsync(), [.. wrong.Select(w => new Violation($"{Order.NumberOf(w.Order)}: {w.Count} invoiced, {w.Shipped} shipped.", $"/orders/{w.Order.Value}"))]);
    }
}
