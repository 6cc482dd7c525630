using BackOffice.Accounting;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Support;
using BackOffice.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests.Simulation;

/// <summary>
/// Two or three commands on the same order, parcel, payment, ticket or item at the same instant from as many threads, in one process and in
/// two on the same file. What comes of it must be what one of their orders would have made, one after the other.
/// <c>BACKOFFICE_SIM_RACES</c> says how many.
/// </summary>
public class RaceTests(ITestOutputHelper output)
{
    static readonly string[][] groups =
    [
        ["ConfirmOrder", "CancelOrder", "HoldOrder", "ReleaseOrder", "ReleaseHold"],
        ["ClaimPick", "ScanPick", "ShortPick", "PackOrder", "CancelOrder", "HoldOrder"],
        ["UnpackShipment", "BuyLabel", "DispatchShipment", "CancelOrder", "HoldOrder"],
        ["IssueInvoice", "RecordPayment", "ApplyReceipt", "RecordInvoiceMailed", "ConfirmDelivery"],
        ["ApplyReceipt", "KeepAsCredit", "UnapplyReceipt", "ApplyReceipt"],
        ["ReplyToTicket", "AssignTicket", "ChangeTicketState", "SetPriority", "AddNote", "TakeNext", "HandTicketTo"],
        ["ConfirmOrder", "ReceiveGoods", "AdjustStock", "PlaceOrder", "ConfirmOrder"],
        ["ImportStatement", "ImportStatement", "ClosePeriod", "PostEntry"],
        ["PlaceOrder", "StoreRawMail", "RecordPayment", "KeepPerson"],
    ];

    [Fact]
    public async Task Commands_at_the_same_instant_come_out_as_one_after_the_other()
    {
        var races = SimulationTests.Number("BACKOFFICE_SIM_RACES", 24);
        var (tried, twoProcesses, more) = (0, 0, 0);
        for (var number = 1; number <= races; number++)
        {
            var luck = new Luck((uint)number * 31 + 5);
            var image = await Stage(luck);
            try
            {
                var commands = await Choose(image, groups[number % groups.Length], luck);
                if (commands.Count < 2) continue;
                tried++;
                var beside = luck.OneIn(2);
                if (beside) twoProcesses++;
                var (outcomes, state) = await Together(image, commands, beside);
                var found = false;
                var orders = new List<string>();
                foreach (var order in Orders(commands.Count))
                {
                    var (expected, after) = await OneByOne(image, commands, order);
                    if (outcomes.SequenceEqual(expected) && state == after) { found = true; break; }
                    more++;
                    orders.Add($"{string.Join(',', order)}: {string.Join(", ", expected)}\n{Differs(state, after)}");
                }
                Assert.True(found, $"Race {number}{(beside ? " (two processes)" : "")}: {string.Join("  ||  ", commands.Select(c => c.Command))}\ncame out as {string.Join(", ", outcomes)}, which no order of them makes:\n{string.Join('\n', orders)}");
            }
            finally { Directory.Delete(image, recursive: true); }
        }
        output.WriteLine($"{tried} races, {twoProcesses} of them between two processes; {more} times it was not the first order.");
        Assert.True(tried > races / 2);
    }

    // A random hour later than the morning, so that races find other states too.
    static async Task<string> Stage(Luck luck)
    {
        await using var company = await Company.OpenStill(await Morning.Shared, Morning.At, s => s.AddSupport(new Outside()));
        for (var i = luck.Next(25); i > 0; i--)
            if (await Wish(company, luck.Of(Wishes.Weighted), luck) is { } command) await company.Commands.Send(command, Actor.House(HouseActor.Operator), $"before-{i}");
        return company.Image();
    }

    static async Task<ICommand?> Wish(Company company, string name, Luck luck, Func<object, bool>? only = null)
    {
        using var reading = await company.Services.GetRequiredService<Database>().Read();
        return Wishes.Of(name, new Picture(reading, company.Time.GetUtcNow().UtcDateTime) { Only = only }, luck);
    }

    static async Task<List<(ICommand Command, string Id)>> Choose(string image, string[] group, Luck luck)
    {
        await using var company = await Company.OpenStill(image, Morning.At, s => s.AddSupport(new Outside()));
        var orders = (await company.All<Order>()).Where(o => o.State is OrderState.Draft or OrderState.Confirmed).ToList();
        var (order, payments, tickets) = (orders.Count == 0 ? null : luck.Of(orders), await company.All<Payment>(), await company.All<Ticket>());
        var (payment, ticket) = (payments.Count == 0 ? null : luck.Of(payments), tickets.Count == 0 ? null : luck.Of(tickets));
        bool Same(object row) => row switch
        {
            Order o => order is null || o.Id == order.Id,
            FulfillmentOrder f => order is null || f.Order == order.Id || group[0] != "ClaimPick",
            Shipment s => order is null || s.Order == order.Id || group[0] != "UnpackShipment",
            Hold h => order is null || h.Order == order.Id,
            Payment p => payment is null || p.Id == payment.Id,
            BackOffice.Accounting.Allocation a => payment is null || a.Payment == payment.Id,
            Ticket t => ticket is null || t.Id == ticket.Id,
            _ => true,
        };
        var commands = new List<(ICommand, string)>();
        for (var tries = 0; tries < 30 && commands.Count < 2 + number(luck); tries++)
            if (await Wish(company, luck.Of(group), luck, Same) is { } command)
            {
                commands.Add((command, $"race-{commands.Count}"));
                // The same asking from two tabs: one effect.
                if (commands.Count == 1 && luck.OneIn(6)) commands.Add((command, "race-0"));
            }
        return commands;

        static int number(Luck luck) => luck.OneIn(3) ? 1 : 0;
    }

    static async Task<(List<string> Outcomes, string State)> Together(string image, List<(ICommand Command, string Id)> commands, bool beside)
    {
        await using var company = await Company.OpenStill(image, Morning.At, s => s.AddSupport(new Outside()), onDisk: true);
        var other = beside ? await company.Beside(s => s.AddSupport(new Outside())) : company;
        using var start = new Barrier(commands.Count);
        var outcomes = await Task.WhenAll(commands.Select((c, i) => Task.Factory.StartNew(() =>
        {
            start.SignalAndWait();
            return (i % 2 == 0 ? company : other).Commands.Send(c.Command, Actor.House(HouseActor.Operator), c.Id);
        }, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));
        if (beside) await other.Leave();
        await company.Verified();
        return ([.. outcomes.Select(Said)], await State(company));
    }

    static async Task<(List<string> Outcomes, string State)> OneByOne(string image, List<(ICommand Command, string Id)> commands, int[] order)
    {
        await using var company = await Company.OpenStill(image, Morning.At, s => s.AddSupport(new Outside()));
        var outcomes = new string[commands.Count];
        foreach (var i in order) outcomes[i] = Said(await company.Commands.Send(commands[i].Command, Actor.House(HouseActor.Operator), commands[i].Id));
        return ([.. outcomes], await State(company));
    }

    static string Said(Outcome outcome) => outcome.Ok ? outcome.Repeated ? "again" : "done" : outcome.Refusal!.Code;

    // Everything that people would call the state, without the ids that depend on who was first.
    static async Task<string> State(Company company)
    {
        var orders = await company.All<Order>();
        var text = new List<string>();
        text.AddRange(orders.Select(o => $"order {(o.ExternalId ?? "-")} {o.State} {o.OrderedCount} {o.CancelledCount} {o.BackorderedCount} {o.AllocatedCount} {o.ReleasedCount} {o.PickedCount} {o.PackedCount} {o.ShippedCount} {o.OpenHoldCount} {o.GrossMinor}"));
        text.AddRange((await company.All<FulfillmentOrder>()).Select(f => $"part {f.State} {f.UnitCount} {f.PickedCount} {f.ShortCount}"));
        text.AddRange((await company.All<Shipment>()).Select(s => $"shipment {s.State} {s.Label} {s.UnitCount} {s.CostMinor}"));
        text.AddRange((await company.All<StockLevel>()).Select(s => $"level {s.OnHand} {s.Allocated} {s.Unavailable}"));
        text.AddRange((await company.All<ItemCost>()).Select(c => $"cost {c.Count} {c.ValueMinor}"));
        text.AddRange((await company.All<Payment>()).Select(p => $"payment {p.AmountMinor} {p.State} {p.AppliedMinor} {p.AdvanceMinor} {p.UnappliedMinor} {p.BankEntry is not null}"));
        text.AddRange((await company.All<Invoice>()).Select(i => $"invoice {i.State} {i.Number} {i.GrossMinor} {i.OpenMinor}"));
        text.AddRange((await company.All<Ticket>()).Select(t => $"ticket {t.Id.Value} {t.State} {t.Priority} {t.Assignee} {t.MessageCount}"));
        text.AddRange((await company.All<AccountBalance>()).Select(b => $"balance {b.Account} {b.Period} {b.DebitMinor} {b.CreditMinor} {b.LineCount}"));
        text.AddRange((await company.All<ErrandRow>()).Select(e => $"errand {e.Kind}"));
        text.AddRange((await company.All<RawMail>()).Select(r => $"mail {r.ContentHash} {r.End} {r.AgainCount}"));
        text.AddRange((await company.All<LogEntry>()).GroupBy(e => $"{e.Command} {e.Kind}").Select(g => $"log {g.Key} {g.Count()}"));
        return string.Join('\n', text.Order(StringComparer.Ordinal));
    }

    static string Differs(string one, string other) => string.Join('\n', one.Split('\n').Except(other.Split('\n')).Take(5).Select(l => $"  has  {l}").Concat(other.Split('\n').Except(one.Split('\n')).Take(5).Select(l => $"  not  {l}")));

    static IEnumerable<int[]> Orders(int count) => count == 2 ? [[0, 1], [1, 0]] : [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
}
