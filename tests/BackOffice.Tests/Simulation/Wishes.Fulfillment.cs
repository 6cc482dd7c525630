using BackOffice.Fulfillment;
using BackOffice.Kernel;

namespace BackOffice.Tests.Simulation;

static partial class Wishes
{
    static readonly string[] codes = ["A", "B", "C", "D"];

    static PlaceOrder PlaceOrder(Picture p, Luck luck)
    {
        // Some are sent again, some again with other content; some customers pay first.
        var external = luck.OneIn(3) ? $"X-{luck.Next(6)}" : luck.OneIn(4) ? null : $"N-{luck.Next(100_000)}";
        var fixedLuck = external?.StartsWith("X-", StringComparison.Ordinal) is true && !luck.OneIn(6) ? new Luck((uint)external[2]) : luck;
        var lines = Enumerable.Range(0, 1 + fixedLuck.Next(3)).Select(_ => new NewOrderLine(fixedLuck.Of(codes), "Goods", 1 + fixedLuck.Next(fixedLuck.OneIn(8) ? 40 : 5), fixedLuck.Next(20) * 250_000L)).ToMany();
        var buyer = fixedLuck.OneIn(3) && p.All<Customer>().Where(c => !c.IsWalkIn).ToList() is { Count: > 0 } customers ? new Buyer(customers[fixedLuck.Next(customers.Count)].Id) : new Buyer();
        return new(new(FulfillmentDepartment.HandChannel, external, buyer, "14 Harbour Lane\nWhitby", "United Kingdom", "GBP", lines, Priority: fixedLuck.Next(3)));
    }

    static ConfirmOrder? ConfirmOrder(Picture p, Luck luck) => luck.Pick(p.Orders, o => o.State is OrderState.Draft) is { } o ? new(o.Id) : null;
    static ReleaseOrder? ReleaseOrder(Picture p, Luck luck) => luck.Pick(p.Orders, o => o.Stage is OrderStage.ToRelease && o.OpenHoldCount == 0) is { } o ? new(o.Id) : null;
    static CancelOrder? CancelOrder(Picture p, Luck luck) => luck.Pick(p.Orders, o => o.State is OrderState.Draft or OrderState.Confirmed && o.PackedCount == 0) is { } o ? new(o.Id, "Changed their mind") : null;
    static HoldOrder? HoldOrder(Picture p, Luck luck) => luck.Pick(p.Orders, o => o.State is OrderState.Draft or OrderState.Confirmed) is { } o ? new(o.Id, luck.Of(Enum.GetValues<HoldReason>()), "Ask first") : null;
    static ReleaseHold? ReleaseHold(Picture p, Luck luck) => luck.Pick(p.All<Hold>(), h => h.IsOpen) is { } h ? new(h.Order, h.Id, "Asked") : null;
    static LiftPaymentHold? LiftPaymentHold(Picture p, Luck luck) => luck.Pick(p.Orders, o => o.OpenHoldCount > 0) is { } o ? new(o.Id, "Paid") : null;

    static ClaimPick? ClaimPick(Picture p, Luck luck) => luck.Pick(p.Parts, f => f.IsPickable) is { } f ? new(f.Id, luck.OneIn(2)) : null;

    static ScanPick? ScanPick(Picture p, Luck luck)
    {
        if (luck.Pick(p.Parts, f => f.IsPickable) is not { } part || luck.Pick([.. p.All<FulfillmentLine>().Where(l => l.FulfillmentOrder == part.Id)], l => l.Left > 0) is not { } line) return null;
        return new(part.Id, luck.OneIn(15) ? luck.Of(codes) : line.Code, luck.OneIn(12) ? line.Left + 1 : luck.OneIn(2) ? Math.Max(1, line.Left) : 1);
    }

    static ShortPick? ShortPick(Picture p, Luck luck)
    {
        if (luck.Pick(p.Parts, f => f.IsPickable) is not { } part || luck.Pick([.. p.All<FulfillmentLine>().Where(l => l.FulfillmentOrder == part.Id)], l => l.Left > 0) is not { } line) return null;
        return new(part.Id, line.Id, 1 + luck.Next(Math.Max(1, line.Left)), luck.Of(Enum.GetValues<ShortReason>()), luck.Next(6));
    }

    static PackOrder? PackOrder(Picture p, Luck luck) => luck.Pick(p.Parts, f => f.State is FulfillmentState.Picked or FulfillmentState.Incomplete) is { } f ? new(f.Id, luck.OneIn(3) ? 400 : null) : null;
    static UnpackShipment? UnpackShipment(Picture p, Luck luck) => luck.OneIn(3) && luck.Pick(p.Shipments, s => s.State is ShipmentState.Packed) is { } s ? new(s.Id) : null;
    static BuyLabel? BuyLabel(Picture p, Luck luck) => luck.Pick(p.Shipments, s => s is { State: ShipmentState.Packed, Label: LabelState.None or LabelState.Failed }) is { } s ? new(s.Id) : null;
    static RecordLabel? RecordLabel(Picture p, Luck luck) => luck.Pick(p.Shipments, s => s.Label is LabelState.Requested) is { } s ? new(s.Id, "House carrier", "parcel", $"TRACK{s.Id.Value}") : null;
    static DispatchShipment? DispatchShipment(Picture p, Luck luck) => luck.Pick(p.Shipments, s => s.State is ShipmentState.Packed) is { } s ? new(s.Id, s.Tracking is null || luck.OneIn(3) ? $"1Z{s.Id.Value:D8}" : null) : null;
    static ConfirmDelivery? ConfirmDelivery(Picture p, Luck luck) => luck.Pick(p.Shipments, s => s.State is ShipmentState.Dispatched) is { } s ? new(s.Id) : null;

    static ReceiveGoods ReceiveGoods(Picture p, Luck luck) => new(FulfillmentDepartment.MainLocation, $"DN-{luck.Next(50)}",
        Enumerable.Range(0, 1 + luck.Next(2)).Select(_ => new ReceivedLine(luck.Of(codes), "Goods", 1 + luck.Next(12), 300_000L + luck.Next(40) * 13_700L)).ToMany());

    static AdjustStock? AdjustStock(Picture p, Luck luck) => p.Items is { Count: > 0 } items
        ? new(luck.Of(items).Id, FulfillmentDepartment.MainLocation, luck.OneIn(2) ? 1 + luck.Next(4) : -1 - luck.Next(4), luck.Of(Enum.GetValues<AdjustReason>())) : null;

    static KeepItems KeepItems(Picture p, Luck luck) => new([new(luck.Of(codes), $"Name {luck.Next(3)}")]);
    static ReviewItem? ReviewItem(Picture p, Luck luck) => luck.Pick(p.Items, i => !i.IsReviewed) is { } i ? new(i.Id, "Looked at") : null;
    static OpenChannel OpenChannel(Picture p, Luck luck) => new($"web-{luck.Next(3)}", "Web", "GBP");

    static KeepCustomers KeepCustomers(Picture p, Luck luck) => new(FulfillmentDepartment.HandChannel,
        [new($"{100 + luck.Next(4)}", $"Customer {luck.Next(3)}", luck.OneIn(2) ? "hannah@wren.example" : null, PaysInAdvance: luck.OneIn(2))]);

    static StartImport StartImport(Picture p, Luck luck) => new("orders", ImportProfile.Names.Split(',')[0].Trim(), FulfillmentDepartment.HandChannel, [new("orders.csv", "no such file")]);

    static FinishImport? FinishImport(Picture p, Luck luck) => luck.Pick(p.All<Import>(), i => i.State is ImportState.Waiting or ImportState.Running) is { } i
        ? new(i.Id, luck.Of(ImportState.Done, ImportState.Stopped, ImportState.Failed), new(3, 3, 1, 1, 1, 0, 1), null, []) : null;

    static NoteImportProgress? NoteImportProgress(Picture p, Luck luck) => luck.Pick(p.All<Import>(), i => i.State is ImportState.Waiting or ImportState.Running) is { } i
        ? new(i.Id, new(2, 2, 1, 1, 0, 0, 1), "orders.csv", 100) : null;

    static KeepImportLines? KeepImportLines(Picture p, Luck luck) => luck.Pick(p.All<Import>(), i => i.State is ImportState.Running) is { } i
        ? new(i.Id, i.Channel, [new($"fp-{luck.Next(5)}", "orders.csv", 2, "raw", LineVerdict.Rejected, luck.Of(Enum.GetValues<RejectReason>()), null, null)]) : null;

    static MendLine? MendLine(Picture p, Luck luck) => luck.Pick(p.All<ImportLine>(), l => l.Verdict is LineVerdict.Rejected) is { } l
        ? new(l.Id, $"M-{luck.Next(4)}", luck.Of(codes), "Goods", "2", "1.25", null, "United Kingdom") : null;
}
