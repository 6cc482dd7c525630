using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Testing;
using BackOffice.Ui;
using Bunit;
using Microsoft.EntityFrameworkCore;

namespace BackOffice.Tests.Fulfillment;

public class OrderTests
{
    [Fact]
    public async Task The_same_order_again_is_the_same_order_and_other_content_is_refused()
    {
        await using var company = await Company.Open();
        var wanted = Goods.OrderOf("HL-1", ("A", 2));
        var first = await company.Joe.Does(new PlaceOrder(wanted));
        var again = await company.Joe.Does(new PlaceOrder(wanted));
        Assert.Equal((first.Order, true), (again.Order, again.Already));
        await company.Joe.IsRefused(new PlaceOrder(Goods.OrderOf("HL-1", ("A", 3))), Refusal.RepeatedWithOtherContent);
        Assert.Single(await company.All<Order>());
    }

    [Fact]
    public async Task The_same_command_twice_is_done_once()
    {
        await using var company = await Company.Open();
        var wanted = new PlaceOrder(Goods.OrderOf(null!, ("A", 2)) with { ExternalId = null });
        var first = await company.Joe.Does(wanted, "press-1");
        var again = await company.Joe.Does(wanted, "press-1");
        Assert.Equal(first.Order, again.Order);
        Assert.Single(await company.All<Order>());
    }

    [Fact]
    public async Task An_order_that_was_entered_by_hand_is_open_at_once()
    {
        await using var company = await Company.Open();
        await using var screen = await company.Joe.Opens<NewOrderPage>();
        screen.Find("#no-address").Change("12 High Street");
        screen.Find("#no-code-1").Change("A");
        screen.Find("#no-price-1").Change("2.50");
        screen.Press("Enter the order");
        screen.WaitForAssertion(() => Assert.Matches("/orders/[0-9]+$", screen.Address), TimeSpan.FromSeconds(30));
        Assert.Equal(250, Assert.Single(await company.All<Order>()).NetMinor);
    }

    [Fact]
    public async Task Releasing_pressed_twice_releases_once_and_says_nothing()
    {
        await using var company = await Company.Open();
        await company.Receives("A", 5);
        var order = await company.Confirmed(("A", 2));
        await using var board = await company.Noor.Opens<BoardPage>();
        var list = board.Find("[data-list]:has([data-do=release])");
        var press = new RowDeedArgs { Id = order.Value.ToString(System.Globalization.CultureInfo.InvariantCulture), Do = "release" };
        await Task.WhenAll(list.TriggerEventAsync("onrowdeed", press), list.TriggerEventAsync("onrowdeed", press));
        Assert.Single(await company.All<FulfillmentOrder>());
        Assert.Empty(board.All(".refusal, .refused"));
    }

    [Fact]
    public async Task Totals_are_taxed_at_home_and_not_abroad()
    {
        await using var company = await Company.Open();
        var home = await company.Order(await company.Placed(("A", 3)));
        Assert.Equal((750, 150, 900), (home.NetMinor, home.TaxMinor, home.GrossMinor));
        var abroad = await company.Joe.Does(new PlaceOrder(Goods.Order(("A", 3)) with { Country = "Spain" }));
        Assert.Equal((750, 0), ((await company.Order(abroad.Order)).NetMinor, (await company.Order(abroad.Order)).TaxMinor));
        await company.Verified();
    }

    [Fact]
    public async Task What_cannot_be_an_order_is_refused_in_words()
    {
        await using var company = await Company.Open();
        await company.Joe.IsRefused(new PlaceOrder(Goods.Order()));
        await company.Joe.IsRefused(new PlaceOrder(Goods.Order(("A", 0))));
        await company.Joe.IsRefused(new PlaceOrder(Goods.Order((" ", 1))));
        await company.Joe.IsRefused(new PlaceOrder(Goods.Order(("A", 1)) with { Currency = "pounds" }));
        await company.Joe.IsRefused(new PlaceOrder(Goods.Order(("A", 1)) with { Channel = "moon" }), Refusal.NotFound);
        await company.Joe.IsRefused(new PlaceOrder(Goods.Order(("A", 1)) with { Buyer = new(Customer: new(987_654)) }), Refusal.NotFound);
        await company.Joe.IsRefused(new PlaceOrder(Goods.Order(("A", 1)) with { Lines = [new("A", "A", 1, -1)] }));
        await company.Joe.IsRefused(new PlaceOrder(Goods.Order(("A", 1)) with { Lines = Enumerable.Repeat(new NewOrderLine("A", "A", 1, 1), 2_001).ToMany() }));
        await company.Sam.IsRefused(new PlaceOrder(Goods.Order(("A", 1))), Refusal.NotAllowed);
    }

    [Fact]
    public async Task A_likely_duplicate_is_accepted_with_a_hold()
    {
        await using var company = await Company.Open();
        var buyer = new Buyer(ExternalId: "17850");
        await company.Joe.Does(new PlaceOrder(Goods.Order(("A", 6), ("B", 2)) with { Buyer = buyer }));
        var twin = await company.Joe.Does(new PlaceOrder(Goods.Order(("B", 2), ("A", 6)) with { Buyer = buyer }));
        var other = await company.Joe.Does(new PlaceOrder(Goods.Order(("B", 2), ("A", 7)) with { Buyer = buyer }));
        Assert.Equal(HoldReason.PossibleDuplicate, (await company.Order(twin.Order)).Holds.Single().Reason);
        Assert.Empty((await company.Order(other.Order)).Holds);
    }

    [Fact]
    public async Task Short_lines_become_a_backorder_that_a_delivery_fills()
    {
        await using var company = await Company.Open();
        await company.Receives("A", 4);
        var order = await company.Confirmed(("A", 3), ("A", 3));
        var seen = await company.Order(order);
        Assert.Equal((4, 2, OrderStage.ToRelease), (seen.AllocatedCount, seen.BackorderedCount, seen.Stage));
        Assert.Null(seen.Lines[1].PromisedAt);

        var received = await company.Receives("A", 10);

        Assert.Equal(2, received.Filled);
        seen = await company.Order(order);
        Assert.Equal((6, 0), (seen.AllocatedCount, seen.BackorderedCount));
        Assert.NotNull(seen.Lines[1].PromisedAt);
        Assert.Equal((14, 6), ((await company.Level("A")).OnHand, (await company.Level("A")).Allocated));
        await company.Verified();
    }

    [Fact]
    public async Task Goods_go_to_waiting_orders_by_priority_then_age()
    {
        await using var company = await Company.Open();
        var first = await company.Confirmed(("A", 5));
        company.Clock.Advance(TimeSpan.FromSeconds(1));
        var urgent = (await company.Joe.Does(new PlaceOrder(Goods.Order(("A", 5)) with { Priority = 9 }))).Order;
        await company.Joe.Does(new ConfirmOrder(urgent));

        await company.Receives("A", 7);

        Assert.Equal((2, 5), ((await company.Order(first)).AllocatedCount, (await company.Order(urgent)).AllocatedCount));
        await company.Verified();
    }

    [Fact]
    public async Task A_customer_who_pays_in_advance_waits_for_the_payment()
    {
        await using var company = await Company.Open();
        await company.Receives("A", 5);
        var order = (await company.Joe.Does(new PlaceOrder(Goods.Order(("A", 1)) with { Buyer = new(ExternalId: "PRE") }))).Order;
        await PaysInAdvance(company);
        var next = (await company.Joe.Does(new PlaceOrder(Goods.Order(("A", 2)) with { Buyer = new(ExternalId: "PRE") }))).Order;
        await company.Joe.Does(new ConfirmOrder(next));

        Assert.Contains("on hold", (await company.Joe.IsRefused(new ReleaseOrder(next), "on-hold")).ToString());
        await company.Does(HouseActor.Bank, new LiftPaymentHold(next, "Paid"));
        await company.Joe.Does(new ReleaseOrder(next));
        await company.Does(HouseActor.Bank, new LiftPaymentHold(next, "Paid"));
        Assert.Equal(OrderStage.ToPick, (await company.Order(next)).Stage);
        Assert.Equal(OrderState.Draft, (await company.Order(order)).State);
    }

    static async Task PaysInAdvance(Company company)
    {
        var customer = (await company.All<Customer>()).Single(c => c.ExternalId == "hand:PRE");
        await company.Does(HouseActor.Operator, new TakeInAdvance(customer.Id));
    }

    [Fact]
    public async Task Every_hold_must_go_before_the_order_goes_on()
    {
        await using var company = await Company.Open();
        await company.Receives("A", 5);
        var order = await company.Confirmed(("A", 2));
        await company.Joe.Does(new HoldOrder(order, HoldReason.Address, "Which shop?"));
        await company.Stella.Does(new HoldOrder(order, HoldReason.CustomerRequest, "On Friday, please"));
        var holds = (await company.Order(order)).Holds;
        await company.Noor.IsRefused(new ReleaseHold(order, holds[0].Id, " "));
        await company.Noor.IsRefused(new ReleaseHold(order, new(987_654), "No"), Refusal.NotFound);
        await company.Noor.Does(new ReleaseHold(order, holds[0].Id, "The one in Whitby"));
        await company.Noor.IsRefused(new ReleaseHold(order, holds[0].Id, "Again"));
        await company.Joe.IsRefused(new ReleaseOrder(order), "on-hold");
        await company.Noor.Does(new ReleaseHold(order, holds[1].Id, "It is Friday"));
        await company.Joe.Does(new ReleaseOrder(order));
        Assert.Contains("already released", (await company.Joe.IsRefused(new ReleaseOrder(order))).ToString());
        await company.Ana.IsRefused(new HoldOrder(order, HoldReason.Other, ""), Refusal.NotAllowed);
    }

    [Fact]
    public async Task A_cancelled_order_gives_its_stock_back()
    {
        await using var company = await Company.Open();
        var (order, part) = await company.Released(("A", 5));
        await company.Ana.Does(new ScanPick(part.Id, "A", 2));
        await company.Joe.IsRefused(new CancelOrder(order, ""));
        await company.Joe.Does(new CancelOrder(order, "The customer changed their mind"));

        Assert.Equal((OrderState.Cancelled, 5), ((await company.Order(order)).State, (await company.Order(order)).CancelledCount));
        Assert.Equal((5, 0), ((await company.Level("A")).OnHand, (await company.Level("A")).Allocated));
        Assert.Equal(FulfillmentState.Cancelled, (await company.PartOf(order)).State);
        await company.Joe.IsRefused(new CancelOrder(order, "Again"));
        await company.Joe.IsRefused(new ConfirmOrder(order));
        await company.Joe.IsRefused(new HoldOrder(order, HoldReason.Other, ""));
        await company.Ana.IsRefused(new ScanPick(part.Id, "A"));
        await company.Verified();
    }

    [Fact]
    public async Task What_is_packed_or_gone_is_not_cancelled()
    {
        await using var company = await Company.Open();
        var (order, shipment) = await company.Packed(("A", 5));
        Assert.Contains("unpack its parcel first", (await company.Joe.IsRefused(new CancelOrder(order, "Late"))).ToString());
        await company.Ana.Does(new DispatchShipment(shipment, "1Z999AA1"));
        Assert.Contains("has gone", (await company.Joe.IsRefused(new CancelOrder(order, "Late"))).ToString());
    }

    [Fact]
    public async Task An_order_that_went_in_part_is_closed_by_cancelling_the_rest()
    {
        await using var company = await Company.Open();
        await company.Receives("A", 3);
        var order = await company.Confirmed(("A", 5));
        await company.Joe.Does(new ReleaseOrder(order));
        var part = await company.PartOf(order);
        await company.Ana.Does(new ScanPick(part.Id, "A", 3));
        var shipment = (await company.Ana.Does(new PackOrder(part.Id))).Shipment;
        await company.Ana.Does(new DispatchShipment(shipment, "1Z999AA1"));
        Assert.Equal(OrderStage.ToAllocate, (await company.Order(order)).Stage);
        Assert.Contains("no goods yet", (await company.Joe.IsRefused(new ReleaseOrder(order))).ToString());

        await company.Joe.Does(new CancelOrder(order, "The rest is no longer made"));

        var seen = await company.Order(order);
        Assert.Equal((OrderState.Closed, 3, 2), (seen.State, seen.ShippedCount, seen.CancelledCount));
        await company.Verified();
    }

    [Fact]
    public async Task Drafts_do_not_go_on_and_confirming_is_done_once()
    {
        await using var company = await Company.Open();
        var order = await company.Placed(("A", 1));
        Assert.Contains("confirm it first", (await company.Joe.IsRefused(new ReleaseOrder(order))).ToString());
        await company.Joe.Does(new ConfirmOrder(order));
        Assert.Contains("already confirmed", (await company.Joe.IsRefused(new ConfirmOrder(order))).ToString());
        await company.Joe.IsRefused(new ConfirmOrder(new(987_654)), Refusal.NotFound);
    }

    [Fact]
    public async Task A_salesperson_sees_their_own_orders_only()
    {
        await using var company = await Company.Open();
        await company.Placed(("A", 1));
        var mine = (await company.Sal.Does(new PlaceOrder(Goods.Order(("B", 1))))).Order;
        await using var screen = await company.Sal.Opens<OrdersPage>();
        screen.WaitForAssertion(() => Assert.Contains(Order.NumberOf(mine), screen.Markup));
        Assert.Single(screen.All("tr[data-id]"));
        Assert.Equal(2, (await company.Read(new OrderList())).Count);
    }

    [Fact]
    public async Task Two_people_see_the_same_order_change()
    {
        await using var company = await Company.Open();
        await company.Receives("A", 2);
        var order = await company.Placed(("A", 2));
        await using var noor = await company.Noor.Opens<OrderPage>(p => p.Add(page => page.Number, order.Value));
        await using var joe = await company.Joe.Opens<OrderPage>(p => p.Add(page => page.Number, order.Value));
        noor.WaitForAssertion(() => Assert.Contains("Not confirmed", noor.Markup));
        joe.Press("Confirm");
        noor.WaitForAssertion(() => Assert.Contains("Not released", noor.Markup));
        noor.Press("Release to Leeds");
        joe.WaitForAssertion(() => Assert.Contains("Unpicked", joe.Markup));
        joe.WaitForAssertion(() => Assert.Contains("Released to the pickers", joe.Markup)); // the history is live too
    }
}

// Who pays in advance is a customer's term; here a test sets it as its department would.
[ForEveryone("A test's own way")]
public sealed record TakeInAdvance(CustomerId Id) : Command
{
    public override Task Run(Work work) => work.All<Customer>().Where(c => c.Id == Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.PaysInAdvance, true));
}
