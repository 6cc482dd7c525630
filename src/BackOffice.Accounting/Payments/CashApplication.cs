namespace BackOffice.Accounting;

/// <summary>What the commands about payments share: finding what a text names, applying what is certain, posting the difference.</summary>
static class CashApplication
{
    internal static async Task PostMove(this Work work, Payment payment, PaymentPosition before, string text, DateOnly on)
    {
        if (await work.Post(PostingRules.PaymentMoved(payment, before, payment.Position, text, on)) is not null)
            payment.Posted();
    }

    /// <summary>The invoices and orders that exist under the references, with what is open on them.</summary>
    internal static Task<IReadOnlyList<Claim>> Claims(Work work, References named, string currency) =>
        Claims(work.All<Invoice>(), work.All<Order>().AsNoTracking(), work.All<Allocation>(), named, currency);

    /// <summary>The same for a page that shows what a payment may mean.</summary>
    internal static async Task<IReadOnlyList<Claim>> Claims(IQueryable<Invoice> all, IQueryable<Order> allOrders, IQueryable<Allocation> allocations, References named, string currency)
    {
        var invoices = await Named(all, named.Invoices, currency);
        var claims = invoices.Select(i => new Claim(i.Number!, i.Customer, i.Order, i.Id, i.OpenMinor, i.OpenMinor)).ToList();

        var ids = named.Orders.Select(value => new OrderId(value)).ToArray();
        var words = named.Words.ToArray();
        var orders = ids.Length + words.Length == 0 ? [] : await allOrders.IgnoreAutoIncludes()
            .Where(o => o.Currency == currency && (ids.Contains(o.Id) || (o.ExternalId != null && words.Contains(o.ExternalId)))).OrderBy(o => o.Id).Take(10).ToListAsync();
        foreach (var order in orders.Where(o => claims.All(c => c.Order != o.Id)).OrderBy(o => o.Id.Value))
        {
            var (invoiced, whole) = await OpenOf(all, allocations, order);
            claims.Add(new(order.Number, order.Customer, order.Id, null, invoiced, whole));
        }
        return claims;
    }

    private static async Task<List<Invoice>> Named(IQueryable<Invoice> invoices, Many<string> numbers, string currency)
    {
        if (numbers.Count == 0)
            return [];
        var wanted = numbers.ToArray();
        return await invoices.IgnoreAutoIncludes().AsNoTracking().Where(i => i.Number != null && wanted.Contains(i.Number) && i.Currency == currency).OrderBy(i => i.Id).Take(20).ToListAsync();
    }

    /// <summary>
    /// What is open on an order: on its issued invoices; and as a whole, which adds what is not invoiced yet and not paid in
    /// advance. Of a closed order only what is drafted will still be invoiced, of a cancelled one nothing.
    /// </summary>
    internal static Task<(long Invoiced, long Whole)> OpenOf(Work work, Order order) => OpenOf(work.All<Invoice>(), work.All<Allocation>(), order);

    internal static async Task<(long Invoiced, long Whole)> OpenOf(IQueryable<Invoice> all, IQueryable<Allocation> allocations, Order order)
    {
        var invoices = await all.IgnoreAutoIncludes().Where(i => i.Order == order.Id).Select(i => new { i.State, i.GrossMinor, i.OpenMinor }).ToListAsync();
        var advance = await allocations.Where(a => a.Order == order.Id && a.Invoice == null && a.EndedAt == null).SumAsync(a => a.AmountMinor);
        var invoiced = invoices.Sum(i => i.OpenMinor);
        var later = order.State switch
        {
            OrderState.Cancelled => 0,
            OrderState.Closed => invoices.Where(i => i.State == InvoiceState.Draft).Sum(i => i.GrossMinor),
            _ => Math.Max(0, order.GrossMinor - invoices.Where(i => i.State == InvoiceState.Issued).Sum(i => i.GrossMinor)),
        };
        return (invoiced, invoiced + later - Math.Min(advance, later));
    }

    /// <summary>Applies a payment to what a certain match names: open invoices first, the oldest first; the rest is kept for the order.</summary>
    internal static async Task Apply(Work work, Payment payment, Match match)
    {
        foreach (var claim in match.Claims)
        {
            var ids = claim.Invoice is { } one ? [one] : await work.All<Invoice>().IgnoreAutoIncludes()
                .Where(i => i.Order == claim.Order && i.State == InvoiceState.Issued && i.OpenMinor > 0).OrderBy(i => i.Id).Select(i => i.Id).ToListAsync();
            foreach (var id in ids)
            {
                var invoice = await work.Find<Invoice>(id);
                var use = Math.Min(invoice.OpenMinor, payment.UnappliedMinor);
                if (use > 0)
                    payment.Apply(invoice, use, work.New<AllocationId>(), AllocationWay.ByItself, work.Actor.Id, work.Now);
            }
            var later = Math.Min(payment.UnappliedMinor, claim.WholeOpen - claim.InvoicedOpen);
            if (later <= 0)
                continue;
            var order = (await work.Look<Order>(claim.Order))!;
            payment.Advance(order, later, work.New<AllocationId>(), AllocationWay.ByItself, work.Actor.Id, work.Now);
        }
    }

    /// <summary>Says of each order that the payment touched whether it is paid in full now: a payment hold ends there.</summary>
    internal static async Task SayWhatIsPaid(Work work, Payment payment)
    {
        await work.Save();
        foreach (var id in payment.Allocations.Where(a => a.IsOpen).Select(a => a.Order).Distinct().OrderBy(o => o.Value))
        {
            var order = (await work.Look<Order>(id))!;
            if ((await OpenOf(work, order)).Whole == 0)
                work.Raise(new OrderPaid(id, payment.Id));
        }
    }
}
