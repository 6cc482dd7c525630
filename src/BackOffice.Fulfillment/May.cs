namespace BackOffice.Fulfillment;

/// <summary>What people may do in Fulfillment; the sentences are in <see cref="FulfillmentDepartment"/>.</summary>
public static class May
{
    public const string SeeOrders = "fulfillment.see-orders";
    /// <summary>Without it, someone who may see orders sees those that they entered themselves: the row rule of salespeople.</summary>
    public const string SeeAllOrders = "fulfillment.see-all-orders";
    public const string PlaceOrders = "fulfillment.place-orders";
    public const string ConfirmOrders = "fulfillment.confirm-orders";
    public const string HoldOrders = "fulfillment.hold-orders";
    public const string ReleaseHolds = "fulfillment.release-holds";
    public const string ReleaseOrders = "fulfillment.release-orders";
    public const string CancelOrders = "fulfillment.cancel-orders";
    public const string SeeImports = "fulfillment.see-imports";
    public const string RunImports = "fulfillment.run-imports";
    public const string Pick = "fulfillment.pick";
    public const string Pack = "fulfillment.pack";
    public const string SeeShipments = "fulfillment.see-shipments";
    public const string BuyLabels = "fulfillment.buy-labels";
    public const string DispatchShipments = "fulfillment.dispatch-shipments";
    public const string SeeStock = "fulfillment.see-stock";
    public const string ReceiveGoods = "fulfillment.receive-goods";
    public const string AdjustStock = "fulfillment.adjust-stock";
    public const string SeeBoard = "fulfillment.see-board";
}
