using System.IO.Compression;
using System.Text;
using BackOffice.Accounting;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Support;
using BackOffice.Testing;
using BackOffice.Tests.Accounting;
using BackOffice.Tests.Fulfillment;
using BackOffice.Tests.Support;
using BackOffice.Web.Privacy;
using Bunit;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests.Privacy;

public class ErasureTests
{
    const string Name = "Zebediah Canaryton", Email = "zeb@canary-mail.example", Street = "9 Canaryrow";
    static readonly string[] canaries =
    [
        Name, Email, Street, "+44canaryphone", "canarysubject", "canarywords", "canaryhtml", "canaryfile", "canaryattachment", "canaryholdnote", "canaryreason", "canarydraft", "canaryinternal", "canaryreply", "CANARY-77",
    ];

    [Fact]
    public async Task Of_a_customer_without_documents_nothing_is_left_in_the_database_or_the_files()
    {
        Assert.SkipWhen(Company.SqlServer is not null, "It reads SQLite's file.");
        var (company, outgoing) = await SupportCompany.Open();
        await using var _ = company;
        var customer = await Known(company);
        await Talked(company, outgoing);
        var order = (await company.Joe.Does(new PlaceOrder(OrderOf(customer)))).Order;
        await company.Joe.Does(new HoldOrder(order, HoldReason.Other, "canaryholdnote"));
        await company.Joe.Does(new CancelOrder(order, "canaryreason"));
        Assert.All(canaries.Except(["+44canaryphone"]), canary => Assert.NotEmpty(Places(company, canary)));

        var report = await company.Ada.Does(new EraseCustomer(customer, "CANARY-77"));
        await company.RunErrands();
        await company.Passes(TimeSpan.FromHours(30));
        await company.RunErrands();

        Assert.All(canaries, canary => Assert.True(Places(company, canary).Count == 0, $"{canary} still stands in {string.Join(", ", Places(company, canary))}"));
        Assert.Contains(report.Lines, l => l is { What: "Mails as they came", Count: 1, KeptBecause: null });
        Assert.Contains(report.Lines, l => l is { What: "Attachments", Count: 1 });
        Assert.Contains(report.Lines, l => l.KeptBecause is not null && l.What.StartsWith("Orders", StringComparison.Ordinal));
        await company.Services.GetRequiredService<LogSequencer>().RunDue();
        await company.Verified();
    }

    [Fact]
    public async Task Of_one_with_documents_only_the_books_still_name_them_and_the_report_says_why()
    {
        Assert.SkipWhen(Company.SqlServer is not null, "It reads SQLite's tables.");
        var (company, outgoing) = await SupportCompany.Open();
        await using var _ = company;
        var customer = await Known(company);
        await Talked(company, outgoing);
        await company.Receives("A", 2);
        var order = (await company.Joe.Does(new PlaceOrder(OrderOf(customer)))).Order;
        await company.Joe.Does(new ConfirmOrder(order));
        Assert.Contains("still being worked on", (await company.Ada.IsRefused(new EraseCustomer(customer, "CANARY-77"))).ToString());
        await company.Joe.Does(new ReleaseOrder(order));
        var part = await company.PartOf(order);
        await company.Ana.Does(new ScanPick(part.Id, "A", 2));
        var shipment = (await company.Ana.Does(new PackOrder(part.Id))).Shipment;
        await company.Ana.Does(new DispatchShipment(shipment, "1Z999AA1"));
        var invoice = (await company.All<Invoice>()).Single();
        Assert.Contains("still to be issued", (await company.Ada.IsRefused(new EraseCustomer(customer, "CANARY-77"))).ToString());
        await company.Bea.Does(new IssueInvoice(invoice.Id));
        Assert.Contains("still to be paid", (await company.Ada.IsRefused(new EraseCustomer(customer, "CANARY-77"))).ToString());
        invoice = await company.InvoiceOf(invoice.Id);
        await company.Pays(invoice.GrossMinor, invoice.Number!);

        var report = await company.Ada.Does(new EraseCustomer(customer, "CANARY-77"));
        Assert.Contains(report.Lines, l => l.What == "Invoices with name and address" && l.KeptBecause is not null);
        var places = canaries.SelectMany(canary => Columns(company, canary)).Distinct().Order().ToList();
        Assert.Equal(["Invoices.BillTo", "Invoices.CustomerName"], places);
        Assert.Contains("erased already", (await company.Ada.IsRefused(new EraseCustomer(customer, "x"))).ToString());
        await company.Verified();
    }

    [Fact]
    public async Task What_cannot_be_erased_is_said_in_words()
    {
        var (company, _) = await SupportCompany.Open();
        await using var __ = company;
        var customer = await Known(company);
        Assert.Contains("say that you mean it", (await company.Ada.IsRefused(new EraseCustomer(customer, "CANARY-78"))).ToString());
        Assert.Contains("stand-in", (await company.Ada.IsRefused(new EraseCustomer(new(1), "WALK-IN"))).ToString());
        await company.Stella.IsRefused(new EraseCustomer(customer, "CANARY-77"), Refusal.NotAllowed);
        await company.Writes("canarysubject", "canarywords", Email);
        Assert.Contains("is still open", (await company.Ada.IsRefused(new EraseCustomer(customer, "CANARY-77"))).ToString());
    }

    [Fact]
    public async Task Another_customer_keeps_everything_also_the_same_file()
    {
        var (company, outgoing) = await SupportCompany.Open();
        await using var _ = company;
        var customer = await Known(company);
        await Talked(company, outgoing);
        var other = (await company.Receives(Mail("hannah@wren.example", "Hannah Wren", "other-1"))).Ticket!.Value;
        await company.Ada.Does(new EraseCustomer(customer, "CANARY-77"));
        await company.RunErrands();
        Assert.Equal("canarysubject", (await company.Ticket(other)).Subject);
        var attachment = (await company.All<TicketAttachment>()).Single(a => a.Ticket == other);
        Assert.Contains("canaryfile", Encoding.UTF8.GetString((await company.Services.GetRequiredService<Files>().Read(attachment.File))!));
    }

    [Fact]
    public async Task The_export_is_one_archive_with_every_record_and_file()
    {
        var (company, outgoing) = await SupportCompany.Open();
        await using var _ = company;
        var customer = await Known(company);
        await Talked(company, outgoing);
        await company.Joe.Does(new PlaceOrder(OrderOf(customer)));
        var export = await PersonalExport.Of(customer, company.Services.GetRequiredService<Database>(), company.Services.GetRequiredService<Departments>());
        using var memory = new MemoryStream();
        await export!.Write(memory, company.Services.GetRequiredService<Files>());
        using var zip = new ZipArchive(memory);
        var texts = zip.Entries.ToDictionary(e => e.FullName, e => { using var reader = new StreamReader(e.Open()); return reader.ReadToEnd(); });
        Assert.Equal(["customer.json", "invoices.json", "orders.json", "parcels.json", "payments.json", "tickets.json"], texts.Keys.Where(k => !k.StartsWith("files/", StringComparison.Ordinal)));
        Assert.Contains(Street, texts["orders.json"]);
        Assert.All(["canarywords", "canaryinternal", "canaryreply", Email], text => Assert.Contains(text, texts["tickets.json"]));
        Assert.Contains(texts, t => t.Key.EndsWith("canaryattachment.txt", StringComparison.Ordinal) && t.Value.Contains("canaryfile"));
        Assert.Contains(texts, t => t.Key.EndsWith(".eml", StringComparison.Ordinal) && t.Value.Contains("canarysubject"));
        Assert.Null(await PersonalExport.Of(new(999_999), company.Services.GetRequiredService<Database>(), company.Services.GetRequiredService<Departments>()));
    }

    [Fact]
    public async Task On_the_page_it_is_erased_after_typing_the_number_and_the_report_stays()
    {
        await using var company = await Company.Open();
        var customer = await Known(company);
        await using var page = await company.Ada.Opens<PrivacyPage>(p => p.Add(x => x.Id, customer.Value));
        page.Find("#erase-number").Input("CANARY-77");
        page.Press("Erase personal data");
        page.WaitForAssertion(() => Assert.Contains("What was erased, and what was kept", page.Markup));
        Assert.DoesNotContain(Name, page.Markup);
        await using var hers = await company.Stella.Opens<PrivacyPage>(p => p.Add(x => x.Id, customer.Value));
        hers.WaitForAssertion(() => Assert.Contains("Name, number, mail address", hers.Markup));
    }

    static async Task<CustomerId> Known(Company company)
    {
        await company.Does(HouseActor.Import, new KeepCustomers("web", [new("CANARY-77", Name, Email, "United Kingdom")]));
        return (await company.All<Customer>()).Single(c => c.Email == Email).Id;
    }

    // Mail with HTML and an attachment, a note, a draft, a reply that could not be sent at first, and the end.
    static async Task Talked(Company company, CaughtMail outgoing)
    {
        var ticket = (await company.Receives(Mail(Email, Name, "canary-1"))).Ticket!.Value;
        await company.Sam.Does(new AddNote(ticket, "canaryinternal"));
        await company.Sam.Does(new SaveDraft($"Ticket:{ticket.Value}", "reply", "canarydraft"));
        outgoing.Fails = new InvalidOperationException($"550 5.1.1 <{Email}>: no such user");
        await company.Replies(company.Sam, ticket, "canaryreply", TicketState.Solved);
        await company.RunErrands();
        outgoing.Fails = null;
        await company.Passes(TimeSpan.FromMinutes(10));
        await company.RunErrands();
    }

    static string Mail(string from, string name, string id) => $"""
        From: {name} <{from}>
        To: support@practice.example
        Subject: canarysubject
        Message-ID: <{id}@{from.Split('@')[1]}>
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=outer

        --outer
        Content-Type: multipart/alternative; boundary=inner

        --inner
        Content-Type: text/plain; charset=utf-8

        canarywords from 9 Canaryrow
        --inner
        Content-Type: text/html; charset=utf-8

        <p>canaryhtml</p>
        --inner--
        --outer
        Content-Type: text/plain; name=canaryattachment.txt
        Content-Disposition: attachment; filename=canaryattachment.txt

        canaryfile
        --outer--
        """;

    static NewOrder OrderOf(CustomerId customer) =>
        new(FulfillmentDepartment.HandChannel, "W-1", new(customer), $"{Name}\n{Street}\nLeeds", "United Kingdom", "GBP", [new NewOrderLine("A", "Goods A", 2, 2_500_000)]);

    // Every file of the company that holds the words, whatever their case: the database, its journal, the file store.
    static List<string> Places(Company company, string canary)
    {
        var wanted = Encoding.UTF8.GetBytes(canary.ToLowerInvariant());
        return [.. Directory.EnumerateFiles(company.Folder, "*", SearchOption.AllDirectories).Where(file =>
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            for (var i = 0; i < read; i++) if (bytes[i] is >= (byte)'A' and <= (byte)'Z') bytes[i] |= 0x20;
            return bytes.AsSpan(0, read).IndexOf(wanted) >= 0;
        }).Select(file => Path.GetFileName(file))];
    }

    static List<string> Columns(Company company, string canary)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(company.Folder, "backoffice.db")};Pooling=False");
        connection.Open();
        List<string> Ask(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.Parameters.AddWithValue("@canary", $"%{canary}%");
            using var reader = command.ExecuteReader();
            var rows = new List<string>();
            while (reader.Read()) rows.Add(reader.GetString(0));
            return rows;
        }

        return [.. from table in Ask("SELECT name FROM sqlite_master WHERE type = 'table'")
                   from column in Ask($"SELECT name FROM pragma_table_info('{table}') WHERE type = 'TEXT'")
                   where Ask($"SELECT '1' FROM \"{table}\" WHERE \"{column}\" LIKE @canary LIMIT 1").Count > 0
                   select $"{table}.{column}"];
    }
}
