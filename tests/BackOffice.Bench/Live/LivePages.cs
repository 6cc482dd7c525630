using System.Globalization;
using System.Text;
using BackOffice.Accounting;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Bench;

/// <summary>A page of the product as it is measured: who looks at it, and a real command that changes what it shows.</summary>
abstract class LivePage
{
    public static IReadOnlyDictionary<string, LivePage> All { get; } = new Dictionary<string, LivePage>
    {
        ["queue"] = new QueuePage(),
        ["orders"] = new OrdersPage(),
        ["board"] = new BoardPage(),
        ["cash"] = new CashPage(),
        ["order"] = new OrderPage(),
    };

    /// <summary>The people who look at it; circuits are dealt out among them.</summary>
    public abstract string[] Watchers { get; }
    /// <summary>Whether a change writes its number into what is shown; else any batch after it counts.</summary>
    public virtual bool IsStamped => true;
    /// <summary>Fills the page as on a full day; its address.</summary>
    public abstract Task<string> Prepare(IServiceProvider services);
    /// <summary>One change by a real command.</summary>
    public abstract Task Change(IServiceProvider services, int number);

    /// <summary>What a change leaves on the page to be recognised by.</summary>
    public static string Stamp(int number) => string.Create(CultureInfo.InvariantCulture, $"zq{number:0000000}qz");

    protected static async Task Send(IServiceProvider services, ICommand command)
    {
        var outcome = await services.GetRequiredService<Commands>().Send(command, Actor.House(HouseActor.Simulation));
        if (!outcome.Ok) throw new InvalidOperationException($"{command.GetType().Name} was refused: {outcome.Refusal}");
    }

    protected static async Task<T> Look<T>(IServiceProvider services, Func<Reader, Task<T>> look)
    {
        using var reading = await services.GetRequiredService<Database>().Read();
        return await look(reading.Reader);
    }

    protected static PlaceOrder NewOrder(string externalId) => new(new(FulfillmentDepartment.HandChannel, externalId, new(), "1 Street", "United Kingdom", "GBP", [new("22423", "Goods", 1, 2_500_000)]));
}

/// <summary>A hundred open tickets; a customer writes again, and the row shows what.</summary>
sealed class QueuePage : LivePage
{
    const int Rows = 100;
    List<(TicketId Id, string Address)> tickets = [];

    public override string[] Watchers => ["Sam Walker", "Greta Olsen", "Stella Marsh", "Max Stone"];

    public override async Task<string> Prepare(IServiceProvider services)
    {
        var have = await Look(services, reader => reader.Read(new Queue(QueueTab.All)));
        for (var i = have.Count; i < Rows; i++)
            await Send(services, new OpenTicket($"Customer {i}", $"customer{i}@wrenstreet.example", $"Question {i} about a parcel", $"Where is the parcel that I ordered on the {i + 1}th? It should have been here long ago."));
        var ids = (await Look(services, reader => reader.Read(new Queue(QueueTab.All)))).Select(row => row.Id).ToList();
        tickets = (await Look(services, reader => reader.All<Ticket>().Where(t => ids.Contains(t.Id)).Select(t => new { t.Id, t.RequesterAddress }).ToListAsync())).ConvertAll(t => (t.Id, t.RequesterAddress));
        return "/queue";
    }

    public override async Task Change(IServiceProvider services, int number)
    {
        var (id, address) = tickets[number % tickets.Count];
        var mail = $"From: A customer <{address}>\r\nTo: help@practice.example\r\nSubject: Re: [T-{id.Value}] my parcel\r\nMessage-ID: <{Stamp(number)}@wrenstreet.example>\r\nDate: Tue, 24 Nov 2026 10:00:00 +0000\r\n\r\n{Stamp(number)} Is there any news of it?\r\n";
        var end = await services.GetRequiredService<MailIntake>().Take(Encoding.ASCII.GetBytes(mail), "bench", Stamp(number));
        if (end.Ticket != id) throw new InvalidOperationException($"The letter did not join {id}.");
    }
}

/// <summary>The list of orders, the newest first; one more comes in.</summary>
sealed class OrdersPage : LivePage
{
    public override string[] Watchers => ["Noor Haddad", "Joe Barlow", "Ana Ruiz", "Max Stone"];

    public override async Task<string> Prepare(IServiceProvider services)
    {
        for (var i = (await Look(services, reader => reader.Read(new OrderList()))).Count; i < 100; i++) await Send(services, NewOrder($"before-{i}"));
        return "/orders";
    }

    public override Task Change(IServiceProvider services, int number) => Send(services, NewOrder(Stamp(number)));
}

/// <summary>The fulfillment board; the order that must leave first is held, and goes on.</summary>
sealed class BoardPage : LivePage
{
    OrderId first;

    public override string[] Watchers => ["Noor Haddad", "Max Stone"];
    public override bool IsStamped => false;

    public override async Task<string> Prepare(IServiceProvider services)
    {
        first = (await Look(services, reader => reader.Read(new PromisesAtRisk())))[0].Id;
        return "/board";
    }

    public override async Task Change(IServiceProvider services, int number)
    {
        var open = await Look(services, reader => reader.All<Order>().Where(o => o.Id == first).SelectMany(o => o.Holds).Where(h => h.ReleasedAt == null && h.Reason == HoldReason.CustomerRequest).Select(h => (HoldId?)h.Id).FirstOrDefaultAsync());
        await Send(services, open is { } hold ? new ReleaseHold(first, hold, Stamp(number)) : new HoldOrder(first, HoldReason.CustomerRequest, Stamp(number)));
    }
}

/// <summary>Cash today; a receipt comes in that nobody has claimed.</summary>
sealed class CashPage : LivePage
{
    public override string[] Watchers => ["Priya Nair", "Carl Weber", "Tess Imrie", "Max Stone"];

    public override Task<string> Prepare(IServiceProvider services) => Task.FromResult("/cash");

    public override Task Change(IServiceProvider services, int number) =>
        Send(services, new RecordPayment(1_000 + number, "GBP", services.GetRequiredService<Database>().Company.DayOf(DateTime.UtcNow).AddDays(-1), "A buyer", Stamp(number), Stamp(number)));
}

/// <summary>One order; it is held with a word why, and released.</summary>
sealed class OrderPage : LivePage
{
    readonly Queue<HoldId> holds = [];
    OrderId order;

    public override string[] Watchers => ["Noor Haddad", "Joe Barlow", "Stella Marsh", "Max Stone"];

    public override async Task<string> Prepare(IServiceProvider services)
    {
        order = (await Look(services, reader => reader.Read(new PromisesAtRisk())))[0].Id;
        return $"/orders/{order.Value}";
    }

    public override async Task Change(IServiceProvider services, int number)
    {
        if (holds.TryDequeue(out var hold)) await Send(services, new ReleaseHold(order, hold, Stamp(number)));
        else
        {
            await Send(services, new HoldOrder(order, HoldReason.CustomerRequest, Stamp(number)));
            holds.Enqueue(await Look(services, reader => reader.All<Order>().Where(o => o.Id == order).SelectMany(o => o.Holds).Where(h => h.ReleasedAt == null).OrderByDescending(h => h.Id).Select(h => h.Id).FirstAsync()));
        }
    }
}
