using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Testing;

namespace BackOffice.Tests.Fulfillment;

/// <summary>Sorted by danger: what happens when two (or a hundred) want the same at once.</summary>
public class TwoPeopleAtOnceTests
{
    [Fact]
    public async Task A_hundred_allocations_of_the_last_unit_give_exactly_one()
    {
        await using var company = await Company.Open();
        await company.Receives("A", 1);
        var orders = new List<OrderId>();
        for (var i = 0; i < 100; i++) orders.Add(await company.Placed(("A", 1)));

        await Task.WhenAll(orders.Select(order => company.Joe.Does(new ConfirmOrder(order))));

        var seen = await company.All<Order>();
        Assert.Equal((1, 99), (seen.Sum(o => o.AllocatedCount), seen.Sum(o => o.BackorderedCount)));
        Assert.Equal((1, 1), ((await company.Level("A")).OnHand, (await company.Level("A")).Allocated));
        await company.Verified();
    }

    [Fact]
    public async Task Cancel_against_dispatch_one_wins_and_the_other_is_told()
    {
        await using var company = await Company.Open();
        var (order, shipment) = await company.Packed(("A", 3));
        var cancel = company.Joe.Tries(new CancelOrder(order, "Too late"));
        var dispatch = company.Ana.Tries(new DispatchShipment(shipment, "1Z999AA1"));
        var outcomes = await Task.WhenAll(cancel, dispatch);
        Assert.Single(outcomes, outcome => outcome.Ok);
        Assert.True((await dispatch).Ok);
        Assert.Contains("O-", (await cancel).Refusal!.ToString());
        await company.Verified();
    }

    [Fact]
    public async Task Dispatch_twice_at_once_goes_once()
    {
        await using var company = await Company.Open();
        var (order, shipment) = await company.Packed(("A", 3));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => company.Ana.Tries(new DispatchShipment(shipment, "1Z999AA1"))));
        Assert.Single(outcomes, outcome => outcome.Ok);
        Assert.Equal(3, (await company.Order(order)).ShippedCount);
        await company.Verified();
    }

    [Fact]
    public async Task Receive_against_allocate_loses_no_unit()
    {
        await using var company = await Company.Open();
        var orders = new List<OrderId>();
        for (var i = 0; i < 20; i++) orders.Add(await company.Placed(("A", 2)));
        await Task.WhenAll(orders.Select(order => (Task)company.Joe.Does(new ConfirmOrder(order))).Concat(Enumerable.Range(0, 10).Select(_ => (Task)company.Receives("A", 3))));
        Assert.Equal((30, 10), ((await company.All<Order>()).Sum(o => o.AllocatedCount), (await company.All<Order>()).Sum(o => o.BackorderedCount)));
        await company.Verified();
    }

    [Fact]
    public async Task The_same_order_from_two_doors_at_once_is_one_order()
    {
        await using var company = await Company.Open();
        var wanted = Goods.OrderOf("TWICE-1", ("A", 1));
        var placed = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => company.Joe.Does(new PlaceOrder(wanted))));
        Assert.Single(placed.Select(p => p.Order).Distinct());
        Assert.Single(placed, p => !p.Already);
    }
}
