using BackOffice.Kernel;
using BackOffice.Support;
using BackOffice.Testing;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackOffice.Integration.Tests.Mail;

/// <summary>Mail fetched from a real IMAP server.</summary>
public sealed class DovecotTests
{
    static string MailOf(int number) => $"From: Hannah Wren <hannah{number}@wren.example>\nTo: support@practice.example\nSubject: Number {number}\nMessage-ID: <{number}@wren.example>\n\nHello\n";

    static ImapDoor DoorOf(Company company, Dovecot server) => new(
        new("127.0.0.1", server.Port, Dovecot.User, Dovecot.Password, Tls: false), company.Services.GetRequiredService<MailIntake>(), company.Commands,
        company.Services.GetRequiredService<Database>(), company.Services.GetRequiredService<Leases>(), TimeProvider.System, NullLogger<ImapDoor>.Instance);

    static async Task Tickets(Company company, int count)
    {
        for (var tries = 0; tries < 600 && (await company.All<Ticket>()).Count < count; tries++) await Task.Delay(100);
        Assert.Equal(count, (await company.All<Ticket>()).Count);
    }

    [Fact]
    public async Task Mail_is_fetched_as_it_comes_once_and_never_marked_as_read()
    {
        if (Dovecot.Lacks is { } reason) Assert.Skip(reason);
        using var server = await Dovecot.Start();
        await using var company = await Company.Open(realTime: true, services => services.AddSupport(new FolderMail(Path.Combine(Path.GetTempPath(), "bo-out"))));
        for (var i = 0; i < 3; i++) server.Deliver(MailOf(i));
        var door = DoorOf(company, server);
        await door.StartAsync(default);
        await Tickets(company, 3);

        server.Deliver(MailOf(3));
        await Tickets(company, 4);
        await door.StopAsync(default);
        server.Deliver(MailOf(4));
        var after = DoorOf(company, server);
        await after.StartAsync(default);
        await Tickets(company, 5);
        await after.StopAsync(default);

        Assert.Equal(5, (await company.All<RawMail>()).Count);
        // Stopped between a ticket and the cursor, the door reads that one mail again and knows it.
        Assert.InRange((await company.All<RawMail>()).Sum(r => r.AgainCount), 0, 1);
        using var client = new ImapClient();
        await client.ConnectAsync("127.0.0.1", server.Port, SecureSocketOptions.None);
        await client.AuthenticateAsync(Dovecot.User, Dovecot.Password);
        await client.Inbox!.OpenAsync(FolderAccess.ReadOnly);
        var flags = await client.Inbox.FetchAsync(0, -1, MessageSummaryItems.Flags);
        Assert.All(flags, m => Assert.False(m.Flags!.Value.HasFlag(MessageFlags.Seen)));
        Assert.All(flags, m => Assert.Contains(ImapDoor.Keyword, m.Keywords));
        await company.Verified();
    }
}
