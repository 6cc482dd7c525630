using System.Diagnostics;
using BackOffice.Accounting;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Bench;

/// <summary>Orders from confirmed to paid, with all consequences, on SQLite FULL, by eight clients at once.</summary>
static class PipelineBench
{
    const int Clients = 8;
    static int next;
    static Action<string>? did;

    public static async Task<object> Run(Options options)
    {
        var orders = options.Number("orders", 2000);
        var statements = options.Has("statements") ? new Statements() : null;
        var replayed = options.Has("bare") ? new Replayed() : null;
        await using var company = await Company.Open(realTime: true, durable: true, also: services => { if (((Connections?)statements ?? replayed) is { } watching) services.AddSingleton(watching); });
        foreach (var code in Enumerable.Range(0, 20)) await company.Kim.Does(new ReceiveGoods(FulfillmentDepartment.MainLocation, "DN", [new(Code(code), $"Goods {code}", 900_000, 1_000_000, "A-01-1")]));

        await Orders(company, Math.Min(600, orders), []); // warm: the code is compiled and settled
        if (statements is not null) return await Counted(company, statements);
        if (replayed is not null) return await Bare(company, replayed, Math.Min(orders, 500));
        var latencies = new List<double>();
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        await Orders(company, orders, latencies);
        var seconds = watch.Elapsed.TotalSeconds;
        latencies.Sort();
        return new
        {
            orders,
            ordersPerSecond = Math.Round(orders / seconds, 1),
            cpuMsPerOrder = Math.Round((Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMilliseconds / orders, 2),
            commandMs = new { p50 = Math.Round(Options.Percentile(latencies, 0.5), 2), p99 = Math.Round(Options.Percentile(latencies, 0.99), 2) },
        };
    }

    // What one order's commands run, one after the other.
    static async Task<object> Counted(Company company, Statements statements)
    {
        statements.Taken();
        var before = statements.Count;
        did = step =>
        {
            var taken = statements.Taken();
            Console.WriteLine($"== {step}: {taken.Sum(t => t.Times)}");
            foreach (var (sql, times) in taken) Console.WriteLine($"{times,4} {sql.ReplaceLineEndings(" ")[..Math.Min(sql.Length, 160)]}");
        };
        await One(company, new Random(1), []);
        return new { statementsPerOrder = statements.Count - before };
    }

    // What SQLite and the disk take for the same statements with nothing around them.
    static async Task<object> Bare(Company company, Replayed replayed, int orders)
    {
        var aside = Path.Combine(company.Folder, "aside.db");
        var settings = company.Services.GetRequiredService<Database>().Settings;
        replayed.Begin(settings.SqliteFile, aside);
        var watch = Stopwatch.StartNew();
        await Orders(company, orders, []);
        var seconds = watch.Elapsed.TotalSeconds;
        replayed.End();
        var (count, bare, cpuMs) = replayed.Again(settings, aside);
        return new
        {
            orders,
            statementsPerOrder = count / orders,
            portal = new { ordersPerSecond = Math.Round(orders / seconds, 1) },
            bare = new { ordersPerSecond = Math.Round(orders / bare, 1), cpuMsPerOrder = Math.Round(cpuMs / orders, 2) },
        };
    }

    static string Code(int number) => $"B{number:000}";

    static async Task Orders(Company company, int count, List<double> latencies)
    {
        var left = count;
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async client =>
        {
            await Task.Yield();
            var mine = new List<double>();
            var random = new Random(client);
            while (Interlocked.Decrement(ref left) >= 0) await One(company, random, mine);
            lock (latencies) latencies.AddRange(mine);
        }));
    }

    static async Task One(Company company, Random random, List<double> latencies)
    {
        var (first, second) = (Code(random.Next(20)), Code(random.Next(20)));
        var placed = await company.Joe.Does(new PlaceOrder(Order(first, second)));
        did?.Invoke("PlaceOrder");
        await Timed(latencies, "ConfirmOrder", () => company.Joe.Does(new ConfirmOrder(placed.Order)));
        await Timed(latencies, "ReleaseOrder", () => company.Joe.Does(new ReleaseOrder(placed.Order)));
        var part = await company.Db(r => r.All<FulfillmentOrder>().SingleAsync(f => f.Order == placed.Order));
        foreach (var line in part.Lines) await Timed(latencies, "ScanPick", () => company.Ana.Does(new ScanPick(part.Id, line.Code, line.Quantity)));
        PackedShipment packed = null!;
        await Timed(latencies, "PackOrder", async () => packed = await company.Ana.Does(new PackOrder(part.Id)));
        await Timed(latencies, "BuyLabel", () => company.Ana.Does(new BuyLabel(packed.Shipment)));
        await Timed(latencies, "DispatchShipment", () => company.Ana.Does(new DispatchShipment(packed.Shipment, "1Z999AA10")));
        var invoice = await company.Db(r => r.All<Invoice>().SingleAsync(i => i.Order == placed.Order));
        await Timed(latencies, "IssueInvoice", () => company.Bea.Does(new IssueInvoice(invoice.Id)));
        await Timed(latencies, "RecordPayment", () => company.Priya.Does(new RecordPayment(invoice.GrossMinor, "GBP", DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-1), "A buyer", placed.Number, $"pay-{placed.Number}")));
    }

    /// <summary>An order over two lines that no one has sent before.</summary>
    public static NewOrder Order(string first, string second) => new(FulfillmentDepartment.HandChannel, $"B-{Interlocked.Increment(ref next)}", new(), "1 Street", "United Kingdom", "GBP",
        [new(first, "Goods", 2, 2_500_000), new(second, "Goods", 3, 1_250_000)]);

    static async Task Timed(List<double> latencies, string step, Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        latencies.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        did?.Invoke(step);
    }
}
