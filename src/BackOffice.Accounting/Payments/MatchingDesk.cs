namespace BackOffice.Accounting;

/// <summary>
/// One receipt with all that it may mean, each proposal with its evidence: what its text names, what has exactly its amount,
/// what else its customer owes. Nothing here posts; a person applies.
/// </summary>
[Audited("bank details")]
[Needs(May.SeePayments)]
public sealed record MatchingDesk(PaymentId Payment, string Find = "") : View<MatchingDesk.Value?>
{
    /// <summary>An invoice, or an order not invoiced yet, with what is open on it in the payment's currency.</summary>
    public sealed record Item(InvoiceId? Invoice, OrderId Order, string Name, CustomerId Customer, string CustomerName, DateOnly? DueOn, long OpenMinor);
    public sealed record Proposal(Words Title, Many<Item> Items, Many<Words> Evidence, bool IsExact);
    public sealed record Applied(AllocationId Id, string Name, long AmountMinor, AllocationWay Way, DateTime At);
    public sealed record Value(PaymentId Id, int Version, string Payer, string? PayerAccount, string Text, DateOnly ReceivedOn, PaymentState State, CustomerId? Customer, string Currency,
        long AmountMinor, long UnappliedMinor, string Evidence, Many<Proposal> Proposals, Many<Applied> Allocations)
    {
        public Money Money(long minor) => new(minor, Currency);
    }

    public override IEnumerable<IId> About => [Payment];

    public override async Task<Value?> Read(Reader reader)
    {
        if (await reader.Payments.FirstOrDefaultAsync(p => p.Id == Payment) is not { } p)
            return null;
        var proposals = new List<Proposal>();
        if (p.UnappliedMinor > 0)
        {
            await Named(reader, p, $"{p.Text} {Find}", proposals);
            await SameAmount(reader, p, proposals);
            await OfCustomer(reader, p, proposals);
        }
        return new(p.Id, p.Version, p.Payer, p.PayerAccount, p.Text, p.ReceivedOn, p.State, p.Customer, p.Currency, p.AmountMinor, p.UnappliedMinor, p.Evidence, proposals.ToMany(), await Allocated(reader, p));
    }

    private static async Task Named(Reader reader, Payment p, string text, List<Proposal> proposals)
    {
        var claims = await CashApplication.Claims(reader.Invoices.IgnoreAutoIncludes(), reader.All<Order>(), reader.Allocations, References.In(text), p.Currency);
        if (claims.Count == 0)
            return;
        var orders = claims.Select(c => c.Order).Distinct().ToArray();
        var names = await reader.All<Order>().IgnoreAutoIncludes().Where(o => orders.Contains(o.Id)).Select(o => new { o.Id, o.CustomerName }).ToDictionaryAsync(o => o.Id, o => o.CustomerName);
        var items = claims.Where(c => c.WholeOpen > 0).Select(c => new Item(c.Invoice, c.Order, c.Reference, c.Customer, names.GetValueOrDefault(c.Order, ""), null, c.WholeOpen)).ToMany();
        if (items.Count == 0)
            return;
        var isExact = items.Sum(i => i.OpenMinor) == p.UnappliedMinor;
        proposals.Add(new(items.Count == 1 ? (Words)$"{items[0].Name} of {items[0].CustomerName}" : $"{items.Count} documents of {items[0].CustomerName}", items,
            [items.Count == 1 ? (Words)"reference in the text" : $"{items.Count} references in the text", isExact ? "amount" : items.Sum(i => i.OpenMinor) > p.UnappliedMinor ? "less than is open" : "more than is open"], isExact));
    }

    private static async Task SameAmount(Reader reader, Payment p, List<Proposal> proposals)
    {
        var same = await reader.Invoices.IgnoreAutoIncludes().Where(i => i.OpenMinor == p.UnappliedMinor && i.Currency == p.Currency).OrderBy(i => i.DueOn).Take(5).ToListAsync();
        foreach (var invoice in same.Where(i => proposals.All(known => known.Items.All(item => item.Invoice != i.Id))))
            proposals.Add(new($"{invoice.Name} of {invoice.CustomerName}", [ItemOf(invoice)], ["amount only", same.Count == 1 ? (Words)"the only one of this amount" : $"{same.Count} of this amount"], true));
    }

    private static async Task OfCustomer(Reader reader, Payment p, List<Proposal> proposals)
    {
        if (p.Customer is not { } customer)
            return;
        var open = await reader.Invoices.IgnoreAutoIncludes().Where(i => i.Customer == customer && i.OpenMinor > 0 && i.Currency == p.Currency).OrderBy(i => i.DueOn).ThenBy(i => i.Id).Take(25).ToListAsync();
        if (open.Count > 0)
            proposals.Add(new($"Whole balance of {open[0].CustomerName}", open.Select(ItemOf).ToMany(), ["known customer"], open.Sum(i => i.OpenMinor) == p.UnappliedMinor));
    }

    private static Item ItemOf(Invoice i) => new(i.Id, i.Order, i.Name, i.Customer, i.CustomerName, i.DueOn, i.OpenMinor);

    private static async Task<Many<Applied>> Allocated(Reader reader, Payment p)
    {
        var open = p.Allocations.Where(a => a.IsOpen).OrderBy(a => a.Id.Value).ToList();
        var ids = open.Select(a => a.Invoice).OfType<InvoiceId>().ToArray();
        var names = ids.Length == 0 ? [] : await reader.Invoices.IgnoreAutoIncludes().Where(i => ids.Contains(i.Id)).ToDictionaryAsync(i => i.Id, i => i.Name);
        return open.Select(a => new Applied(a.Id, a.Invoice is { } id ? names[id] : Order.NumberOf(a.Order), a.AmountMinor, a.Way, a.AppliedAt)).ToMany();
    }
}
