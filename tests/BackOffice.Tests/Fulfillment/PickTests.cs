using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Testing;
using Bunit;

namespace BackOffice.Tests.Fulfillment;

public class PickTests
{
    [Fact]
    public async Task Wrong_item_and_one_too_many_are_different_mistakes()
    {
        await using var company = await Company.Open();
        var (_, part) = await company.Released(("A", 2), ("B", 1));
        await company.Ana.Does(new ScanPick(part.Id, "a", 2));
        await company.Ana.IsRefused(new ScanPick(part.Id, "A"), "over-scan");
        await company.Ana.IsRefused(new ScanPick(part.Id, "C"), "wrong-item");
        await company.Ana.IsRefused(new ScanPick(part.Id, "B", 2), "over-scan");
        await company.Ana.IsRefused(new ScanPick(part.Id, "B", 0));
        var last = await company.Ana.Does(new ScanPick(part.Id, "B"));
        Assert.True(last.PartIsPicked);
        await company.Ana.IsRefused(new ScanPick(part.Id, "B"));
    }

    [Fact]
    public async Task A_pick_belongs_to_one_until_it_is_taken_over_or_the_lease_ends()
    {
        await using var company = await Company.Open();
        var (_, part) = await company.Released(("A", 9));
        await company.Ana.Does(new ScanPick(part.Id, "A"));
        Assert.Contains("Ana Ruiz is picking", (await company.Noor.IsRefused(new ScanPick(part.Id, "A"), "claimed")).ToString());
        await company.Noor.IsRefused(new ClaimPick(part.Id), "claimed");
        await company.Noor.Does(new ClaimPick(part.Id, TakeOver: true));
        await company.Noor.Does(new ScanPick(part.Id, "A"));
        company.Clock.Advance(TimeSpan.FromMinutes(16));
        await company.Ana.Does(new ScanPick(part.Id, "A"));
        Assert.Equal(3, (await company.PartOf((await company.All<Order>()).Single().Id)).PickedCount);
    }

    [Fact]
    public async Task A_hold_stops_the_picker()
    {
        await using var company = await Company.Open();
        var (order, part) = await company.Picked(("A", 2));
        await company.Joe.Does(new HoldOrder(order, HoldReason.Credit, "Over the limit"));
        await company.Ana.IsRefused(new PackOrder(part.Id), "on-hold");
    }

    [Theory]
    [InlineData(ShortReason.NotThere, null, 3, 0)]
    [InlineData(ShortReason.Damaged, null, 10, 2)]
    [InlineData(ShortReason.CountDiffers, 4, 7, 0)]
    public async Task A_short_pick_leaves_the_stock_as_its_reason_says(ShortReason reason, int? seen, int onHand, int unavailable)
    {
        await using var company = await Company.Open();
        await company.Receives("A", 10);
        var order = await company.Confirmed(("A", 5));
        await company.Joe.Does(new ReleaseOrder(order));
        var part = await company.PartOf(order);
        await company.Ana.Does(new ScanPick(part.Id, "A", 3));
        await company.Ana.IsRefused(new PackOrder(part.Id));
        await company.Ana.IsRefused(new ShortPick(part.Id, part.Lines[0].Id, 3, reason, seen));
        await company.Ana.IsRefused(new ShortPick(part.Id, part.Lines[0].Id, 1, ShortReason.CountDiffers));
        await company.Ana.IsRefused(new ShortPick(part.Id, new(987_654), 1, reason, seen), Refusal.NotFound);

        await company.Ana.Does(new ShortPick(part.Id, part.Lines[0].Id, 2, reason, seen));

        var level = await company.Level("A");
        Assert.Equal((onHand, 3, unavailable), (level.OnHand, level.Allocated, level.Unavailable));
        var waiting = await company.Order(order);
        Assert.Equal((3, 2), (waiting.PickedCount, waiting.BackorderedCount));
        await company.Verified();
        await company.Ana.Does(new PackOrder(part.Id));
        Assert.Equal(3, (await company.All<Shipment>()).Single().UnitCount);
    }

    [Fact]
    public async Task Nothing_picked_is_nothing_to_pack()
    {
        await using var company = await Company.Open();
        var (_, part) = await company.Released(("A", 1));
        await company.Ana.Does(new ShortPick(part.Id, part.Lines[0].Id, 1, ShortReason.NotThere));
        await company.Ana.IsRefused(new PackOrder(part.Id));
        await company.Ana.IsRefused(new PackOrder(part.Id, WeightGrams: -1));
    }

    [Fact]
    public async Task The_scan_box_counts_and_says_what_is_wrong()
    {
        await using var company = await Company.Open();
        var (_, part) = await company.Released(("A", 2));
        await using var screen = await company.Ana.Opens<PickPage>(p => p.Add(page => page.Number, part.Id.Value));
        screen.WaitForAssertion(() => Assert.Contains("Goods A", screen.Markup));
        screen.Find("input[data-scan]").Change("X9");
        screen.Find("form").Submit();
        screen.WaitForAssertion(() => Assert.Contains("Wrong item, not counted", screen.Markup));
        screen.Press("Line done");
        screen.WaitForAssertion(() => Assert.Contains("2 of 2 units done", screen.Markup));
    }

    [Fact]
    public async Task A_released_order_appears_at_the_pickers_without_a_reload()
    {
        await using var company = await Company.Open();
        await using var screen = await company.Ana.Opens<PartsPage>();
        screen.WaitForAssertion(() => Assert.Contains("Nothing waits", screen.Markup));
        var (_, part) = await company.Released(("A", 2));
        screen.WaitForAssertion(() => Assert.Contains(part.Number, screen.Markup));
    }
}
