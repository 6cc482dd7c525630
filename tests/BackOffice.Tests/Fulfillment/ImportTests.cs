using System.Runtime.CompilerServices;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests.Fulfillment;

public class ImportTests
{
    const string Head = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

    static readonly Actor by = Actor.House(HouseActor.Operator);

    static string Data([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "data", "online-retail");

    static string[] December => [.. Directory.GetFiles(Data(), "2010-12-*.csv.gz").Order(StringComparer.Ordinal)];

    static string FileOf(Company company, string lines, string name = "orders.csv")
    {
        var path = Path.Combine(company.Folder, name);
        File.WriteAllText(path, Head + lines);
        return path;
    }

    static Task<ImportCounts> Import(Company company, params string[] paths) =>
        company.Services.GetRequiredService<OrderImport>().Run(paths, "online-retail", "web", by);

    [Fact]
    public async Task December_2010_comes_in_with_every_line_accounted_for_and_twice_changes_nothing()
    {
        await using var company = await Company.Open(realTime: true);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var first = await Import(company, December);
        TestContext.Current.TestOutputHelper?.WriteLine($"{first} in {clock.Elapsed.TotalSeconds:0.0} s");

        Assert.Equal(42_481, first.Read);
        Assert.Equal(first.Read, first.Accepted + first.Rejected + first.SetAside + first.Duplicates);
        Assert.Equal((0, 0), (first.Rejected, first.Duplicates));
        var orders = await company.All<Order>();
        Assert.Equal((first.Orders, first.Accepted), (orders.Count, orders.Sum(o => o.LineCount)));
        Assert.Equal(first.SetAside, (await company.All<ImportLine>()).Count);

        var second = await Import(company, December);

        Assert.Equal((42_481, 42_481, 0), (second.Read, second.Duplicates, second.Orders));
        Assert.Equal(orders.Select(o => (o.Id, o.Version, o.GrossMinor)), (await company.All<Order>()).Select(o => (o.Id, o.Version, o.GrossMinor)));
        Assert.Equal(first.SetAside, (await company.All<ImportLine>()).Count);
        await company.Verified();
    }
}
