namespace BackOffice.Accounting;

[Event("accounting.invoice-drafted", 1)]
public sealed record InvoiceDrafted(InvoiceId Invoice, OrderId Order, ShipmentId Shipment) : Event
{
    public override Words Says() => "Invoice drafted";
}

// Follows from a shipment that left. Then it never refuses: what is missing stands on the draft for the billing specialist.
[Needs(May.IssueInvoices), Raises<InvoiceDrafted>]
public sealed record DraftInvoice(ShipmentId Shipment) : Command
{
    public override async Task Run(Work work)
    {
        if (await work.All<Invoice>().AnyAsync(i => i.Shipment == Shipment))
            return;
        var shipment = await work.All<Shipment>().AsNoTracking().FirstOrDefaultAsync(s => s.Id == Shipment);
        Refuse.If(shipment is null, "There is no such parcel.", Refusal.NotFound);
        Refuse.If(shipment.State is not (ShipmentState.Dispatched or ShipmentState.Delivered), $"{shipment.Number} has not left; its invoice follows when it is dispatched.");
        var order = await work.All<Order>().AsNoTracking().FirstAsync(o => o.Id == shipment.Order);

        var invoice = new Invoice
        {
            Id = work.New<InvoiceId>(),
            Order = order.Id,
            Shipment = Shipment,
            Customer = order.Customer,
            CustomerName = order.CustomerName,
            BillTo = order.ShipTo,
            Country = order.Country,
            OrderExternalId = order.ExternalId,
            Currency = order.Currency,
            TaxSide = order.TaxSide,
            ShippedAt = shipment.DispatchedAt ?? work.Now,
            IssueBy = (shipment.DispatchedAt ?? work.Now) + Invoice.Promise,
        };
        var before = await Before(work, order.Id);
        invoice.Draw([.. shipment.Lines.Select((line, at) => Line(work, invoice, order, line, at + 1, before))], work.New<InvoiceTaxId>);
        work.Add(invoice);

        work.Raise(new InvoiceDrafted(invoice.Id, order.Id, Shipment));
    }

    private static async Task<Dictionary<OrderLineId, int>> Before(Work work, OrderId order)
    {
        var lines = work.All<InvoiceLine>();
        return await work.All<Invoice>().Where(i => i.Order == order).Join(lines, i => i.Id, l => l.Invoice, (i, l) => l)
            .GroupBy(l => l.OrderLine).ToDictionaryAsync(g => g.Key, g => g.Sum(l => l.Count));
    }

    // Several shipments of one line add up to the line's amount: each takes what is due so far, less what was taken before.
    private static (InvoiceLine, Money) Line(Work work, Invoice invoice, Order order, ShipmentLine shipped, int position, Dictionary<OrderLineId, int> before)
    {
        var ordered = order.Lines.Single(l => l.Id == shipped.OrderLine);
        var taken = before.GetValueOrDefault(ordered.Id);
        before[ordered.Id] = taken + shipped.Quantity;
        var entered = Money.OfLine(taken + shipped.Quantity, ordered.UnitPriceMicros, order.Currency) - Money.OfLine(taken, ordered.UnitPriceMicros, order.Currency);
        var line = new InvoiceLine
        {
            Id = work.New<InvoiceLineId>(),
            Invoice = invoice.Id,
            ShipmentLine = shipped.Id,
            OrderLine = ordered.Id,
            Position = position,
            Code = ordered.Code,
            Description = ordered.Description,
            Count = shipped.Quantity,
            UnitPriceMicros = ordered.UnitPriceMicros,
            TaxCategory = ordered.TaxCategory,
            TaxMilliPercent = ordered.TaxMilliPercent,
        };
        return (line, entered);
    }
}
