using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BackOffice.Fulfillment;

/// <summary>The department's tables: keys, indexes for what pages ask, and the CHECKs that are the last line behind every update.</summary>
static class FulfillmentMap
{
    public static void Map(ModelBuilder model, BackOfficeDb db)
    {
        MapOrders(model, db);
        MapStock(model);
        MapWork(model);
        MapImports(model);
        RuleRows(model, db);
    }

    static void MapOrders(ModelBuilder model, BackOfficeDb db)
    {
        model.Entity<Channel>(e => { e.HasKey(c => c.Id); e.HasIndex(c => c.Code).IsUnique(); });
        model.Entity<Order>(e =>
        {
            e.HasKey(o => o.Id);
            e.HasIndex(o => new { o.Channel, o.ExternalId }).IsUnique();
            e.HasIndex(o => o.ExternalId);
            e.HasIndex(o => new { o.Stage, o.Id });
            e.HasIndex(o => new { o.Channel, o.Id });
            e.HasIndex(o => new { o.Stage, o.ShipBy, o.Id });
            e.HasIndex(o => new { o.State, o.OpenHoldCount, o.Id });
            e.HasIndex(o => new { o.Customer, o.GoodsHash });
            e.HasIndex(o => new { o.Customer, o.Id });
            e.HasIndex(o => new { o.EnteredBy, o.Id });
            e.HasIndex(o => o.Import);
            Parts(e.HasMany(o => o.Lines).WithOne().HasForeignKey(l => l.Order));
            Parts(e.HasMany(o => o.Holds).WithOne().HasForeignKey(h => h.Order));
            e.Navigation(o => o.Lines).AutoInclude();
            e.Navigation(o => o.Holds).AutoInclude();
        });
        model.Entity<OrderLine>(e =>
        {
            e.HasKey(l => l.Id);
            e.HasIndex(l => new { l.Item, l.Backordered });
            // Few lines of many wait for goods; what asks for them must not look at the others.
            e.HasIndex(l => l.Backordered).HasFilter(Sql("[Backordered] > 0"));
            e.ToTable("OrderLines", table => table.HasCheckConstraint("OrderLines_add_up", Sql(
                "[Cancelled] >= 0 AND [Backordered] >= 0 AND [Allocated] >= 0 AND [Released] >= 0 AND [Released] <= [Allocated] AND [Picked] >= 0 AND [Packed] >= 0 AND [Shipped] >= 0 AND " +
                "[Delivered] <= [Shipped] AND [Cancelled] + [Backordered] + [Allocated] + [Picked] + [Packed] + [Shipped] <= [Ordered]")));
        });
        model.Entity<Hold>(e => e.HasKey(h => h.Id));
    }

    static void MapStock(ModelBuilder model)
    {
        model.Entity<Location>(e => { e.HasKey(l => l.Id); e.HasIndex(l => l.Code).IsUnique(); });
        model.Entity<Item>(e =>
        {
            e.HasKey(i => i.Id);
            e.HasIndex(i => i.Code).IsUnique();
            e.HasIndex(i => i.Barcode);
            e.HasIndex(i => new { i.IsReviewed, i.Code });
        });
        model.Entity<ItemCost>(e =>
        {
            e.HasKey(c => c.Id);
            e.ToTable("ItemCosts", table => table.HasCheckConstraint("ItemCosts_end_together", Sql("[Count] >= 0 AND [ValueMinor] >= 0 AND ([Count] > 0 OR [ValueMinor] = 0)")));
        });
        model.Entity<StockLevel>(e =>
        {
            e.HasKey(s => new { s.Item, s.Location });
            e.HasIndex(s => s.Location);
            e.ToTable("StockLevels", table => table.HasCheckConstraint("StockLevels_never_negative", Sql(
                "[OnHand] >= 0 AND [Allocated] >= 0 AND [Unavailable] >= 0 AND [SafetyStock] >= 0 AND [Allocated] + [Unavailable] <= [OnHand]")));
        });
        model.Entity<StockMovement>(e =>
        {
            e.HasKey(m => m.Id);
            e.HasIndex(m => new { m.Item, m.Location, m.Id });
            e.HasIndex(m => new { m.Item, m.Id });
            e.HasIndex(m => m.Order);
            // SQL Server has to be told of the guards, or its way of writing many rows fails.
            e.ToTable("StockMovements", table => { table.HasTrigger("StockMovements_UPDATE"); table.HasTrigger("StockMovements_DELETE"); });
        });
        model.Entity<GoodsReceipt>(e =>
        {
            e.HasKey(r => r.Id);
            Parts(e.HasMany(r => r.Lines).WithOne().HasForeignKey(l => l.Receipt));
            e.Navigation(r => r.Lines).AutoInclude();
        });
        model.Entity<GoodsReceiptLine>(e => e.HasKey(l => l.Id));
    }

    static void MapWork(ModelBuilder model)
    {
        model.Entity<FulfillmentOrder>(e =>
        {
            e.HasKey(f => f.Id);
            e.HasIndex(f => f.Order);
            e.HasIndex(f => new { f.State, f.ShipBy, f.Id });
            Parts(e.HasMany(f => f.Lines).WithOne().HasForeignKey(l => l.FulfillmentOrder));
            e.Navigation(f => f.Lines).AutoInclude();
        });
        model.Entity<FulfillmentLine>(e => e.HasKey(l => l.Id));
        model.Entity<Shipment>(e =>
        {
            e.HasKey(s => s.Id);
            e.HasIndex(s => s.Order);
            e.HasIndex(s => s.Tracking);
            e.HasIndex(s => new { s.State, s.ShipBy, s.Id });
            e.HasIndex(s => s.DispatchedAt);
            Parts(e.HasMany(s => s.Lines).WithOne().HasForeignKey(l => l.Shipment));
            e.Navigation(s => s.Lines).AutoInclude();
        });
        model.Entity<ShipmentLine>(e => e.HasKey(l => l.Id));
    }

    static void MapImports(ModelBuilder model)
    {
        model.Entity<Import>(e =>
        {
            e.HasKey(i => i.Id);
            e.HasIndex(i => i.State);
            Parts(e.HasMany(i => i.Files).WithOne().HasForeignKey(f => f.Import));
            e.Navigation(i => i.Files).AutoInclude();
            e.ToTable("Imports", table => table.HasCheckConstraint("Imports_add_up", Sql("[ReadCount] = [AcceptedCount] + [RejectedCount] + [SetAsideCount] + [DuplicateCount]")));
        });
        model.Entity<ImportFile>(e => e.HasKey(f => f.Id));
        model.Entity<ImportLine>(e =>
        {
            e.HasKey(l => l.Id);
            e.HasIndex(l => new { l.Channel, l.Fingerprint }).IsUnique();
            e.HasIndex(l => new { l.Import, l.Verdict, l.Id });
            e.HasIndex(l => new { l.State, l.Verdict, l.Id });
        });
    }

    // Who sees only what they entered (salespeople), and who works at one place (pickers), sees of each table this much. The order
    // carries owner and place; what belongs to an order is seen by whom sees the order. See docs/decisions/0009.
    static void RuleRows(ModelBuilder model, BackOfficeDb db)
    {
        const string rule = "reach";
        model.Entity<Order>().HasQueryFilter(rule, o => (db.Reach.OnlyOwn == null || o.EnteredBy == db.Reach.OnlyOwn) && (db.Reach.OnlyAt == null || o.Location == LocationOf(db.Reach)));
        model.Entity<OrderLine>().HasQueryFilter(rule, l => db.Set<Order>().Any(o => o.Id == l.Order));
        model.Entity<Hold>().HasQueryFilter(rule, h => db.Set<Order>().Any(o => o.Id == h.Order));
        model.Entity<FulfillmentOrder>().HasQueryFilter(rule, f => (db.Reach.OnlyAt == null || f.Location == LocationOf(db.Reach)) && db.Set<Order>().Any(o => o.Id == f.Order));
        model.Entity<Shipment>().HasQueryFilter(rule, s => (db.Reach.OnlyAt == null || s.Location == LocationOf(db.Reach)) && db.Set<Order>().Any(o => o.Id == s.Order));
        model.Entity<Import>().HasQueryFilter(rule, i => (db.Reach.OnlyOwn == null || i.CreatedBy == db.Reach.OnlyOwn)
            && (db.Reach.OnlyAt == null || db.Set<Channel>().Any(c => c.Code == i.Channel && c.Location == LocationOf(db.Reach))));
        model.Entity<ImportLine>().HasQueryFilter(rule, l => db.Set<Import>().Any(i => i.Id == l.Import));
        // Stock is nobody's own, but it lies somewhere.
        model.Entity<Location>().HasQueryFilter(rule, l => db.Reach.OnlyAt == null || l.Id == LocationOf(db.Reach));
        model.Entity<StockLevel>().HasQueryFilter(rule, s => db.Reach.OnlyAt == null || s.Location == LocationOf(db.Reach));
        model.Entity<StockMovement>().HasQueryFilter(rule, m => db.Reach.OnlyAt == null || m.Location == LocationOf(db.Reach));
        model.Entity<GoodsReceipt>().HasQueryFilter(rule, r => db.Reach.OnlyAt == null || r.Location == LocationOf(db.Reach));
    }

    static LocationId? LocationOf(Reach reach) => reach.OnlyAt is { } place ? new(place) : null;

    static void Parts<TRoot, TPart>(ReferenceCollectionBuilder<TRoot, TPart> parts) where TRoot : class where TPart : class => parts.IsRequired();

    // Both databases read a name in double quotes.
    static string Sql(string check) => check.Replace('[', '"').Replace(']', '"');
}
