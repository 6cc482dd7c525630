using BackOffice.Accounting;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using Microsoft.EntityFrameworkCore;

namespace BackOffice.Web;

/// <summary>How far an order is carried.</summary>
enum TourEnd { Entered, Confirmed, Released, Picked, Packed, Labelled, Dispatched, Invoiced }

/// <summary>
/// Carries orders of the practice company through the house, each step by the person whose work it is and through the same
/// command that their button sends. A step that is refused (a hold, no goods) ends the tour there: so orders wait everywhere.
/// </summary>
sealed class PracticeTour(Commands commands, Database database, PracticeStaff staff)
{
    public async Task<OrderId?> Enter(NewOrder order)
    {
        var outcome = await commands.Send(new PlaceOrder(order), Actor.House(HouseActor.Simulation), $"practice-{order.ExternalId}", behind: true);
        return outcome.Answer?.Order;
    }

    /// <summary>From its entry to the given end, without rest; where it stopped.</summary>
    public async Task<TourEnd> Carry(OrderId order, TourEnd end)
    {
        for (var step = TourEnd.Confirmed; step <= end; step++)
            if (!await Step(order, step)) return step - 1;
        return end;
    }

    /// <summary>One step; false if it cannot be done now.</summary>
    public async Task<bool> Step(OrderId order, TourEnd step) => step switch
    {
        TourEnd.Confirmed => await Does("Joe", new ConfirmOrder(order)),
        TourEnd.Released => await Does("Joe", new ReleaseOrder(order)),
        TourEnd.Picked => await Pick(order),
        TourEnd.Packed => await Part(order) is { } part && await Does("Ana", new PackOrder(part.Id)),
        TourEnd.Labelled => await Parcel(order) is { } parcel && await Does("Ana", new BuyLabel(parcel)),
        TourEnd.Dispatched => await Dispatch(order),
        TourEnd.Invoiced => await Draft(order) is { } invoice && await Does("Bea", new IssueInvoice(invoice)),
        _ => true,
    };

    public async Task<bool> Does(string who, ICommand command) => await staff.Of(who) is { } actor && (await commands.Send(command, actor, behind: true)).Ok;

    async Task<bool> Pick(OrderId order)
    {
        if (await Part(order) is not { IsPickable: true } part || !await Does("Ana", new ClaimPick(part.Id, TakeOver: true))) return false;
        foreach (var line in part.Lines.Where(line => line.Left > 0))
            if (!await Does("Ana", new ScanPick(part.Id, line.Code, line.Left))) return false;
        return true;
    }

    // The label may still be on its way from the carrier: then the number is typed, as in life.
    async Task<bool> Dispatch(OrderId order) => await Parcel(order) is { } parcel
        && (await Does("Ana", new DispatchShipment(parcel)) || await Does("Ana", new DispatchShipment(parcel, $"PRACTICE{parcel.Value}")));

    Task<FulfillmentOrder?> Part(OrderId order) => Look(reader => reader.FulfillmentOrders.Where(f => f.Order == order && f.State != FulfillmentState.Closed).OrderBy(f => f.Id).FirstOrDefaultAsync());

    Task<ShipmentId?> Parcel(OrderId order) => Look(reader => reader.Shipments.Where(s => s.Order == order && s.State == ShipmentState.Packed).OrderBy(s => s.Id).Select(s => (ShipmentId?)s.Id).FirstOrDefaultAsync());

    Task<InvoiceId?> Draft(OrderId order) => Look(reader => reader.Invoices.Where(i => i.Order == order && i.State == InvoiceState.Draft).OrderBy(i => i.Id).Select(i => (InvoiceId?)i.Id).FirstOrDefaultAsync());

    async Task<T> Look<T>(Func<Reader, Task<T>> look)
    {
        using var reading = await database.Read();
        return await look(reading.Reader);
    }
}

/// <summary>The practice people as actors, by their given names.</summary>
sealed class PracticeStaff(Access access)
{
    public Task<Actor?> Of(string givenName) => access.ByLogin(givenName.ToLowerInvariant());
}
