using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

[Event("fulfillment.goods-received", 1)]
public sealed record GoodsReceived(GoodsReceiptId Receipt, Many<ItemId> Items, int Count) : Event
{
    public override Words Says() => $"{Count} received";
}

/// <summary>One item of a delivery. Cost of one unit in millionths of the company's currency.</summary>
public sealed record ReceivedLine(string Code, string Description, int Count, long UnitCostMicros, string Bin = "");

public sealed record ReceivedGoods(GoodsReceiptId Receipt, string Number, int Filled);

// Goods come in: stock and its average cost rise, and the orders that wait for them are filled at once, in their rank.
[Needs(May.ReceiveGoods), Raises<GoodsReceived>, Raises<BackorderFilled>]
public sealed record ReceiveGoods(LocationId At, string DeliveryNote, Many<ReceivedLine> Lines, string Vendor = "") : Command<ReceivedGoods>
{
    public override async Task<ReceivedGoods> Run(Work work)
    {
        Refuse.If(Lines.Count is 0 or > 500, "Receive between 1 and 500 items at once.");
        Refuse.If(DeliveryNote.Trim().Length is 0 or > 60, "Give the number of the delivery note.");
        foreach (var line in Lines)
        {
            Refuse.If(string.IsNullOrWhiteSpace(line.Code), "A line has no item code.");
            Refuse.If(line.Count is < 1 or > 1_000_000, $"{line.Code}: {line.Count} is no quantity; count 1 to 1,000,000.");
            Refuse.If(line.UnitCostMicros is < 0 or > 10_000_000_000_000, $"{line.Code}: the cost must be 0 or more.");
        }
        var location = await work.Look<Location>(At);
        Refuse.If(location is null, "There is no such location.", Refusal.NotFound);

        var id = work.New<GoodsReceiptId>();
        var lines = await Received(work, id);
        var receipt = new GoodsReceipt
        {
            Id = id,
            Location = At,
            DeliveryNote = DeliveryNote.Trim(),
            Vendor = Vendor.Trim(),
            ReceivedAt = work.Now,
            ReceivedBy = work.Actor.Id,
            UnitCount = lines.Sum(line => line.Count),
            ValueMinor = lines.Sum(line => line.ValueMinor),
        };
        receipt.Lines.AddRange(lines);
        work.Add(receipt);

        var items = lines.Select(line => line.Item).Distinct().ToList();
        var waiting = await Backorders.WaitingFor(work, items, location);
        foreach (var goods in lines.GroupBy(line => line.Item).OrderBy(goods => goods.Key.Value))
        {
            await StockIn(work, receipt, goods.Key, [.. goods]);
            receipt.Filled(await Backorders.Fill(work, waiting, goods.Key, location, receipt.Id));
        }
        foreach (var order in waiting.Orders) order.Tally();
        work.Raise(new GoodsReceived(receipt.Id, items.ToMany(), receipt.UnitCount));
        return new(receipt.Id, receipt.Number, receipt.FilledCount);
    }

    async Task<List<GoodsReceiptLine>> Received(Work work, GoodsReceiptId receipt)
    {
        var codes = Lines.Select(line => Item.Codify(line.Code)).Distinct().ToList();
        var items = await work.All<Item>().AsNoTracking().Where(i => codes.Contains(i.Code)).ToDictionaryAsync(i => i.Code);
        var lines = new List<GoodsReceiptLine>();
        foreach (var line in Lines)
        {
            var code = Item.Codify(line.Code);
            if (!items.TryGetValue(code, out var item))
                work.Add(items[code] = item = new() { Id = work.New<ItemId>(), Code = code, Name = line.Description is { Length: > 0 } ? line.Description : code, CreatedAt = work.Now });
            lines.Add(new()
            {
                Id = work.New<GoodsReceiptLineId>(),
                Receipt = receipt,
                Item = item.Id,
                Code = code,
                Description = item.Name,
                Count = line.Count,
                UnitCostMicros = line.UnitCostMicros,
                ValueMinor = Money.OfLine(line.Count, line.UnitCostMicros, work.Company.Currency).Minor,
            });
        }
        return lines;
    }

    async Task StockIn(Work work, GoodsReceipt receipt, ItemId item, List<GoodsReceiptLine> lines)
    {
        var (count, value) = (lines.Sum(line => line.Count), lines.Sum(line => line.ValueMinor));
        (await Costs.Find(work, item)).Receive(count, value, lines[^1].UnitCostMicros);
        var code = lines[0].Code;
        await StockIntake.Raise(work, item, At, count, Lines.First(line => Item.Codify(line.Code) == code).Bin);
        Movements.Add(work, item, At, MovementKind.Received, onHand: count, valueMinor: value, receipt: receipt.Id, reason: receipt.DeliveryNote);
    }
}
