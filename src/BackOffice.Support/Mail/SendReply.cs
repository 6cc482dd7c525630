using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace BackOffice.Support;

/// <summary>The door through which mail leaves: SMTP, or a folder that one can read.</summary>
public interface IOutgoingMail
{
    /// <summary>Sends; throws <see cref="UnknownOutcome"/> if the other side may have taken it although it did not say so.</summary>
    Task Send(MimeMessage message, CancellationToken stop = default);
}

/// <summary>Sends a public message of a ticket. It reads messages, tickets and mailboxes; notes are a table that it does not know.</summary>
[Errand("support.send-reply")]
public sealed record SendReply(TicketId Ticket, TicketMessageId Message) : Errand
{
    public override string Subject => Touched.Key(Ticket);

    public override async Task<ICommand?> Run(World world)
    {
        MimeMessage mail;
        using (var reading = await world.Open())
        {
            var message = await reading.Reader.All<TicketMessage>().FirstAsync(m => m.Id == Message);
            if (message.Delivery is not Delivery.Waiting) return null;
            var ticket = await reading.Reader.All<Ticket>().IgnoreAutoIncludes().FirstAsync(t => t.Id == Ticket);
            var mailbox = await reading.Reader.All<Mailbox>().OrderBy(m => m.Id).FirstAsync(m => ticket.Mailbox == null || m.Id == ticket.Mailbox);
            mail = MailOf(message, ticket, mailbox);
        }

        await world.Get<IOutgoingMail>().Send(mail, world.Stop);
        return new RecordSent(Message);
    }

    public override Task<ICommand?> Report(World world) => Task.FromResult<ICommand?>(new RecordSent(Message));

    // The Message-ID is fixed: a mail that left twice is one mail to every mail program.
    static MimeMessage MailOf(TicketMessage message, Ticket ticket, Mailbox mailbox)
    {
        var mail = new MimeMessage { Subject = message.Subject, MessageId = message.MailMessageId!, Date = message.At };
        mail.From.Add(new MailboxAddress(message.IsAcknowledgement ? mailbox.Name : $"{message.FromName}, {mailbox.Name}", mailbox.Address));
        mail.To.Add(new MailboxAddress(ticket.RequesterName, message.To));
        mail.ReplyTo.Add(new MailboxAddress(mailbox.Name, mailbox.Addresses.ReplyAddress(mailbox.Address, ticket.Id)));
        if (message.InReplyTo is { Length: > 0 } answered)
        {
            mail.InReplyTo = answered;
            mail.References.Add(answered);
        }

        mail.Headers.Add("X-BackOffice-Ticket", ticket.Number);
        if (message.IsAcknowledgement)
        {
            mail.Headers.Add("Auto-Submitted", "auto-replied");
            mail.Headers.Add("X-Auto-Response-Suppress", "All");
        }

        var text = message.IsAcknowledgement || mailbox.Signature is not { Length: > 0 } signature ? message.Text : $"{message.Text}\n\n-- \n{signature}";
        mail.Body = new TextPart("plain") { Text = text };
        return mail;
    }
}

[Event("support.reply-sent", 1)]
public sealed record ReplySent(TicketId Ticket, TicketMessageId Message) : Event
{
    public override Words Says() => "Mail sent";
}

// The post reports that a message has left the house.
[Needs(May.ReceiveMail), Raises<ReplySent>]
public sealed record RecordSent(TicketMessageId Message) : Command
{
    public override async Task Run(Work work)
    {
        var message = await work.All<TicketMessage>().FirstOrDefaultAsync(m => m.Id == Message);
        Refuse.If(message is null, "There is no such message.");
        if (message.Delivery is not Delivery.Waiting) return;
        message.Left(work.Now);
        work.Raise(new ReplySent(message.Ticket, Message));
    }
}
