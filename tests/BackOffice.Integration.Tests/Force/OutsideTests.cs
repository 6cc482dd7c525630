using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using BackOffice.Integration.Tests.Mail;
using BackOffice.Kernel;
using BackOffice.Support;
using BackOffice.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;

namespace BackOffice.Integration.Tests.Force;

/// <summary>F13, F14, F16 and the matrix: the outside refuses, hangs, drips, is cut, and the portal goes on.</summary>
public sealed partial class OutsideTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static MimeMessage Letter(int number, int size = 200) =>
        new([new MailboxAddress("", "support@practice.example")], [new MailboxAddress("Hannah Wren", "hannah@wren.example")], $"Letter {number}", new TextPart("plain") { Text = new string('x', size) }) { MessageId = $"letter-{number}@practice.example" };

    static SmtpMail Through(TcpProxy proxy, int seconds = 2) => new(new("127.0.0.1", proxy.Port, TimeoutSeconds: seconds));

    /// <summary>Sends; null when it was sent, else why not.</summary>
    static async Task<Exception?> Send(SmtpMail mail, MimeMessage letter)
    {
        try { await mail.Send(letter, Stop); return null; }
        catch (Exception e) when (e is InvalidOperationException or UnknownOutcome) { return e; }
    }

    [Fact]
    public async Task Wherever_a_real_mail_server_is_cut_off_what_is_tried_again_was_not_sent_and_what_may_have_been_sent_is_unknown()
    {
        if (Postfix.Lacks is { } reason) Assert.Skip(reason);
        using var server = await Postfix.Start(PortalProcess.FreePort());
        await using var proxy = new TcpProxy(server.Port);
        var outcomes = new Dictionary<int, Exception?>();

        // Answers of the server cut after ever more bytes: in the greeting, between the commands, in the last answer, after it.
        var number = 0;
        for (var bytes = 0; bytes < 600; bytes += 40)
        {
            (proxy.CutAfter, proxy.Way) = (bytes, Wire.Cut);
            outcomes[++number] = await Send(Through(proxy), Letter(number));
        }
        // The mail's final dot arrives, its answer does not.
        (proxy.CutAfterSent, proxy.Way) = ("\r\n.\r\n"u8.ToArray(), Wire.Cut);
        var lost = ++number;
        outcomes[lost] = await Send(Through(proxy), Letter(lost));
        proxy.CutAfterSent = null;
        foreach (var way in (Wire[])[Wire.Refuse, Wire.Reset, Wire.BlackHole, Wire.Drip])
        {
            proxy.Way = way;
            outcomes[++number] = await Send(Through(proxy), Letter(number, way is Wire.Drip ? 4_000 : 200));
            Assert.True(outcomes[number] is InvalidOperationException, $"{way}: {outcomes[number]}");
        }
        (proxy.Delay, proxy.Way) = (TimeSpan.FromMilliseconds(100), Wire.Delay);
        outcomes[++number] = await Send(Through(proxy, 20), Letter(number));
        Assert.Null(outcomes[number]);
        proxy.Way = Wire.Fine;
        outcomes[++number] = await Send(Through(proxy), Letter(number));

        // Everything that the server took is in the mailbox when the last one is.
        for (var tries = 0; !server.Received.Any(m => m.Contains($"letter-{number}@", StringComparison.Ordinal)) && tries < 600; tries++) await Task.Delay(100, Stop);
        for (var tries = 0; !server.Received.Any(m => m.Contains($"letter-{lost}@", StringComparison.Ordinal)) && tries < 600; tries++) await Task.Delay(100, Stop);
        var received = server.Received;
        foreach (var (which, outcome) in outcomes)
        {
            var times = received.Count(m => m.Contains($"Message-Id: <letter-{which}@", StringComparison.OrdinalIgnoreCase));
            Assert.True(times <= 1, $"Letter {which} is there {times} times.");
            if (outcome is null) Assert.True(times == 1, $"Letter {which} was sent and is not there.");
            if (outcome is InvalidOperationException) Assert.True(times == 0, $"Letter {which} would be tried again, but it is there: {outcome.Message}");
        }
        Assert.IsType<UnknownOutcome>(outcomes[lost]);
        Assert.Contains(outcomes.Values, outcome => outcome is InvalidOperationException);
    }

    static string MailOf(string number, int size) => $"From: Hannah Wren <hannah{number}@wren.example>\nTo: support@practice.example\nSubject: Number {number}\nMessage-ID: <{number}@wren.example>\n\n{string.Join('\n', Enumerable.Repeat(new string('x', 70), size / 70 + 1))}\n";

    static ImapDoor DoorOf(Company company, TcpProxy proxy) => new(
        new("127.0.0.1", proxy.Port, Dovecot.User, Dovecot.Password, Tls: false, TimeoutSeconds: 3), company.Services.GetRequiredService<MailIntake>(), company.Commands,
        company.Services.GetRequiredService<Database>(), company.Services.GetRequiredService<Leases>(), new Hasty(), NullLogger<ImapDoor>.Instance);

    [Fact]
    public async Task Wherever_a_real_mailbox_is_cut_off_each_mail_becomes_one_ticket_and_none_a_half()
    {
        if (Dovecot.Lacks is { } reason) Assert.Skip(reason);
        using var server = await Dovecot.Start();
        await using var proxy = new TcpProxy(server.Port);
        await using var company = await Company.Open(realTime: true, services => services.AddSupport(new FolderMail(Path.Combine(Path.GetTempPath(), "bo-out"))));
        for (var i = 0; i < 4; i++) server.Deliver(MailOf($"{i}", 3_000));
        using var door = DoorOf(company, proxy);
        proxy.Way = Wire.Cut;
        await door.StartAsync(default);
        for (var bytes = 0; bytes < 6_000; bytes += 500)
        {
            proxy.CutAfter = bytes;
            var seen = proxy.Connections;
            for (var tries = 0; proxy.Connections == seen && tries < 100; tries++) await Task.Delay(20, Stop);
        }
        foreach (var way in (Wire[])[Wire.Reset, Wire.Refuse, Wire.BlackHole])
        {
            proxy.Way = way;
            proxy.EndAll();
            await Task.Delay(300, Stop);
        }
        proxy.Way = Wire.Fine;
        server.Deliver(MailOf("last", 100));
        for (var tries = 0; (await company.All<Ticket>()).Count < 5 && tries < 600; tries++) await Task.Delay(100, Stop);
        await door.StopAsync(default);

        Assert.Equal(["Number 0", "Number 1", "Number 2", "Number 3", "Number last"], (await company.All<Ticket>()).Select(t => t.Subject).Order());
        Assert.All((await company.All<TicketMessage>()).Where(m => !m.IsAcknowledgement && m.Subject != "Number last"), m => Assert.True(m.Text.Length > 3_000));
        await company.Verified();
    }

    [Fact]
    public async Task A_mail_that_breaks_the_connection_each_time_is_set_aside_and_those_behind_it_come_in()
    {
        if (Dovecot.Lacks is { } reason) Assert.Skip(reason);
        using var server = await Dovecot.Start();
        await using var proxy = new TcpProxy(server.Port) { CutAfter = 20_000, Way = Wire.Cut };
        await using var company = await Company.Open(realTime: true, services => services.AddSupport(new FolderMail(Path.Combine(Path.GetTempPath(), "bo-out"))));
        server.Deliver(MailOf("poison", 60_000));
        server.Deliver(MailOf("fine", 100));
        using var door = DoorOf(company, proxy);
        await door.StartAsync(default);
        for (var tries = 0; !(await company.All<RawMail>()).Exists(m => m.End is RawMailEnd.Quarantined) && tries < 900; tries++) await Task.Delay(100, Stop);
        await door.StopAsync(default);

        Assert.Equal("Number fine", Assert.Single(await company.All<Ticket>()).Subject);
        Assert.Contains("still on the mail server", Assert.Single(await company.All<RawMail>(), m => m.End is RawMailEnd.Quarantined).Reason!, StringComparison.Ordinal);
        await company.Verified();
    }

    [Fact]
    public async Task Whatever_is_down_or_slow_outside_the_portal_starts_and_every_area_answers()
    {
        using var sink = new SmtpSink();
        using var imap = new SmtpSink();
        await using var outgoing = new TcpProxy(sink.Port) { Way = Wire.Refuse };
        await using var mailbox = new TcpProxy(imap.Port) { Way = Wire.Refuse };
        await using var collector = new TcpProxy(imap.Port) { Way = Wire.Refuse };
        await using var redis = new TcpProxy(imap.Port) { Way = Wire.Refuse };
        TcpProxy[] all = [outgoing, mailbox, collector, redis];
        var receiver = PortalProcess.FreePort();
        // With everything outside down it starts: the practice company, so that people can look at every area.
        await using var portal = await PortalProcess.Start(null, new()
        {
            ["Mail__Receiver__Port"] = receiver.ToString(CultureInfo.InvariantCulture),
            ["Mail__Smtp__Host"] = "127.0.0.1",
            ["Mail__Smtp__Port"] = Port(outgoing),
            ["Mail__Smtp__TimeoutSeconds"] = "5",
            ["Mail__Imap__Host"] = "127.0.0.1",
            ["Mail__Imap__Port"] = Port(mailbox),
            ["Mail__Imap__User"] = "support@practice.example",
            ["Mail__Imap__Tls"] = "false",
            ["Mail__Imap__TimeoutSeconds"] = "5",
            ["Telemetry__Otlp"] = $"http://127.0.0.1:{collector.Port}",
            ["Nodes__Name"] = "one",
            ["Nodes__Redis"] = $"127.0.0.1:{redis.Port}",
        });
        using var outsiders = new Outsiders(portal, receiver, await Key(portal));
        using var browser = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = new(portal.Address), Timeout = TimeSpan.FromSeconds(60) };
        await SignIn(browser, "Max Stone");

        var number = 0;
        foreach (var way in (Wire[])[Wire.Refuse, Wire.Reset, Wire.BlackHole, Wire.Delay, Wire.Drip])
        {
            foreach (var proxy in all) proxy.Way = way;
            number++;
            foreach (var page in (string[])["/health/live", "/health/ready", "/", "/orders", "/queue", "/invoices", "/cash", "/admin/not-sent"])
            {
                var answer = await browser.GetAsync(page, Stop);
                Assert.True(answer.IsSuccessStatusCode, $"{way}: {page} said {(int)answer.StatusCode}");
            }
            Assert.Null(await outsiders.Order(number, Stop));
            Assert.Null(await outsiders.Ticket(number, Stop));
            Assert.Null(await outsiders.Letter(number, Stop));
            var (code, _, error) = await outsiders.Hand(["import", "items", await Outsiders.Items(portal, number)], Stop);
            Assert.True(code == 0, $"{way}: {error}");
        }
    }

    static string Port(TcpProxy proxy) => proxy.Port.ToString(CultureInfo.InvariantCulture);

    static async Task<string> Key(PortalProcess portal)
    {
        var (_, output, _) = await PortalProcess.Run(["keys", "add", "outside", "--scope", "orders", "payments", "tickets", "--data", portal.Folder, "--json"]);
        return System.Text.Json.JsonDocument.Parse(output).RootElement.GetProperty("key").GetString()!;
    }

    static async Task SignIn(HttpClient browser, string name)
    {
        var page = await browser.GetStringAsync("/sign-in", Stop);
        var token = Token().Match(page).Groups[1].Value;
        var person = Person().Matches(page).Last(m => m.Index < page.IndexOf(name, StringComparison.Ordinal)).Groups[1].Value;
        var answer = await browser.PostAsync("/sign-in", new FormUrlEncodedContent([new("person", person), new("returnUrl", "/"), new("__RequestVerificationToken", token)]), Stop);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("name=\"person\" value=\"(\\d+)\"")]
    private static partial Regex Person();

    /// <summary>The system's clock with every waiting twenty times as short: so long does no test wait for the next try.</summary>
    sealed class Hasty : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / 20 : dueTime, period > TimeSpan.Zero ? period / 20 : period);
    }
}
