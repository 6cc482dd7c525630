namespace BackOffice.Accounting;

sealed class ShippedIsDrafted : Invariant
{
    public override Words Name => "Everything shipped is invoiced";
    public override Words Says => "Every parcel that went has an invoice or a draft.";

    public override async Task<Checked> Check(Reader reader)
    {
        var invoices = reader.Invoices;
        var gone = reader.All<Shipment>().IgnoreAutoIncludes().Where(s => s.State == ShipmentState.Dispatched || s.State == ShipmentState.Delivered);
        var wrong = await gone.Where(s => !invoices.Any(i => i.Shipment == s.Id)).Select(s => s.Id).Take(MostNamed).ToListAsync();
        return new(await gone.LongCountAsync(), [.. wrong.Select(s => new Violation($"{Shipment.NumberOf(s)} has no invoice.", "/to-invoice"))]);
    }
}
