using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Testing;
using Microsoft.EntityFrameworkCore;

namespace BackOffice.Tests.Fulfillment;

public class StockTests
{
    [Fact]
    public void The_moving_average_and_the_quantity_end_together()
    {
        var cost = new ItemCost { Id = new(1) };
        cost.Receive(3, 100, 333_333);
        cost.Receive(1, 0, 0);
        long first = cost.Leave(1), second = cost.Leave(2), last = cost.Leave(1);
        Assert.Equal((25, 50, 25), (first, second, last));
        Assert.Equal((0, 0), (cost.Count, cost.ValueMinor));
        Assert.Equal(33, cost.Find(1, "GBP"));
        Assert.Throws<InvalidOperationException>(() => cost.Leave(2));
    }

    [Fact]
    public async Task Adjusting_needs_free_units_and_a_reason_and_costs_the_average()
    {
        await using var company = await Company.Open();
        await company.Receives("A", 10, cost: 2m);
        await company.Confirmed(("A", 8));
        var item = (await company.All<Item>()).Single().Id;
        var at = FulfillmentDepartment.MainLocation;
        Assert.Contains("Only 2 can go", (await company.Kim.IsRefused(new AdjustStock(item, at, -3, AdjustReason.Lost), "allocated")).ToString());
        await company.Kim.IsRefused(new AdjustStock(item, at, 0, AdjustReason.Lost));
        await company.Kim.IsRefused(new AdjustStock(item, at, 100_001, AdjustReason.Found));
        await company.Kim.IsRefused(new AdjustStock(new(987_654), at, 1, AdjustReason.Found), Refusal.NotFound);
        await company.Kim.IsRefused(new AdjustStock(item, new(987_654), 1, AdjustReason.Found), Refusal.NotFound);
        await company.Ana.IsRefused(new AdjustStock(item, at, 1, AdjustReason.Found), Refusal.NotAllowed);

        await company.Kim.Does(new AdjustStock(item, at, -2, AdjustReason.Lost, "Not on the shelf"));
        await company.Kim.Does(new AdjustStock(item, at, 1, AdjustReason.Found));

        Assert.Equal([-400L, 200L], (await company.All<StockMovement>()).Where(m => m.Kind is MovementKind.Adjusted).OrderBy(m => m.Id.Value).Select(m => m.ValueMinor));
        await company.Verified();
    }

    [Fact]
    public async Task A_delivery_is_checked_before_it_counts()
    {
        await using var company = await Company.Open();
        var at = FulfillmentDepartment.MainLocation;
        await company.Kim.IsRefused(new ReceiveGoods(at, "DN", []));
        await company.Kim.IsRefused(new ReceiveGoods(at, " ", [new("A", "", 1, 1)]));
        await company.Kim.IsRefused(new ReceiveGoods(at, "DN", [new("", "", 1, 1)]));
        await company.Kim.IsRefused(new ReceiveGoods(at, "DN", [new("A", "", 0, 1)]));
        await company.Kim.IsRefused(new ReceiveGoods(at, "DN", [new("A", "", 1, -1)]));
        await company.Kim.IsRefused(new ReceiveGoods(new(987_654), "DN", [new("A", "", 1, 1)]), Refusal.NotFound);
        await company.Ana.IsRefused(new ReceiveGoods(at, "DN", [new("A", "", 1, 1)]), Refusal.NotAllowed);
        Assert.Empty(await company.All<StockLevel>());
    }

    [Fact]
    public async Task The_item_page_explains_what_is_available()
    {
        await using var company = await Company.Open();
        await company.Receives("A", 10);
        var order = await company.Confirmed(("A", 4));
        var item = (await company.All<Item>()).Single().Id;
        var seen = await company.Read(new ItemDetail(item));
        Assert.Equal((10, 4, 6), (seen!.OnHand, seen.AllocatedCount, seen.Available));
        Assert.Equal((order, 4), (seen.Allocated.Single().Order, seen.Allocated.Single().Count));
        Assert.Equal([6, 10], seen.Movements.Select(m => m.AvailableAfter));
        await using var screen = await company.Kim.Opens<ItemPage>(p => p.Add(page => page.Number, item.Value));
        screen.WaitForAssertion(() => Assert.Contains("Why 6 are available", screen.Markup));
    }

    [Fact]
    public async Task Stock_movements_never_change()
    {
        await using var company = await Company.Open();
        await company.Receives("A", 1);
        var outcome = await company.Commands.Send(new ChangeMovements(), Actor.House(HouseActor.Operator));
        Assert.Equal(Refusal.Incident, outcome.Refusal!.Code);
        Assert.Equal(1, (await company.All<StockMovement>()).Single().OnHandChange);
    }

    [Theory]
    [InlineData("2026-11-24T13:59:00", "2026-11-24T15:30:00", "2026-11-25T12:00:00")] // Tuesday, before the cut-off
    [InlineData("2026-11-24T14:31:00", "2026-11-25T15:30:00", "2026-11-26T12:00:00")] // too late for handling
    [InlineData("2026-11-27T15:00:00", "2026-11-30T15:30:00", "2026-12-01T12:00:00")] // Friday to Monday
    [InlineData("2026-07-07T13:00:00", "2026-07-07T14:30:00", "2026-07-08T11:00:00")] // summer: 15:30 in London is 14:30 UTC
    [InlineData("2026-12-24T16:00:00", "2026-12-28T15:30:00", "2026-12-29T12:00:00")] // Christmas Day is a holiday
    public void The_promise_follows_the_cut_off_and_working_days(string from, string shipBy, string deliverBy)
    {
        var promise = PromisedTimes.From(Utc(from), new(15, 30), TimeZoneInfo.FindSystemTimeZoneById("Europe/London"), new HashSet<DateOnly> { new(2026, 12, 25) });
        Assert.Equal((Utc(shipBy), Utc(deliverBy)), (promise.ShipBy, promise.DeliverBy));
    }

    static DateTime Utc(string text) => DateTime.SpecifyKind(DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture), DateTimeKind.Utc);
}

// What nobody may do; the database itself says no.
[ForEveryone("A test's own way")]
public sealed record ChangeMovements : Command
{
    public override Task Run(Work work) => work.All<StockMovement>().ExecuteUpdateAsync(set => set.SetProperty(m => m.OnHandChange, 5));
}
