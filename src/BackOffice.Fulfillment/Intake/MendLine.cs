using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

[Event("fulfillment.line-mended", 1)]
public sealed record LineMended(ImportLineId Line, ImportId Import, OrderId Order) : Event
{
    public override Words Says() => "A rejected line was mended";
}

public sealed record MendedLine(OrderId Order, string Number);

// A rejected line, corrected by a person: it joins its order, or makes it. The raw line is kept as it came.
[Needs(May.RunImports), Raises<LineMended>, Raises<OrderPlaced>, Raises<OrderHeld>]
public sealed record MendLine(ImportLineId Id, string ExternalId, string Code, string Description, string Quantity, string Price, string? Customer, string Country) : Command<MendedLine>
{
    public override async Task<MendedLine> Run(Work work)
    {
        var line = await work.Find<ImportLine>(Id);
        Refuse.If(string.IsNullOrWhiteSpace(ExternalId), "Give the number of the order.");
        Refuse.If(string.IsNullOrWhiteSpace(Code), "Give the item's code.");
        Refuse.If(!int.TryParse(Quantity.Trim(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var count) || count < 1, $"“{Quantity}” is no whole number above 0.");
        Refuse.If(!decimal.TryParse(Price.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price) || price > 10_000_000, $"“{Price}” is no price of 0 or more.");
        var mended = new NewOrderLine(Code.Trim(), Description.Trim(), count, (long)decimal.Round(price * 1_000_000));

        var known = await work.All<Order>().AsNoTracking().IgnoreAutoIncludes().Where(o => o.Channel == line.Channel && o.ExternalId == ExternalId.Trim()).Select(o => (OrderId?)o.Id).FirstOrDefaultAsync();
        var order = known ?? await Place(work, line, mended);
        if (known is { } id) await Join(work, id, mended);

        line.Mend(order, work.Actor.Id, work.Now);
        (await work.Find<Import>(line.Import)).Mend();
        work.Raise(new LineMended(line.Id, line.Import, order));
        return new(order, Order.NumberOf(order));
    }

    static async Task Join(Work work, OrderId id, NewOrderLine mended)
    {
        var order = await work.Find<Order>(id);
        Refuse.If(order.State is not OrderState.Draft, $"{order.Number} is {order.State}; a line can only join a draft. Enter a new order for it.");
        var before = order.Lines.Count;
        await Intakes.AddLines(work, order, [mended]);
        work.Add(order.Lines[before]);
    }

    async Task<OrderId> Place(Work work, ImportLine line, NewOrderLine mended)
    {
        var import = await work.Look<Import>(line.Import) ?? throw new InvalidOperationException($"Line {line.Id.Value} has no import.");
        var country = Country.Trim() is { Length: > 0 } given ? given : "Unspecified";
        var customer = Customer?.Trim() is { Length: > 0 } external ? external : null;
        var placed = await work.Do(new PlaceOrder(new(line.Channel, ExternalId.Trim(), new(ExternalId: customer), OrderFile.AddressOf(customer), country,
            ImportProfile.Named(import.Profile)!.Currency, [mended], Import: line.Import)));
        return placed.Order;
    }
}
