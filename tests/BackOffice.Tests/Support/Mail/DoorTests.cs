using System.Net;
using System.Net.Sockets;
using System.Text;
using BackOffice.Kernel;
using BackOffice.Support;
using BackOffice.Testing;
using BackOffice.Tests.Simulation;
using MailKit.Net.Smtp;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;

namespace BackOffice.Tests.Support;

public sealed class DoorTests
{
    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    static async Task<SmtpClient> Connected(int port)
    {
        var client = new SmtpClient();
        for (var tries = 0; ; tries++)
        {
            try
            {
                await client.ConnectAsync("127.0.0.1", port);
                return client;
            }
            catch (Exception e) when (e is SocketException && tries < 100)
            {
                await Task.Delay(50);
            }
        }
    }

    static MimeMessage Mail(string to, string text) => new([new MailboxAddress("Hannah Wren", "hannah@wren.example")], [new MailboxAddress("", to)], "By SMTP", new TextPart("plain") { Text = text });

    [Fact]
    public async Task Mail_by_smtp_is_a_ticket_strangers_are_refused_and_25_megabytes_are_enough()
    {
        var (company, _) = await SupportCompany.Open();
        await using var closing = company;
        var port = FreePort();
        using var door = new SmtpDoor(new(port, null), company.Post, NullLogger<SmtpDoor>.Instance);
        await door.StartAsync(default);
        using var client = await Connected(port);

        await client.SendAsync(Mail("support@practice.example", "Hello.\n.a line that begins with a dot\nÄÖÜ"));
        var relayed = await Assert.ThrowsAsync<SmtpCommandException>(() => client.SendAsync(Mail("someone@elsewhere.example", "Relay me")));
        using var second = await Connected(port);
        var large = await Assert.ThrowsAsync<SmtpCommandException>(() => second.SendAsync(Mail("support@practice.example", new string('x', 70) + "\n" + string.Concat(Enumerable.Repeat(new string('x', 70) + "\n", 380_000)))));
        await door.StopAsync(default);

        Assert.Equal(SmtpStatusCode.MailboxUnavailable, relayed.StatusCode);
        Assert.Equal(552, (int)large.StatusCode);
        var message = Assert.Single(await company.All<TicketMessage>(), m => m.Way is MessageWay.In);
        Assert.Equal("Hello.\n.a line that begins with a dot\nÄÖÜ", message.Text.ReplaceLineEndings("\n"));
        await company.Verified();
    }

    [Fact]
    public async Task A_mail_that_could_not_be_kept_stays_with_its_sender_who_is_told_to_come_again()
    {
        var faults = new Faults();
        await using var company = await Company.OpenStill(also: services => services.AddSupport(new Outside()).AddSingleton<Connections>(faults));
        var port = FreePort();
        using var door = new SmtpDoor(new(port, null), company.Services.GetRequiredService<MailIntake>(), NullLogger<SmtpDoor>.Instance);
        await door.StartAsync(default);
        using var client = await Connected(port);
        faults.Arm("INSERT INTO \"RawMails\"", Fault.DiskFull);

        // 4xx: a mail server keeps it and tries again. 5xx would send it back to the customer.
        var full = await Assert.ThrowsAsync<SmtpCommandException>(() => client.SendAsync(Mail("support@practice.example", "kept")));
        Assert.Equal(451, (int)full.StatusCode);
        Assert.Empty(await company.All<RawMail>());

        using var again = await Connected(port);
        await again.SendAsync(Mail("support@practice.example", "kept"));
        await door.StopAsync(default);
        Assert.Single(await company.All<Ticket>());
    }

    [Fact]
    public async Task A_sender_cut_off_in_the_middle_leaves_nothing_and_can_send_again()
    {
        var (company, _) = await SupportCompany.Open();
        await using var closing = company;
        var port = FreePort();
        using var door = new SmtpDoor(new(port, null), company.Post, NullLogger<SmtpDoor>.Instance);
        await door.StartAsync(default);
        (await Connected(port)).Dispose();

        using (var raw = new TcpClient("127.0.0.1", port))
            await raw.GetStream().WriteAsync(Encoding.ASCII.GetBytes("EHLO x\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<support@practice.example>\r\nDATA\r\nSubject: half\r\n\r\nhalf a"));
        using var client = await Connected(port);
        await client.SendAsync(Mail("support@practice.example", "whole"));
        await door.StopAsync(default);

        Assert.Equal("whole", Assert.Single(await company.All<TicketMessage>(), m => m.Way is MessageWay.In).Text.Trim());
    }

    [Fact]
    public async Task What_is_dropped_into_the_folder_is_taken_once()
    {
        var (company, _) = await SupportCompany.Open(realTime: true);
        await using var closing = company;
        var folder = Directory.CreateDirectory(Path.Combine(company.Folder, "mail-in")).FullName;
        File.Copy(SupportData.Path("mail/japanese.eml"), Path.Combine(folder, "japanese.eml"));
        File.SetLastWriteTimeUtc(Path.Combine(folder, "japanese.eml"), DateTime.UtcNow.AddMinutes(-1));
        using var door = new DropFolder(new(null, folder), company.Post, company.Services.GetRequiredService<MailImport>(), company.Services.GetRequiredService<Leases>(), TimeProvider.System, NullLogger<DropFolder>.Instance);

        await door.StartAsync(default);
        for (var tries = 0; tries < 100 && !File.Exists(Path.Combine(folder, "taken", "japanese.eml")); tries++) await Task.Delay(50);
        await door.StopAsync(default);

        Assert.True(File.Exists(Path.Combine(folder, "taken", "japanese.eml")));
        Assert.StartsWith("日本語", Assert.Single(await company.All<Ticket>()).Subject);
    }

    [Fact]
    public async Task The_html_of_a_mail_is_shown_where_it_can_do_nothing()
    {
        var (company, _) = await SupportCompany.Open();
        await using var closing = company;
        await company.Receives("From: a@example.org\nSubject: x\nContent-Type: text/html\n\n<p>Hello</p><script>alert(1)</script><img src=\"https://evil.example/p.png\">");
        var message = Assert.Single(await company.All<TicketMessage>(), m => m.Way is MessageWay.In);

        var (body, response) = await Answer(company, http => SupportDoors.Body(message.Id.Value, company.Services.GetRequiredService<Database>(), company.Services.GetRequiredService<Files>(), http));

        Assert.Contains("<p>Hello</p>", body);
        Assert.DoesNotContain("script", body);
        Assert.DoesNotContain("evil.example", body);
        Assert.Contains("default-src 'none'", response.Headers.ContentSecurityPolicy.ToString());
        Assert.Contains("sandbox", response.Headers.ContentSecurityPolicy.ToString());
        Assert.Equal("nosniff", response.Headers.XContentTypeOptions.ToString());
    }

    [Fact]
    public async Task An_attachment_is_only_ever_downloaded_whatever_it_says_it_is()
    {
        var (company, _) = await SupportCompany.Open();
        await using var closing = company;
        await company.Receives("From: a@example.org\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nHello\n--b\nContent-Type: image/svg+xml; name=\"../x.svg\"\nContent-Disposition: attachment\n\n<svg onload=\"alert(1)\"/>\n--b--\n");
        var file = Assert.Single(await company.All<TicketAttachment>());

        var (body, response) = await Answer(company, http => SupportDoors.Attachment(file.Id.Value, company.Services.GetRequiredService<Database>(), company.Services.GetRequiredService<Files>(), http));

        Assert.Contains("svg onload", body);
        Assert.Equal("application/octet-stream", response.ContentType);
        Assert.Contains("attachment", response.Headers.ContentDisposition.ToString());
        Assert.Contains("filename=x.svg", response.Headers.ContentDisposition.ToString());
        Assert.Equal("nosniff", response.Headers.XContentTypeOptions.ToString());
        Assert.Equal(404, (await Answer(company, http => SupportDoors.Attachment(99_999, company.Services.GetRequiredService<Database>(), company.Services.GetRequiredService<Files>(), http))).Response.StatusCode);
    }

    static async Task<(string Body, HttpResponse Response)> Answer(BackOffice.Testing.Company company, Func<HttpContext, Task<IResult>> ask)
    {
        var http = new DefaultHttpContext { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
        using var body = new MemoryStream();
        http.Response.Body = body;
        await (await ask(http)).ExecuteAsync(http);
        return (Encoding.UTF8.GetString(body.ToArray()), http.Response);
    }
}
