using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Testing;

namespace BackOffice.Tests.Fulfillment;

public class ShippingTests
{
    [Fact]
    public async Task An_order_goes_from_the_shelf_to_the_carrier_and_closes()
    {
        await using var company = await Company.Open();
        await company.Receives("85123A", 10, cost: 1.10m);
        var (id, shipment) = await company.Packed(("71053", 4), ("85123A", 6));

        await company.Ana.Does(new BuyLabel(shipment));
        await company.RunErrands();
        await company.Ana.Does(new DispatchShipment(shipment));

        var order = await company.Order(id);
        Assert.Equal((OrderState.Closed, OrderStage.Shipped, 10), (order.State, order.Stage, order.ShippedCount));
        Assert.Equal((10, 0), ((await company.Level("85123A")).OnHand, (await company.Level("85123A")).Allocated));
        var sent = (await company.All<Shipment>()).Single();
        Assert.StartsWith("BO", sent.Tracking);
        // 4 × 1.00 and 6 of a stock of 10 × 1.10 and 6 × 1.00: 17.00 × 6 ÷ 16 = 6.375, half to even 6.38.
        Assert.Equal(400 + 638, sent.CostMinor);
        await company.Verified();
    }

    [Fact]
    public async Task Pressing_label_twice_buys_one()
    {
        await using var company = await Company.Open();
        var (_, shipment) = await company.Packed(("A", 1));
        await company.Ana.Does(new BuyLabel(shipment));
        await company.Ana.Does(new BuyLabel(shipment));
        Assert.Equal(1, await company.RunErrands());
        Assert.Equal(LabelState.Purchased, (await company.All<Shipment>()).Single().Label);
    }

    [Fact]
    public async Task A_label_that_the_carrier_refuses_can_be_tried_again()
    {
        await using var company = await Company.Open();
        var (_, part) = await company.Picked(("A", 1));
        var shipment = (await company.Ana.Does(new PackOrder(part.Id, WeightGrams: 45_000))).Shipment;
        await company.Ana.Does(new BuyLabel(shipment));
        await company.RunErrands();
        var failed = (await company.All<Shipment>()).Single();
        Assert.Equal(LabelState.Failed, failed.Label);
        Assert.Contains("too heavy", failed.LabelError);
        await company.Ana.Does(new BuyLabel(shipment));
        Assert.Equal(LabelState.Requested, (await company.All<Shipment>()).Single().Label);
    }

    [Fact]
    public async Task A_parcel_without_label_or_tracking_stays()
    {
        await using var company = await Company.Open();
        var (_, shipment) = await company.Packed(("A", 1));
        Assert.Contains("has no label", (await company.Ana.IsRefused(new DispatchShipment(shipment))).ToString());
        await company.Ana.IsRefused(new DispatchShipment(shipment, "123"));
        await company.Ana.Does(new DispatchShipment(shipment, "1Z999AA1"));
        Assert.Contains("already gone", (await company.Ana.IsRefused(new DispatchShipment(shipment, "1Z999AA1"))).ToString());
        await company.Ana.IsRefused(new DispatchShipment(new(999_999), "1Z999AA1"), Refusal.NotFound);
    }

    [Fact]
    public async Task Support_may_not_dispatch()
    {
        await using var company = await Company.Open();
        await company.Sam.IsRefused(new DispatchShipment(new(1), "1Z999AA1"), Refusal.NotAllowed);
    }

    [Fact]
    public async Task What_was_delivered_is_delivered_once()
    {
        await using var company = await Company.Open();
        var (id, shipment) = await company.Packed(("A", 3));
        Assert.Contains("on its way", (await company.Ana.IsRefused(new ConfirmDelivery(shipment))).ToString());
        await company.Ana.Does(new DispatchShipment(shipment, "1Z999AA1"));
        await company.Ana.Does(new ConfirmDelivery(shipment));
        await company.Ana.Does(new ConfirmDelivery(shipment));
        Assert.Equal(3, (await company.Order(id)).DeliveredCount);
    }

    [Fact]
    public async Task An_unpacked_parcel_can_be_packed_again()
    {
        await using var company = await Company.Open();
        var (id, shipment) = await company.Packed(("A", 3));
        await company.Ana.Does(new UnpackShipment(shipment));
        Assert.Equal(OrderStage.ToPack, (await company.Order(id)).Stage);
        await company.Ana.IsRefused(new DispatchShipment(shipment, "1Z999AA1"));
        await company.Ana.IsRefused(new UnpackShipment(shipment));
        await company.Ana.Does(new PackOrder((await company.PartOf(id)).Id));
        Assert.Equal(3, (await company.Order(id)).PackedCount);
        await company.Verified();
    }

    [Theory]
    [InlineData(47312482, "BO473124829GB")]
    [InlineData(1, "BO000000014GB")]
    public void Tracking_numbers_carry_the_check_digit_of_UPU_S10(long parcel, string tracking) => Assert.Equal(tracking, HouseCarrier.TrackingOf(parcel));
}
