using System.IO.Compression;
using System.Net;
using System.Text;
using BackOffice.Accounting;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests.Hostile;

/// <summary>Files of strangers: bombs, halves, entities, names that are paths.</summary>
public sealed class FileTests
{
    static byte[] Packed(byte[] content)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest)) gzip.Write(content);
        return memory.ToArray();
    }

    static byte[] Orders(int lines) => Encoding.UTF8.GetBytes("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
        + string.Concat(Enumerable.Range(0, lines).Select(i => $"{536000 + (i / 3)},2215{i % 9},HEART {i * 7919 % 1000},{1 + (i % 5)},2010-12-01 08:26:00,2.55,17850,United Kingdom\n")));

    [Theory]
    [InlineData(1)]
    [InlineData(8)] // the checksum and the length at the end
    [InlineData(9)]
    [InlineData(200)]
    [InlineData(5000)]
    public void A_gzip_that_was_cut_off_is_an_error_and_not_a_short_file(int missing)
    {
        var whole = Packed(Orders(3000));
        Assert.Equal(3001, OrderFile.Lines(new MemoryStream(whole)).Count());
        var broken = Assert.Throws<InvalidDataException>(() => OrderFile.Lines(new MemoryStream(whole[..^missing])).Count());
        Assert.Contains("cut off or damaged", broken.Message);
    }

    [Fact]
    public void A_gzip_of_several_members_is_whole_and_one_with_a_changed_byte_is_not()
    {
        byte[] two = [.. Packed(Orders(10)), .. Packed(Orders(20))];
        Assert.Equal(11 + 21, OrderFile.Lines(new MemoryStream(two)).Count());
        var changed = Packed(Orders(3000));
        changed[^6] ^= 0x55; // in the checksum
        Assert.Throws<InvalidDataException>(() => OrderFile.Lines(new MemoryStream(changed)).Count());
        Assert.Throws<InvalidDataException>(() => OrderFile.Lines(new MemoryStream([.. Packed(Orders(3)), .. "something behind"u8])).Count());
    }

    [Fact]
    public void A_gzip_bomb_stops_at_its_bound_and_not_at_the_end_of_memory()
    {
        using var small = new WholeGzip(new MemoryStream(Packed(new byte[3_000_000])), most: 1_000_000);
        var buffer = new byte[10_000];
        var read = 0L;
        var stopped = Assert.Throws<InvalidDataException>(() => { for (int some; (some = small.Read(buffer)) > 0;) read += some; });
        Assert.Contains("unpacks to more than", stopped.Message);
        Assert.InRange(read, 900_000, 1_000_000);
        Assert.Equal(1024L * 1024 * 1024, OrderFile.LargestUnpacked);
    }

    [Fact]
    public async Task An_import_of_half_a_file_places_nothing_and_says_why()
    {
        await using var company = await Company.Open();
        var hash = await company.Services.GetRequiredService<Files>().Keep(Packed(Orders(3000))[..^100]);
        await company.Noor.Does(new OpenChannel("web", "Web", "GBP"));
        var import = (await company.Noor.Does(new StartImport("Half", "online-retail", "web", [new("half.csv.gz", hash)]))).Import;
        var counts = await ActivatorUtilities.CreateInstance<OrderImport>(company.Services).Run(import);
        Assert.Equal(0, counts.Orders);
        var read = (await company.All<Import>()).Single(i => i.Id == import);
        Assert.Equal(ImportState.Failed, read.State);
        Assert.Empty(await company.All<Order>());
    }

    public static TheoryData<string> HostileXml => new()
    {
        // A type definition at all.
        "<!DOCTYPE Document []><Document/>",
        // A file of this machine, by an entity.
        """<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><Document><BkToCstmrStmt><Stmt><Id>&x;</Id></Stmt></BkToCstmrStmt></Document>""",
        // An address of the network, by a parameter entity.
        """<!DOCTYPE d [<!ENTITY % p SYSTEM "http://127.0.0.1:9/evil.dtd"> %p;]><Document/>""",
        // A thousand million laughs.
        "<!DOCTYPE d [<!ENTITY a \"ha\">" + string.Concat(Enumerable.Range(1, 9).Select(i => $"<!ENTITY {(char)('a' + i)} \"{string.Concat(Enumerable.Repeat($"&{(char)('a' + i - 1)};", 10))}\">")) + "]><Document>&j;</Document>",
        // Without end downwards, and without end in number.
        string.Concat(Enumerable.Repeat("<Document>", 100_000)),
        "<Document><BkToCstmrStmt>" + string.Concat(Enumerable.Repeat("<a/>", 1_000_001)) + "</BkToCstmrStmt></Document>",
        // An entity that nobody declared, a letter that is none, another encoding than said.
        "<Document>&nbsp;</Document>", "<Document>\u0001</Document>", "<?xml version=\"1.0\" encoding=\"utf-16\"?><Document/>",
    };

    [Theory, MemberData(nameof(HostileXml))]
    public void Hostile_xml_is_refused_in_words(string xml)
    {
        var refused = Assert.Throws<RefusedException>(() => Camt053.Read(new MemoryStream(Encoding.UTF8.GetBytes(xml))));
        Assert.DoesNotContain("root:", refused.Message);
        Assert.DoesNotContain("Exception", refused.Message);
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData(@"..\..\windows\system32\evil.dll", "evil.dll")]
    [InlineData("/etc/cron.d/evil", "evil")]
    [InlineData("C:\\evil.csv", "evil.csv")]
    [InlineData("..", "file")]
    [InlineData("", "file")]
    [InlineData(null, "file")]
    [InlineData(".htaccess", "htaccess")]
    [InlineData("a\r\nSet-Cookie: x=1.csv", "aSet-Cookie_ x=1.csv")]
    [InlineData("invoice\u202efdp.exe", "invoicefdp.exe")]
    [InlineData("nul\0.csv", "nul.csv")]
    [InlineData("name.csv. . ", "name.csv")]
    [InlineData("<img src=x onerror=alert(1)>.png", "_img src=x onerror=alert(1)_.png")]
    public void A_files_name_is_only_a_name(string? given, string kept) => Assert.Equal(kept, FileNames.Plain(given));

    [Fact]
    public void A_long_name_is_cut_and_keeps_its_ending()
    {
        var name = FileNames.Plain(new string('x', 5000) + ".csv");
        Assert.Equal(FileNames.Longest, name.Length);
        Assert.EndsWith(".csv", name);
    }

    [Theory]
    [InlineData("../keys/key-1.xml")]
    [InlineData("..%2f..%2fetc%2fpasswd")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000/../../x")]
    [InlineData("ABCDEF0000000000000000000000000000000000000000000000000000000000")]
    public async Task The_file_store_opens_hashes_and_nothing_else(string name)
    {
        await using var company = await Company.Open();
        Assert.Null(company.Services.GetRequiredService<Files>().Open(name));
    }

    [Theory]
    [InlineData("/css/../../backoffice.db")]
    [InlineData("/css/..%2f..%2fappsettings.json")]
    [InlineData("/..%5c..%5cappsettings.json")]
    [InlineData("/_content/%2e%2e/%2e%2e/BackOffice.Web.dll")]
    [InlineData("/js/app.js%00.css")]
    public async Task No_address_leads_out_of_the_public_files(string address)
    {
        await using var host = await OpenHost.Start();
        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, host.Address.Port, TestContext.Current.CancellationToken);
        // By hand: a client library would tidy the address before sending it.
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {address} HTTP/1.1\r\nHost: {host.Address.Authority}\r\nConnection: close\r\n\r\n"), TestContext.Current.CancellationToken);
        var answer = await new StreamReader(stream).ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Matches(@"^HTTP/1\.1 (302|400|404)", answer);
        Assert.DoesNotContain("SQLite format", answer);
    }
}
