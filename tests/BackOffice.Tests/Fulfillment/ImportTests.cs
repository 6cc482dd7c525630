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

    [Fact]
    public async Task Who_asks_for_an_import_that_is_being_read_already_gets_its_counts()
    {
        await using var company = await Company.Open(realTime: true);
        await company.Max.Does(new OpenChannel("web", "web", "GBP"));
        await using var content = File.OpenRead(December[0]);
        var hash = await company.Services.GetRequiredService<Files>().Keep(content, OrderImport.LargestFile, default);
        var id = (await company.Joe.Does(new StartImport("One day", "online-retail", "web", [new("day.csv.gz", hash)]))).Import;

        var imports = company.Services.GetRequiredService<OrderImport>();
        var all = await Task.WhenAll(imports.Run(id), imports.Run(id), imports.Run(id));

        Assert.True(all[0].Accepted > 0);
        Assert.All(all, counts => Assert.Equal(all[0], counts));
        Assert.Equal(all[0].Orders, (await company.All<Order>()).Count);
    }

    [Fact]
    public async Task Good_lines_are_not_held_back_by_bad_ones()
    {
        await using var company = await Company.Open(realTime: true);
        var counts = await Import(company, FileOf(company, """
            1,A,GOOD,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom
            1,A,GOOD,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom
            1,B1,FREE,1,12/1/2010 8:26,0.0,17850.0,United Kingdom
            1,"C,D","A ""QUOTED"" NAME",1,2010-12-01 08:26:00,0.001,17850.0,United Kingdom
            1,E,LETTER,1O,2010-12-01 08:26:00,1,17850.0,United Kingdom
            1,F,NEGATIVE PRICE,1,2010-12-01 08:26:00,-1.85,17850.0,United Kingdom
            1,G,"NEVER CLOSES,1,2010-12-01 08:26:00,1,17850.0,United Kingdom
            1,H,TOO MANY,1,2010-12-01 08:26:00,1,17850.0,United Kingdom,x
            1,I,TIME,1,2010-12-01 25:10:00,1,17850.0,United Kingdom
            1,,NO CODE,1,2010-12-01 08:26:00,1,17850.0,United Kingdom
            1,J,OTHER CUSTOMER,1,2010-12-01 08:26:00,1,99,United Kingdom
            1,K,NOTHING,0,2010-12-01 08:26:00,1,17850.0,United Kingdom
            C2,A,BACK,-1,2010-12-01 08:26:00,2.55,17850.0,United Kingdom
            1,POST,POSTAGE,1,2010-12-01 08:26:00,18,17850.0,United Kingdom
            3,A,DAMAGED,-5,2010-12-01 08:26:00,0,,United Kingdom
            4,A,NOBODY,1,2010-12-01 08:26:00,2.55,,United Kingdom

            """));

        Assert.Equal((16, 5, 8, 3, 0, 2), (counts.Read, counts.Accepted, counts.Rejected, counts.SetAside, counts.Duplicates, counts.Orders));
        var lines = await company.All<ImportLine>();
        Assert.Equal([RejectReason.QuantityIsNoWholeNumber, RejectReason.PriceIsBelowZero, RejectReason.QuoteNeverCloses, RejectReason.FieldCount, RejectReason.DateUnreadable, RejectReason.NoItemCode,
            RejectReason.CustomerDiffers, RejectReason.QuantityIsZero], lines.Where(l => l.Reason is not null).OrderBy(l => l.LineNumber).Select(l => l.Reason!.Value));
        Assert.Equal([SetAsideKind.Cancellation, SetAsideKind.Postage, SetAsideKind.StockAdjustment], lines.Where(l => l.Aside is not null).OrderBy(l => l.LineNumber).Select(l => l.Aside!.Value));
        Assert.Equal(8, lines.Single(l => l.Reason is RejectReason.QuoteNeverCloses).LineNumber);
        var order = (await company.All<Order>()).Single(o => o.ExternalId == "1");
        Assert.Equal([LineMark.UnknownItem, LineMark.UnknownItem, LineMark.FreeOfCharge, LineMark.UnknownItem], order.Lines.OrderBy(l => l.Position).Select(l => l.Mark));
        Assert.Equal("A \"QUOTED\" NAME", order.Lines.OrderBy(l => l.Position).Last().Description);
        Assert.True((await company.All<Customer>()).Single(c => c.Id == (company.All<Order>().Result.Single(o => o.ExternalId == "4").Customer)).IsWalkIn);
        await company.Verified();
    }

    [Fact]
    public async Task A_rejected_line_is_mended_and_joins_its_order_or_makes_it()
    {
        await using var company = await Company.Open(realTime: true);
        await Import(company, FileOf(company, """
            1,A,GOOD,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom
            1,B,LETTER,1O,2010-12-01 08:26:00,1,17850.0,United Kingdom
            2,B,ALONE,x,2010-12-01 08:26:00,1,17850.0,United Kingdom
            C3,B,BACK,-1,2010-12-01 08:26:00,1,17850.0,United Kingdom

            """));
        var lines = (await company.All<ImportLine>()).OrderBy(l => l.LineNumber).ToList();
        await company.Joe.IsRefused(new MendLine(lines[0].Id, "1", "B", "LETTER", "1O", "1", "17850", "United Kingdom"));
        await company.Joe.IsRefused(new MendLine(lines[0].Id, "1", "B", "LETTER", "10", "free", "17850", "United Kingdom"));
        await company.Joe.IsRefused(new MendLine(lines[0].Id, "", "B", "LETTER", "10", "1", "17850", "United Kingdom"));
        await company.Joe.IsRefused(new MendLine(lines[0].Id, "1", " ", "LETTER", "10", "1", "17850", "United Kingdom"));
        await company.Joe.IsRefused(new MendLine(lines[2].Id, "1", "B", "BACK", "1", "1", "17850", "United Kingdom"));
        await company.Ana.IsRefused(new MendLine(lines[0].Id, "1", "B", "LETTER", "10", "1", "17850", "United Kingdom"), Refusal.NotAllowed);

        var joined = await company.Joe.Does(new MendLine(lines[0].Id, "1", "B", "LETTER", "10", "1", "17850", "United Kingdom"));
        await company.Joe.Does(new MendLine(lines[1].Id, "2", "B", "ALONE", "2", "1.5", "17850", "United Kingdom"));
        await company.Joe.IsRefused(new MendLine(lines[0].Id, "1", "B", "LETTER", "10", "1", "17850", "United Kingdom"));
        await company.Joe.IsRefused(new DismissLine(lines[2].Id, ""));
        await company.Joe.Does(new DismissLine(lines[2].Id, "Goods are back, return opened"));
        await company.Joe.IsRefused(new DismissLine(lines[2].Id, "Again"));

        Assert.Equal(2, (await company.Order(joined.Order)).LineCount);
        Assert.Equal(2530, (await company.Order(joined.Order)).NetMinor);
        var import = (await company.All<Import>()).Single();
        Assert.Equal((4, 3, 0, 1), (import.ReadCount, import.AcceptedCount, import.RejectedCount, import.SetAsideCount));
        await company.Verified();
    }

    [Fact]
    public async Task The_same_number_with_other_content_is_rejected_line_by_line()
    {
        await using var company = await Company.Open(realTime: true);
        await Import(company, FileOf(company, "1,A,GOOD,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom\n"));
        var counts = await Import(company, FileOf(company, "1,A,GOOD,7,2010-12-01 08:26:00,2.55,17850.0,United Kingdom\n", "changed.csv"));
        Assert.Equal((1, 0, 1, 0), (counts.Read, counts.Accepted, counts.Rejected, counts.Duplicates));
        Assert.Equal(6, (await company.All<Order>()).Single().OrderedCount);
    }

    [Fact]
    public async Task The_same_file_twice_in_one_import_counts_once()
    {
        await using var company = await Company.Open(realTime: true);
        var path = FileOf(company, "1,A,GOOD,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom\nC1,A,BACK,-6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom\n");
        var counts = await Import(company, path, path);
        Assert.Equal((4, 1, 1, 2, 1), (counts.Read, counts.Accepted, counts.SetAside, counts.Duplicates, counts.Orders));
    }

    [Fact]
    public async Task A_file_that_is_none_is_refused_and_the_others_are_read()
    {
        await using var company = await Company.Open(realTime: true);
        var none = Path.Combine(company.Folder, "none.csv");
        File.WriteAllText(none, "Name,Amount\nA,1\n");
        var broken = Path.Combine(company.Folder, "broken.csv.gz");
        File.WriteAllBytes(broken, [0x1f, 0x8b, 8, 0, 1, 2, 3]);
        var latin = Path.Combine(company.Folder, "latin.csv");
        File.WriteAllBytes(latin, [.. System.Text.Encoding.Latin1.GetBytes(Head + "1,A,CAFÉ £5,6,2010-12-01 08:26:00,2.55,17850.0,España\r\n")]);

        var counts = await Import(company, none, broken, latin);

        Assert.Equal((1, 1), (counts.Read, counts.Accepted));
        var import = (await company.All<Import>()).Single();
        Assert.Equal(ImportState.Done, import.State);
        Assert.Equal(2, import.Files.Count(f => f.Problem is not null));
        Assert.Equal("CAFÉ £5", (await company.All<OrderLine>()).Single().Description);
        Assert.Equal(0, (await Import(company, none)).Read);
        Assert.Equal(ImportState.Failed, (await company.All<Import>()).OrderBy(i => i.Id.Value).Last().State);
    }

    [Fact]
    public async Task An_import_that_was_stopped_goes_on_where_it_was()
    {
        await using var company = await Company.Open(realTime: true);
        var imports = company.Services.GetRequiredService<OrderImport>();
        await company.Does(HouseActor.Operator, new OpenChannel("web", "Web", "GBP"));
        await using var content = File.OpenRead(December[0]);
        var hash = await company.Services.GetRequiredService<Files>().Keep(content, OrderImport.LargestFile);
        var import = (await company.Joe.Does(new StartImport("One day", "online-retail", "web", [new("day.csv.gz", hash)]))).Import;
        await company.Joe.Does(new StopImport(import));

        var stopped = await imports.Run(import);
        Assert.True(stopped.Read < 3_108);
        Assert.Equal(ImportState.Stopped, (await company.All<Import>()).Single().State);
        await company.Joe.IsRefused(new StopImport(import));

        await company.Joe.Does(new ResumeImport(import));
        await company.Joe.IsRefused(new ResumeImport(import));
        var whole = await imports.Run(import);
        Assert.Equal((3_108, 0, 0), (whole.Read, whole.Rejected, whole.Duplicates));

        // As after a host that was killed in the middle: read again by the same import, nothing doubles and nothing is called a duplicate.
        var again = await imports.Run(import);
        Assert.Equal(whole with { }, again);
        Assert.Equal(whole.Orders, (await company.All<Order>()).Count);
        await company.Verified();
    }

    [Fact]
    public async Task The_import_page_accounts_for_every_line_live()
    {
        await using var company = await Company.Open(realTime: true);
        await Import(company, FileOf(company, "1,A,GOOD,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom\n1,B,BAD,x,2010-12-01 08:26:00,1,17850.0,United Kingdom\n"));
        var import = (await company.All<Import>()).Single();
        await using var screen = await company.Joe.Opens<ImportPage>(p => p.Add(page => page.Number, import.Id.Value));
        screen.WaitForAssertion(() => Assert.Contains("is no whole number", screen.Markup));
        var line = (await company.All<ImportLine>()).Single();
        await company.Noor.Does(new MendLine(line.Id, "1", "B", "BAD", "3", "1", "17850", "United Kingdom"));
        screen.WaitForAssertion(() => Assert.Contains("Mended", screen.Markup));
    }

    [Fact]
    public async Task What_cannot_be_imported_is_refused()
    {
        await using var company = await Company.Open();
        await company.Joe.IsRefused(new StartImport("", "online-retail", "web", []));
        await company.Joe.IsRefused(new StartImport("", "nobody's", "hand", [new("a", "b")]));
        await company.Joe.IsRefused(new StartImport("", "online-retail", "moon", [new("a", "b")]), Refusal.NotFound);
        await company.Joe.IsRefused(new OpenChannel("Web Shop", "Web", "GBP"));
        await company.Joe.IsRefused(new OpenChannel("web", "Web", "pounds"));
        await company.Ana.IsRefused(new OpenChannel("web", "Web", "GBP"), Refusal.NotAllowed);
    }
}
