using BackOffice.Accounting;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Support;
using Microsoft.EntityFrameworkCore;

namespace BackOffice.Web;

/// <summary>
/// Fills a new practice company: people, goods, customers, and three days of real orders in every state, with invoices,
/// payments and letters. Everything goes through the commands that people use, many at once.
/// </summary>
sealed class PracticeCompany(Commands commands, Database database, PracticeTour tour, PracticeBank bank, PracticePost post, PracticeStaff staff, TimeProvider clock)
{
    const int OrdersOfDay = 26, MostLines = 8, GoodsAtOnce = 40;
    static readonly Actor house = Actor.House(HouseActor.Simulation);

    /// <summary>Nothing if it is filled already (or real).</summary>
    public async Task Fill()
    {
        if (!database.Company.IsPractice || await IsFilled()) return;
        await People();
        await Must(new OpenChannel(PracticeOrders.Channel, "Practice shop", "GBP"));
        await Goods(Enumerable.Range(0, 3).SelectMany(OrdersOf), "PRACTICE-0", share: 3);
        await Customers();
        var now = clock.GetUtcNow().UtcDateTime;
        // The day before yesterday went well, yesterday is under way, today has just come in.
        await Day(0, now.AddDays(-2), i => i % 8 < 6 ? TourEnd.Invoiced : i % 8 == 6 ? TourEnd.Dispatched : TourEnd.Packed);
        await Day(1, now.AddDays(-1), i => (i % 8) switch { 0 or 1 => TourEnd.Dispatched, 2 => TourEnd.Labelled, 3 => TourEnd.Packed, 4 => TourEnd.Picked, 5 or 6 => TourEnd.Released, _ => TourEnd.Confirmed });
        await Day(2, now, i => i % 3 == 0 ? TourEnd.Confirmed : TourEnd.Entered);
        await Hold();
        await bank.Send(new Random(1), 20);
        await Letters();
        await Must(new OpenPracticeCompany());
    }

    async Task<bool> IsFilled()
    {
        using var reading = await database.Read();
        var opened = EventKinds.NameOf(typeof(PracticeOpened));
        return await reading.Reader.All<LogEntry>().AnyAsync(e => e.Position < 50_000 && e.Kind == opened);
    }

    async Task People()
    {
        foreach (var person in PracticePeople.All)
            await Must(new KeepPerson(person.Login, person.Name, person.Email, person.Title, person.Roles.ToMany()));
    }

    /// <summary>Buys in what the orders want, times <paramref name="share"/>; of every eleventh item too little, so that something is short.</summary>
    public async Task Goods(IEnumerable<FileOrder> orders, string deliveryNote, int share)
    {
        var goods = orders.SelectMany(order => order.Lines).GroupBy(line => Item.Codify(line.Code)).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select((lines, n) => (Line: lines.First(l => l.Description.Length > 0 || lines.All(x => x.Description.Length == 0)), Count: n % 11 == 5 ? 1 + (lines.Sum(l => l.Quantity) / 4) : lines.Sum(l => l.Quantity) * share,
                Cost: (long)(lines.Max(l => l.UnitPriceMicros) * 0.45m) / 10_000 * 10_000, Bin: $"{(char)('A' + (n % 8))}-{1 + (n / 8 % 40):00}"))
            .ToList();
        var lot = 0;
        await Task.WhenAll(goods.Chunk(GoodsAtOnce).Select(async some =>
        {
            await Must(new KeepItems(some.Select(g => new CatalogueItem(g.Line.Code, g.Line.Description is { Length: > 0 } name ? name : g.Line.Code)).ToMany()));
            await Must(new ReceiveGoods(FulfillmentDepartment.MainLocation, $"{deliveryNote}-{Interlocked.Increment(ref lot)}",
                some.Select(g => new ReceivedLine(g.Line.Code, g.Line.Description, Math.Clamp(g.Count, 1, 100_000), g.Cost, g.Bin)).ToMany(), "Northern Wholesale"));
        }));
    }

    async Task Customers()
    {
        var listed = Enumerable.Range(0, 3).SelectMany(PracticeOrders.Of).Select(order => order.Lines[0]).Where(line => line.Customer is not null)
            .DistinctBy(line => line.Customer).Select(line => PracticeOrders.Customer(line.Customer!, line.Country)).ToList();
        foreach (var some in listed.Chunk(KeepCustomers.Most)) await Must(new KeepCustomers(PracticeOrders.Channel, some.ToMany()));
    }

    // Each order goes its way by itself; many are under way at once, so that the writer commits them in groups.
    Task Day(int day, DateTime until, Func<int, TourEnd> end)
    {
        var orders = OrdersOf(day);
        return Task.WhenAll(orders.Select(async (order, i) =>
        {
            if (await tour.Enter(PracticeOrders.Make(order, day, until.AddMinutes(-9 * (orders.Count - i)))) is { } id) await tour.Carry(id, end(i));
        }));
    }

    static List<FileOrder> OrdersOf(int day) => [.. PracticeOrders.Of(day).Where(order => order.Lines.Count <= MostLines).Take(OrdersOfDay)];

    async Task Hold()
    {
        List<OrderId> some;
        using (var reading = await database.Read())
            some = await reading.Reader.Orders.IgnoreAutoIncludes().Where(o => o.State == OrderState.Confirmed && o.OpenHoldCount == 0 && o.ReleasedCount == 0).OrderBy(o => o.Id).Select(o => o.Id).Take(3).ToListAsync();
        HoldReason[] reasons = [HoldReason.Address, HoldReason.CustomerRequest, HoldReason.FraudCheck];
        string[] notes = ["The house number is missing", "Ship together with the order of next week", "Three cards were tried"];
        for (var i = 0; i < some.Count; i++) await tour.Does("Noor", new HoldOrder(some[i], reasons[i], notes[i]));
    }

    async Task Letters()
    {
        var chance = new Random(2);
        for (var i = 0; i < PracticeMails.All.Count; i++) await post.Write(i, chance);
        List<TicketId> tickets;
        using (var reading = await database.Read()) tickets = await reading.Reader.All<Ticket>().OrderBy(t => t.Id).Select(t => t.Id).Take(4).ToListAsync();
        if (tickets.Count < 4 || await staff.Of("Sam") is not { } sam) return;
        await tour.Does("Sam", new AssignTicket(tickets[0], sam.Id, null));
        await tour.Does("Sam", new ReplyToTicket(tickets[1], "Good morning,\n\nthank you for writing. I have asked the carrier and will tell you by noon.\n\nSam", TicketState.PendingCustomer, null));
        await tour.Does("Greta", new AddNote(tickets[2], "The warehouse says that the box left whole; ask for a picture."));
    }

    async Task Must(ICommand command)
    {
        var outcome = await commands.Send(command, house);
        if (outcome.Refusal is { } refusal) throw new RefusedException(refusal);
    }
}
