using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Testing;

namespace BackOffice.Tests.Fulfillment;

/// <summary>Orders and stock as earlier use cases would have made them.</summary>
static class Goods
{
    static int next;

    public static NewOrder Order(params (string Code, int Count)[] lines) => OrderOf($"T-{Interlocked.Increment(ref next)}", lines);

    public static NewOrder OrderOf(string externalId, params (string Code, int Count)[] lines) =>
        new(FulfillmentDepartment.HandChannel, externalId, new(), "14 Harbour Lane\nWhitby YO22 4DE", "United Kingdom", "GBP",
            lines.Select(line => new NewOrderLine(line.Code, $"Goods {line.Code}", line.Count, 2_500_000)).ToMany());

    public static Task<ReceivedGoods> Receives(this Company company, string code, int count, decimal cost = 1m) =>
        company.Kim.Does(new ReceiveGoods(FulfillmentDepartment.MainLocation, "DN-1", [new(code, $"Goods {code}", count, (long)(cost * 1_000_000), "A-01-1")]));

    public static async Task<OrderId> Placed(this Company company, params (string Code, int Count)[] lines) =>
        (await company.Joe.Does(new PlaceOrder(Order(lines)))).Order;

    public static async Task<OrderId> Confirmed(this Company company, params (string Code, int Count)[] lines)
    {
        var order = await company.Placed(lines);
        await company.Joe.Does(new ConfirmOrder(order));
        return order;
    }

    /// <summary>A released order, with stock for all of it.</summary>
    public static async Task<(OrderId Order, FulfillmentOrder Part)> Released(this Company company, params (string Code, int Count)[] lines)
    {
        foreach (var line in lines) await company.Receives(line.Code, line.Count);
        var order = await company.Confirmed(lines);
        await company.Joe.Does(new ReleaseOrder(order));
        return (order, await company.PartOf(order));
    }

    public static async Task<(OrderId Order, FulfillmentOrder Part)> Picked(this Company company, params (string Code, int Count)[] lines)
    {
        var (order, part) = await company.Released(lines);
        foreach (var line in lines) await company.Ana.Does(new ScanPick(part.Id, line.Code, line.Count));
        return (order, part);
    }

    public static async Task<(OrderId Order, ShipmentId Shipment)> Packed(this Company company, params (string Code, int Count)[] lines)
    {
        var (order, part) = await company.Picked(lines);
        return (order, (await company.Ana.Does(new PackOrder(part.Id))).Shipment);
    }

    public static async Task<Order> Order(this Company company, OrderId id) => (await company.All<Order>()).Single(o => o.Id == id);

    public static async Task<FulfillmentOrder> PartOf(this Company company, OrderId order) => (await company.All<FulfillmentOrder>()).Last(f => f.Order == order);

    public static async Task<StockLevel> Level(this Company company, string code)
    {
        var item = (await company.All<Item>()).Single(i => i.Code == code);
        return (await company.All<StockLevel>()).Single(s => s.Item == item.Id);
    }
}
