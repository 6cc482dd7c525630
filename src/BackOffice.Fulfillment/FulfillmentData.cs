namespace BackOffice.Fulfillment;

/// <summary>The department's tables by their names, where it is referenced: <c>reader.Orders</c>.</summary>
public static class FulfillmentData
{
    extension(Reader reader)
    {
        public IQueryable<Order> Orders => reader.All<Order>();
        public IQueryable<OrderLine> OrderLines => reader.All<OrderLine>();
        public IQueryable<Hold> Holds => reader.All<Hold>();
        public IQueryable<Shipment> Shipments => reader.All<Shipment>();
        public IQueryable<FulfillmentOrder> FulfillmentOrders => reader.All<FulfillmentOrder>();
        public IQueryable<Item> Items => reader.All<Item>();
        public IQueryable<StockLevel> StockLevels => reader.All<StockLevel>();
        public IQueryable<StockMovement> StockMovements => reader.All<StockMovement>();
        public IQueryable<GoodsReceipt> GoodsReceipts => reader.All<GoodsReceipt>();
        public IQueryable<Location> Locations => reader.All<Location>();
        public IQueryable<Channel> Channels => reader.All<Channel>();
        public IQueryable<Import> Imports => reader.All<Import>();
        public IQueryable<ImportLine> ImportLines => reader.All<ImportLine>();
    }
}
