namespace BackOffice.Fulfillment;

static class Movements
{
    public static void Add(Work work, ItemId item, LocationId at, MovementKind kind, int onHand = 0, int allocated = 0, int unavailable = 0, long valueMinor = 0,
        OrderId? order = null, ShipmentId? shipment = null, GoodsReceiptId? receipt = null, string? reason = null) =>
        work.Add(new StockMovement
        {
            Id = work.New<StockMovementId>(),
            At = work.Now,
            Item = item,
            Location = at,
            Kind = kind,
            OnHandChange = onHand,
            AllocatedChange = allocated,
            UnavailableChange = unavailable,
            ValueMinor = valueMinor,
            Order = order,
            Shipment = shipment,
            Receipt = receipt,
            Reason = reason,
            By = work.Actor.Id,
        });
}
