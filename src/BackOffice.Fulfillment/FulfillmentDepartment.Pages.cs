using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace BackOffice.Fulfillment;

public sealed partial class FulfillmentDepartment
{
    public override IReadOnlyList<Place> Places =>
    [
        new("Board", "/board", "board", May.SeeBoard, "g b"),
        new("Orders", "/orders", "orders", May.SeeOrders, "g o"),
        new("Intake", "/intake", "upload", May.SeeImports, "g i", new OpenImportLines()),
        new("Pick and pack", "/pick", "scan", May.Pick, "g p", new PartsWaiting()),
        new("Dispatch", "/dispatch", "truck", May.SeeShipments, "g d"),
        new("Stock", "/stock", "shelf", May.SeeStock, "g s"),
        new("Receiving", "/receiving", "box", May.ReceiveGoods, "g r"),
    ];

    public override IReadOnlyList<Tile> Tiles =>
    [
        new("fulfillment", 1, new NextCutOffTile()), new("fulfillment", 2, new CutOffsTile()), new("fulfillment", 3, new WorkByStageTile()), new("fulfillment", 4, new PackedParcelsTile()),
        new("fulfillment", 5, new GoneTodayTile()), new("fulfillment", 6, new ShortUnitsTile()), new("fulfillment", 7, new OpenOrdersTile()),
        new("company", 1, new NextCutOffTile()), new("company", 2, new OpenOrdersTile()), new("company", 3, new GoneTodayTile()),
    ];

    public override IReadOnlyList<Lookups> Lookups =>
    [
        Kernel.Lookups.For<Order>("order", May.SeeOrders, order => new(order.Id, order.Number, $"{order.Channel} {order.ExternalId}", $"/orders/{order.Id.Value}",
            order.Number, order.ExternalId ?? "", order.Id.Value.ToString(CultureInfo.InvariantCulture)) { Owner = order.EnteredBy, Place = order.Location.Value }),
        Kernel.Lookups.For<Item>("item", May.SeeStock, item => new(item.Id, item.Name, item.Code, $"/stock/{item.Id.Value}", item.Code, item.Name), nameof(Item.Name)),
        Kernel.Lookups.For<Shipment>("parcel", May.SeeShipments, shipment => new(shipment.Id, shipment.Number, shipment.Tracking ?? "", $"/orders/{shipment.Order.Value}", shipment.Number, shipment.Tracking ?? ""),
            nameof(Shipment.Tracking)),
    ];

    public override IEnumerable<View<Many<WorkItem>>> WorkFor(Actor actor)
    {
        if (actor.May(May.ReleaseOrders)) yield return new OrdersToPush();
        if (actor.May(May.Pick)) yield return new PicksWaiting();
        if (actor.May(May.DispatchShipments)) yield return new ParcelsWaiting();
        if (actor.May(May.RunImports)) yield return new LinesToMend();
        if (actor.May(May.ReceiveGoods)) yield return new GoodsWaitedFor();
    }

    public override void Doors(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/documents/label/{id:long}", [Authorize(May.SeeShipments)] async (long id, HttpContext http, Database database) => await Document(id, http, database, LabelDocument.Of));
        routes.MapGet("/documents/packing-slip/{id:long}", [Authorize(May.SeeShipments)] async (long id, HttpContext http, Database database) => await Document(id, http, database, PackingSlip.Of));
        routes.MapGet("/documents/pick-list/{id:long}", [Authorize(May.Pick)] async (long id, HttpContext http, Database database) =>
        {
            using var reading = await database.ReadAs(http);
            var part = await reading.Reader.FulfillmentOrders.FirstOrDefaultAsync(f => f.Id == new FulfillmentOrderId(id));
            return part is null ? Results.NotFound() : Results.File(PickList.Of(part, Texts.In(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName)), "application/pdf");
        });
        routes.MapPost("/uploads/orders", [Authorize(May.RunImports)] async (HttpContext http, Files files, Commands commands, Access access) =>
            await UploadedOrders.Take(http, files, commands, access)).TakesFiles(OrderImport.LargestFile, UploadedOrders.MostFiles);
    }

    static async Task<IResult> Document(long id, HttpContext http, Database database, Func<Shipment, Location, Texts, byte[]> document)
    {
        using var reading = await database.ReadAs(http);
        var shipment = await reading.Reader.Shipments.FirstOrDefaultAsync(s => s.Id == new ShipmentId(id));
        if (shipment is null) return Results.NotFound();
        var location = await reading.Reader.Locations.SingleAsync(l => l.Id == shipment.Location);
        return Results.File(document(shipment, location, Texts.In(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName)), "application/pdf");
    }

}
