using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

/// <summary>What Fulfillment keeps about a customer: names and addresses on orders, picks and parcels, and what people noted there.</summary>
sealed class OrdersOfCustomer : CustomerRecords
{
    public override async Task Export(Reader reader, Customer customer, PersonalExport export)
    {
        var orders = await reader.Orders.Where(o => o.Customer == customer.Id).OrderBy(o => o.Id).ToListAsync();
        var ids = orders.ConvertAll(o => o.Id);
        export.Add("orders", orders.ConvertAll(o => new
        {
            o.Number,
            o.Channel,
            o.ExternalId,
            o.CustomerName,
            o.ShipTo,
            o.Country,
            o.PlacedAt,
            State = o.State.ToString(),
            o.CancelReason,
            Total = o.Gross.Major,
            o.Currency,
            Lines = o.Lines.ConvertAll(l => new { l.Code, l.Description, l.Ordered, l.Shipped }),
            Notes = o.Holds.ConvertAll(h => new { h.Note, h.ReleaseNote }),
        }));
        export.Add("parcels", (await reader.Shipments.IgnoreAutoIncludes().Where(s => ids.Contains(s.Order)).OrderBy(s => s.Id).ToListAsync())
            .ConvertAll(s => new { s.Number, s.CustomerName, s.ShipTo, s.Carrier, s.Tracking, s.DispatchedAt }));
    }

    public override async Task Erase(Work work, Customer customer, Erasure erasure)
    {
        var orders = work.All<Order>().IgnoreAutoIncludes().Where(o => o.Customer == customer.Id);
        if (await orders.AsNoTracking().FirstOrDefaultAsync(o => o.State == OrderState.Draft || o.State == OrderState.Confirmed) is { } open)
            Refuse.Because($"{open.Number} is still being worked on; finish or cancel it first.");
        var ids = await orders.Select(o => o.Id).ToListAsync();

        erasure.Blanked("Names and addresses on orders", await orders.ExecuteUpdateAsync(set => set
            .SetProperty(o => o.CustomerName, Erasure.Blank).SetProperty(o => o.ShipTo, "").SetProperty(o => o.CancelReason, o => o.CancelReason == null ? null : Erasure.Blank)));
        erasure.Blanked("Notes on holds", await work.All<Hold>().Where(h => ids.Contains(h.Order)).ExecuteUpdateAsync(set => set
            .SetProperty(h => h.Note, Erasure.Blank).SetProperty(h => h.ReleaseNote, h => h.ReleaseNote == null ? null : Erasure.Blank)));
        erasure.Blanked("Names on picks", await work.All<FulfillmentOrder>().Where(f => ids.Contains(f.Order)).ExecuteUpdateAsync(set => set.SetProperty(f => f.CustomerName, Erasure.Blank)));
        erasure.Blanked("Names and addresses on parcels", await work.All<Shipment>().Where(s => ids.Contains(s.Order)).ExecuteUpdateAsync(set => set
            .SetProperty(s => s.CustomerName, Erasure.Blank).SetProperty(s => s.ShipTo, "").SetProperty(s => s.LabelError, s => s.LabelError == null ? null : Erasure.Blank)));
        erasure.Blanked("Lines of order files that named the customer", await Lines(work, customer));
        erasure.Kept("Orders with their goods and amounts", ids.Count, "Stock and the ledger rest on them; they name nobody now.");
        await erasure.FindBy("order", await orders.Select(o => o.Id).ToDictionaryAsync(id => id, Order.NumberOf));
        await erasure.ForgetDrafts(ids);
        work.Touched<Order>();
        work.Touched<Hold>();
        work.Touched<FulfillmentOrder>();
        work.Touched<Shipment>();
    }

    // Lines that became no order are kept as they came; the customer's number is a field of them.
    static async Task<int> Lines(Work work, Customer customer)
    {
        if (customer.Number.Length == 0) return 0;
        var (field, quoted, email) = ($",{customer.Number},", $"\"{customer.Number}\"", customer.Email ?? "");
        var lines = work.All<ImportLine>().Where(l => ("," + l.Raw + ",").Contains(field) || l.Raw.Contains(quoted) || (email != "" && l.Raw.Contains(email)));
        work.Touched<ImportLine>();
        return await lines.ExecuteUpdateAsync(set => set.SetProperty(l => l.Raw, Erasure.Blank).SetProperty(l => l.Detail, (string?)null).SetProperty(l => l.Note, l => l.Note == null ? null : Erasure.Blank));
    }

    public override async Task<bool> Names(Reader reader, string hash) => await reader.All<ImportFile>().AnyAsync(f => f.Hash == hash);
}
