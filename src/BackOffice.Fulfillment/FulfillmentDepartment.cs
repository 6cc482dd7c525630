using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BackOffice.Fulfillment;

/// <summary>How Fulfillment plugs in.</summary>
public sealed partial class FulfillmentDepartment : Department
{
    /// <summary>The location and the channel that every company has from its first day.</summary>
    public static readonly LocationId MainLocation = new(1);

    public const string HandChannel = "hand";

    public override string Name => "Fulfillment";

    public override void Map(ModelBuilder model, BackOfficeDb db) => FulfillmentMap.Map(model, db);

    public override CustomerRecords? CustomerRecords { get; } = new OrdersOfCustomer();

    public override void Serve(IServiceCollection services)
    {
        services.AddSingleton<OrderImport>();
        services.TryAddSingleton<ICarrier, HouseCarrier>();
    }

    public override void ServeWorkers(IServiceCollection services) => services.AddHostedService<ImportRunner>();

    public override IReadOnlyList<Permission> Permissions =>
    [
        new(May.SeeOrders, "See orders"),
        new(May.SeeAllOrders, "See orders that others entered"),
        new(May.PlaceOrders, "Enter orders"),
        new(May.ConfirmOrders, "Confirm orders and allocate their goods"),
        new(May.HoldOrders, "Put orders on hold"),
        new(May.ReleaseHolds, "Release holds"),
        new(May.ReleaseOrders, "Release orders to the pickers"),
        new(May.CancelOrders, "Cancel orders"),
        new(May.SeeImports, "See imports of order files"),
        new(May.RunImports, "Import order files and mend their lines"),
        new(May.Pick, "Pick goods"),
        new(May.Pack, "Pack parcels"),
        new(May.SeeShipments, "See parcels"),
        new(May.BuyLabels, "Buy labels"),
        new(May.DispatchShipments, "Hand parcels to carriers"),
        new(May.SeeStock, "See stock"),
        new(May.ReceiveGoods, "Receive goods"),
        new(May.AdjustStock, "Adjust stock and review items"),
        new(May.SeeBoard, "See the fulfillment board"),
    ];

    static readonly string[] clerk = [May.SeeOrders, May.SeeAllOrders, May.PlaceOrders, May.ConfirmOrders, May.HoldOrders, May.ReleaseHolds, May.ReleaseOrders, May.CancelOrders, May.SeeImports, May.RunImports, May.SeeStock, May.SeeShipments, May.SeeBoard];
    static readonly string[] picker = [May.SeeOrders, May.SeeAllOrders, May.Pick, May.Pack, May.SeeShipments, May.SeeStock, May.SeeBoard];
    static readonly string[] shipping = [May.SeeOrders, May.SeeAllOrders, May.Pack, May.SeeShipments, May.BuyLabels, May.DispatchShipments, May.SeeBoard];
    static readonly string[] keeper = [May.SeeOrders, May.SeeAllOrders, May.SeeStock, May.ReceiveGoods, May.AdjustStock, May.SeeBoard];
    static readonly string[] looker = [May.SeeOrders, May.SeeAllOrders, May.SeeShipments, May.SeeStock, May.SeeBoard];

    public override IReadOnlyDictionary<string, string[]> Roles => new Dictionary<string, string[]>
    {
        ["salesperson"] = [May.SeeOrders, May.PlaceOrders, May.SeeStock],
        ["fulfillment clerk"] = clerk,
        ["picker"] = picker,
        ["shipping clerk"] = shipping,
        ["stock keeper"] = keeper,
        ["fulfillment supervisor"] = [.. clerk.Concat(picker).Concat(shipping).Concat(keeper).Distinct()],
        // Other departments' people look; what they do to an order goes through their own commands and these doors.
        ["billing"] = looker,
        ["receivables"] = [.. looker, May.HoldOrders, May.ReleaseHolds],
        ["controller"] = looker,
        ["treasurer"] = [May.SeeOrders, May.SeeAllOrders, May.ReleaseHolds],
        ["payables"] = [May.SeeStock],
        ["agent"] = [.. looker, May.HoldOrders],
        ["support supervisor"] = [.. looker, May.HoldOrders, May.ReleaseHolds],
        ["auditor"] = [.. looker, May.SeeImports],
    };

    /// <summary>Who may not see what others entered (a salesperson) sees their own orders only; who works at one place, that place.</summary>
    public override Reach Narrow(Reach reach, IReadOnlySet<string> permissions, Person person) => reach with
    {
        OnlyOwn = permissions.Contains(May.SeeOrders) && !permissions.Contains(May.SeeAllOrders) ? person.Id : reach.OnlyOwn,
        OnlyAt = person.Place ?? reach.OnlyAt,
    };

    public override IReadOnlyList<Duty> Duties =>
    [
        new(nameof(PlaceOrder), nameof(ReleaseHold), typeof(OrderId)),
        // The same clerk often sees why it was held and that it is mended; switched on where that is not wanted.
        new(nameof(HoldOrder), nameof(ReleaseHold), typeof(OrderId), IsOn: false),
    ];

    public override IReadOnlyList<ShippedLimit> Limits => [new("stock keeper", May.AdjustStock, 500)];

    public override async Task Seed(BackOfficeDb db, DateTime now)
    {
        if (await db.Set<Location>().AnyAsync()) return;
        var company = db.Set<CompanyInfo>().Local.FirstOrDefault() ?? await db.Set<CompanyInfo>().SingleAsync();
        var walkIn = new Customer { Id = new(1), Number = "WALK-IN", Name = "Walk-in customer", IsWalkIn = true, CreatedAt = now };
        db.Add(walkIn);
        db.Add(new Location { Id = MainLocation, Code = "MAIN", Name = company.IsPractice ? "Leeds" : "Main warehouse", Address = company.IsPractice ? "8 Canal Wharf\nLeeds LS11 5PU" : "", Zone = company.Zone });
        db.Add(new Channel { Id = new(1), Code = HandChannel, Name = "By hand", Currency = company.Currency, WalkIn = walkIn.Id, Location = MainLocation });
    }
}
