using BackOffice.Accounting;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Support;
using BackOffice.Testing;
using BackOffice.Tests.Fulfillment;
using Microsoft.EntityFrameworkCore;

namespace BackOffice.Tests.Dangers.NothingMissed;

/// <summary>What people of all departments do, one thing after the other as chance has it; much of it is refused, as in life.</summary>
sealed class RandomWork(Random chance)
{
    const int Recent = 40;
    static readonly string[] codes = ["85123A", "71053", "22423", "84879", "POST-1", "20725"];
    static readonly string[] roles = ["picker", "shipping clerk", "agent", "billing"];

    List<OrderId> orders = [];
    List<(FulfillmentOrderId Id, string Code)> parts = [];
    List<ShipmentId> shipments = [];
    List<(TicketId Id, TicketMessageId? Latest, PersonId? With)> tickets = [];
    List<(HoldId Id, OrderId Order)> holds = [];
    List<ItemId> items = [];
    List<PaymentId> payments = [];
    List<InvoiceId> invoices = [];

    /// <summary>Looks at what there is by now.</summary>
    public async Task Look(Company node) => await node.Db(async reader =>
    {
        orders = await reader.All<Order>().IgnoreAutoIncludes().OrderByDescending(o => o.Id).Select(o => o.Id).Take(Recent).ToListAsync();
        parts = [.. (await reader.All<FulfillmentOrder>().OrderByDescending(f => f.Id).Take(Recent / 2).ToListAsync()).SelectMany(f => f.Lines.Select(l => (f.Id, l.Code)))];
        shipments = await reader.All<Shipment>().IgnoreAutoIncludes().OrderByDescending(s => s.Id).Select(s => s.Id).Take(Recent).ToListAsync();
        tickets = [.. (await reader.All<Ticket>().IgnoreAutoIncludes().OrderByDescending(t => t.Id).Take(Recent).Select(t => new { t.Id, t.LatestMessage, t.Assignee }).ToListAsync()).Select(t => (t.Id, t.LatestMessage, t.Assignee))];
        holds = [.. (await reader.All<Hold>().OrderByDescending(h => h.Id).Take(Recent).Select(h => new { h.Id, h.Order }).ToListAsync()).Select(h => (h.Id, h.Order))];
        items = await reader.All<Item>().IgnoreAutoIncludes().OrderBy(i => i.Id).Select(i => i.Id).Take(Recent).ToListAsync();
        payments = await reader.All<Payment>().IgnoreAutoIncludes().OrderByDescending(p => p.Id).Select(p => p.Id).Take(Recent).ToListAsync();
        invoices = await reader.All<Invoice>().IgnoreAutoIncludes().OrderByDescending(i => i.Id).Select(i => i.Id).Take(Recent).ToListAsync();
        return true;
    });

    /// <summary>Something to do.</summary>
    public ICommand Next() => chance.Next(100) switch
    {
        < 15 => Place(),
        < 20 => new ReceiveGoods(FulfillmentDepartment.MainLocation, $"DN-{chance.Next(1000)}", [new(OneOf(codes), "Goods", chance.Next(1, 30), chance.Next(1, 9) * 500_000, "A-01-1")]),
        < 27 when orders.Count > 0 => new ConfirmOrder(OneOf(orders)),
        < 34 when orders.Count > 0 => new ReleaseOrder(OneOf(orders)),
        < 42 when parts.Count > 0 => Scan(),
        < 47 when parts.Count > 0 => new PackOrder(OneOf(parts).Id, chance.Next(100, 5000)),
        < 51 when shipments.Count > 0 => new DispatchShipment(OneOf(shipments), "1Z999AA1"),
        < 53 when orders.Count > 0 => new HoldOrder(OneOf(orders), HoldReason.CustomerRequest, "The customer asked."),
        < 54 when holds.Count > 0 => Lift(),
        < 55 when orders.Count > 0 => new CancelOrder(OneOf(orders), "The customer changed their mind."),
        < 58 when items.Count > 0 => new AdjustStock(OneOf(items), FulfillmentDepartment.MainLocation, chance.Next(-2, 6), AdjustReason.Correction, "Counted."),
        < 59 when parts.Count > 0 => new ClaimPick(OneOf(parts).Id, chance.Next(2) == 0),
        < 61 when shipments.Count > 0 => new ConfirmDelivery(OneOf(shipments)),
        < 70 => Open(),
        < 74 when tickets.Count > 0 => new AddNote(OneOf(tickets).Id, "Rang the carrier."),
        < 79 when tickets.Count > 0 => Reply(),
        < 82 when tickets.Count > 0 => Assign(),
        < 84 => new TakeNext(),
        < 87 when tickets.Count > 0 => new ChangeTicketState(OneOf(tickets).Id, OneOf([TicketState.Open, TicketState.PendingCustomer, TicketState.Solved, TicketState.Spam])),
        < 89 when tickets.Count > 0 => new SetPriority(OneOf(tickets).Id, OneOf(Enum.GetValues<TicketPriority>())),
        < 90 when tickets.Count > 1 => new MergeTickets(OneOf(tickets).Id, OneOf(tickets).Id),
        < 92 when tickets.Count > 0 && orders.Count > 0 => new LinkOrder(OneOf(tickets).Id, $"O-{OneOf(orders).Value}"),
        < 95 when invoices.Count > 0 => new IssueInvoice(OneOf(invoices)),
        < 99 => new RecordPayment(chance.Next(1, 40) * 250, "GBP", new(2026, 11, 24), "HARBOUR LANE LTD", orders.Count > 0 ? $"O-{OneOf(orders).Value}" : "thanks"),
        _ => new KeepPerson("joe", "Joe Barlow", "joe@gifts.example", "Fulfillment clerk", ["fulfillment clerk", OneOf(roles)]),
    };

    /// <summary>A view of one record, as a page of it has.</summary>
    public IView? OneRecord() => chance.Next(9) switch
    {
        0 or 1 when orders.Count > 0 => new OrderDetail(OneOf(orders)),
        2 when tickets.Count > 0 => new TicketDetail(OneOf(tickets).Id),
        3 when orders.Count > 0 => new TicketsOfOrder(OneOf(orders)),
        4 when orders.Count > 0 => new MoneyOfOrder(OneOf(orders)),
        5 when parts.Count > 0 => new PickDetail(OneOf(parts).Id),
        6 when items.Count > 0 => new ItemDetail(OneOf(items)),
        7 when orders.Count > 0 => new History("Order", OneOf(orders).Value),
        8 when invoices.Count > 0 => new InvoiceDetail(OneOf(invoices)),
        _ => null,
    };

    PlaceOrder Place() => new(Goods.Order([.. Enumerable.Range(0, chance.Next(1, 3)).Select(i => (codes[(chance.Next(3) * 2) + i], chance.Next(1, 4)))]));

    ScanPick Scan()
    {
        var (part, code) = OneOf(parts);
        return new(part, code, chance.Next(1, 3));
    }

    ReleaseHold Lift()
    {
        var (hold, order) = OneOf(holds);
        return new(order, hold, "It is settled.");
    }

    OpenTicket Open()
    {
        var number = chance.Next(40);
        return new($"Customer {number}", $"customer{number}@wrenstreet.example", "Where is my parcel?", orders.Count > 0 ? $"I wait for O-{OneOf(orders).Value}." : "I wait.",
            OneOf([TicketChannel.Form, TicketChannel.Phone]), OneOf(Enum.GetValues<TicketPriority>()));
    }

    ReplyToTicket Reply()
    {
        var (ticket, latest, _) = OneOf(tickets);
        return new(ticket, "It is on its way.", OneOf([TicketState.PendingCustomer, TicketState.Solved]), latest);
    }

    AssignTicket Assign()
    {
        var (ticket, _, with) = OneOf(tickets);
        return new(ticket, OneOf<long?>([111, 112, 113, null]) is { } person ? new PersonId(person) : null, with);
    }

    T OneOf<T>(IReadOnlyList<T> all) => all[chance.Next(all.Count)];
}
