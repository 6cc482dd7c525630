using BackOffice.Kernel;
using BackOffice.Support;
using BackOffice.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;

namespace BackOffice.Integration.Tests.Mail;

/// <summary>Mail in and out through a real mail server.</summary>
public sealed class PostfixTests
{
    static MimeMessage MailOf(string subject, string text) =>
        new([new MailboxAddress("Hannah Wren", "hannah@wren.example")], [new MailboxAddress("", "support@practice.example")], subject, new TextPart("plain") { Text = text });

    static async Task Until(Func<Task<bool>> done, string what)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            if (await done()) return;
            await Task.Delay(100);
        }

        Assert.Fail($"After a minute still not: {what}.");
    }

    [Fact]
    public async Task A_customer_writes_is_answered_and_answers_through_a_real_mail_server()
    {
        if (Postfix.Lacks is { } reason) Assert.Skip(reason);
        var port = Postfix.FreePort();
        using var postfix = await Postfix.Start(port);
        var outgoing = new SmtpMail(new("127.0.0.1", postfix.Port));
        await using var company = await Company.Open(realTime: true, services => services.AddSupport(outgoing));
        using var door = new SmtpDoor(new(port, null), company.Services.GetRequiredService<MailIntake>(), NullLogger<SmtpDoor>.Instance);
        await door.StartAsync(default);

        await outgoing.Send(MailOf("Two hearts missing", "We counted 46."));
        await Until(async () => (await company.All<Ticket>()).Count == 1, "the mail is a ticket");
        var ticket = (await company.All<Ticket>()).Single();
        await company.Sam.Does(new ReplyToTicket(ticket.Id, "Two more come tomorrow.", TicketState.PendingCustomer, ticket.LatestMessage));
        await company.RunErrands();
        await Until(() => Task.FromResult(postfix.Received.Any(m => m.Contains("Two more come tomorrow.", StringComparison.Ordinal))), "the answer is in the customer's mailbox");

        var received = MimeMessage.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(postfix.Received.Single(m => m.Contains("Two more come", StringComparison.Ordinal)))));
        var answer = MailOf("Thank you", "They came.");
        answer.InReplyTo = received.MessageId;
        await outgoing.Send(answer);
        await Until(async () => (await company.All<TicketMessage>()).Any(m => m.JoinedBy is JoinRule.OwnMessageId), "the customer's answer joined its ticket");

        Assert.Single(await company.All<Ticket>());
        await door.StopAsync(default);
        await company.Verified();
    }

    [Fact]
    public async Task While_the_door_is_shut_the_mail_server_keeps_the_mail_and_nothing_is_lost_or_doubled()
    {
        if (Postfix.Lacks is { } reason) Assert.Skip(reason);
        var port = Postfix.FreePort();
        using var postfix = await Postfix.Start(port);
        var outgoing = new SmtpMail(new("127.0.0.1", postfix.Port));
        await using var company = await Company.Open(realTime: true, services => services.AddSupport(outgoing));

        for (var i = 0; i < 20; i++) await outgoing.Send(MailOf($"Number {i}", "Hello"));
        using var door = new SmtpDoor(new(port, null), company.Services.GetRequiredService<MailIntake>(), NullLogger<SmtpDoor>.Instance);
        await door.StartAsync(default);
        await Until(async () =>
        {
            postfix.Flush();
            return (await company.All<Ticket>()).Count == 20;
        }, "all twenty are tickets");

        Assert.Equal(20, (await company.All<Ticket>()).Select(t => t.Subject).Distinct().Count());
        Assert.Equal(20, (await company.All<RawMail>()).Count);
        await door.StopAsync(default);
        await company.Verified();
    }
}
