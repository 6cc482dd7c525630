using System.Diagnostics;
using BackOffice.Accounting;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Support;
using BackOffice.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Bench;

/// <summary>The first page of long lists, and the trial balance over a million entries: what is read must not grow with what there is.</summary>
static class ReadBenches
{
    public static async Task<object> Lists(Options options)
    {
        var measured = new List<object>();
        foreach (var rows in new[] { 10_000, options.Number("rows", 1_000_000) })
        {
            await using var company = await Company.Open(realTime: true);
            await company.Joe.Does(new PlaceOrder(PipelineBench.Order("A", "B")));
            await company.Sam.Does(new OpenTicket("Hannah Wren", "hannah@wrenstreet.example", "Where is it?", "Where is my order?"));
            Multiplied.Fill(company, "Orders", rows, new() { ["Id"] = "r.\"Id\" + n", ["ExternalId"] = "'X' || n", ["GoodsHash"] = "'h' || n" });
            Multiplied.Fill(company, "Tickets", rows, new() { ["Id"] = "r.\"Id\" + n", ["SortAt"] = "datetime(r.\"SortAt\", '+' || n || ' seconds')" });
            measured.Add(new { list = "orders", rows, firstPageMs = await Median(() => company.Read(new OrderList())) });
            measured.Add(new { list = "orders of one stage", rows, firstPageMs = await Median(() => company.Read(new OrderList(Stage: OrderStage.Draft))) });
            measured.Add(new { list = "support queue", rows, firstPageMs = await Median(() => company.Read(new Queue(QueueTab.All))) });
        }
        return measured;
    }

    public static async Task<object> TrialBalance(Options options)
    {
        var entries = options.Number("entries", 1_000_000);
        await using var company = await Company.Open(realTime: true);
        await company.Receives("A");
        Multiplied.Fill(company, "JournalEntries", entries, new() { ["Id"] = "r.\"Id\" + n", ["SourceId"] = "r.\"SourceId\" || '-' || n" });
        Multiplied.Fill(company, "JournalLines", 2 * entries, new() { ["Id"] = "r.\"Id\" + n", ["Entry"] = "r.\"Entry\" + n / 2" });
        return new { entries, ms = await Median(() => company.Read(new Accounting.TrialBalance())) };
    }

    static Task<ReceivedGoods> Receives(this Company company, string code) =>
        company.Kim.Does(new ReceiveGoods(FulfillmentDepartment.MainLocation, "DN", [new(code, "Goods", 10, 1_000_000, "A-01-1")]));

    /// <summary>Milliseconds of the middle one of thirty, warm.</summary>
    static async Task<double> Median(Func<Task> read)
    {
        var times = new List<double>();
        for (var i = 0; i < 40; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await read();
            if (i >= 10) times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        times.Sort();
        return Math.Round(times[times.Count / 2], 2);
    }
}
