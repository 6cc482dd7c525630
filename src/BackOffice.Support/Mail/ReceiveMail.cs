using Microsoft.EntityFrameworkCore;

namespace BackOffice.Support;

/// <summary>A part of a mail after its bytes were put into the file store.</summary>
public sealed record KeptPart(string Name, string ContentType, string? ContentId, bool IsInline, long Size, string File);

/// <summary>What became of a mail.</summary>
public sealed record MailTaken(RawMailEnd End, TicketId? Ticket);

// Makes of an understood mail what it is: a new ticket, a message of a ticket, or nothing by a named rule. Ticket, message, files,
// clocks and what follows are one transaction.
[Needs(May.ReceiveMail), Raises<TicketOpened>, Raises<CustomerWrote>, Raises<MailDropped>, Raises<AcknowledgementWritten>]
public sealed record ReceiveMail(RawMailId Raw, IncomingMail Mail, string? HtmlFile, Many<KeptPart> Parts) : Command<MailTaken>
{
    public override async Task<MailTaken> Run(Work work)
    {
        var raw = await work.Find<RawMail>(Raw);
        if (raw.End is not RawMailEnd.Waiting) return new(raw.End, raw.Ticket);
        var mailbox = await work.Find<Mailbox>(raw.Mailbox);
        var clues = Threading.CluesIn(Mail, mailbox.Addresses);
        var known = new Dictionary<Clue, KnownTicket?>();
        foreach (var clue in clues) await work.Learn(known, clue);

        var decision = Threading.Decide(Mail, clues, clue => known.GetValueOrDefault(clue));
        if (RuleToDrop(decision) is { } rule)
        {
            raw.Drop(rule);
            work.Raise(new MailDropped(Raw, rule));
            return new(raw.End, null);
        }

        var ticket = decision.Join is { } id ? await work.Find<Ticket>(id) : await Opened(work, raw, mailbox, decision);
        var message = MessageOf(work, raw, ticket, decision);
        await Take(work, ticket, message, decision, clues);
        if (decision.Join is null) raw.BecameTicket(message);
        else raw.JoinedTicket(message);
        if (decision.Join is null && Mail.Class is MailClass.Human) await work.Acknowledge(ticket, mailbox, Mail.FromAddress);
        return new(raw.End, ticket.Id);
    }

    // The named rules by which a mail opens no ticket. Lists and newsletters do open one: a person may decide that they are spam.
    string? RuleToDrop(ThreadDecision decision) => Mail.Class switch
    {
        MailClass.Own => "our own mail came back",
        MailClass.Bounce when decision.Join is null && decision.LinkTo is null => "a bounce of a mail that we did not send",
        MailClass.AutoReply when decision.Join is null && decision.LinkTo is null && Mail.ClassReason is "Auto-Submitted" or "empty return path"
            or "X-Autoreply" or "X-Autorespond" or "disposition-notification" => "an automatic answer to nothing of ours",
        _ => null,
    };

    async Task<Ticket> Opened(Work work, RawMail raw, Mailbox mailbox, ThreadDecision decision)
    {
        var ticket = new Ticket
        {
            Id = work.New<TicketId>(),
            Mailbox = mailbox.Id,
            Channel = TicketChannel.Mail,
            Subject = Mail.Subject.Length == 0 ? "(no subject)" : Mail.Subject,
            RequesterName = Mail.FromName.Length == 0 ? Mail.FromAddress : Mail.FromName,
            RequesterAddress = Mail.FromAddress,
            ReceivedAt = raw.ReceivedAt,
            FollowUpOf = decision.Link is TicketLink.FollowUpOf ? decision.LinkTo : null,
            RelatedTo = decision.Link is TicketLink.RelatedTo ? decision.LinkTo : null,
            ExternalKey = Threading.CluesIn(Mail, mailbox.Addresses).FirstOrDefault(c => c.Rule is JoinRule.ExternalKey)?.Key,
        };
        if (await work.CustomerOf(Mail.FromAddress) is { } customer) ticket.BelongsTo(customer.Id, customer.Name);
        ticket.Open(await work.PolicyFor(TicketPriority.Normal), raw.ReceivedAt, work.New<TicketClockEventId>());
        work.Add(ticket);
        return ticket;
    }

    TicketMessage MessageOf(Work work, RawMail raw, Ticket ticket, ThreadDecision decision) => new()
    {
        Id = work.New<TicketMessageId>(),
        Ticket = ticket.Id,
        Way = MessageWay.In,
        Channel = TicketChannel.Mail,
        Class = Mail.Class,
        At = raw.ReceivedAt,
        SentAt = Mail.SentAt,
        FromName = Mail.FromName.Length == 0 ? Mail.FromAddress : Mail.FromName,
        FromAddress = Mail.FromAddress,
        To = Cut(string.Join(", ", Mail.To.Concat(Mail.Cc))),
        Subject = Mail.Subject,
        Text = Mail.Text,
        Preview = TicketMessage.PreviewOf(Mail.Text),
        HtmlFile = HtmlFile,
        MailMessageId = Mail.MessageId,
        InReplyTo = Mail.InReplyTo.Count > 0 ? Mail.InReplyTo[0] : null,
        JoinedBy = decision.Rule,
        Raw = raw.Id,
        CharsetGuessed = Mail.CharsetGuessed,
    };

    async Task Take(Work work, Ticket ticket, TicketMessage message, ThreadDecision decision, IReadOnlyList<Clue> clues)
    {
        var isNew = decision.Join is null;
        ticket.CustomerWrote(message, isNew || Mail.Class is MailClass.Human, work.Now, work.ClockIds);
        work.Add(message);
        foreach (var part in Parts)
            work.Add(new TicketAttachment
            {
                Id = work.New<TicketAttachmentId>(),
                Ticket = ticket.Id,
                Message = message.Id,
                Name = part.Name,
                ContentType = Cut(part.ContentType),
                ContentId = part.ContentId is { } cid ? Cut(cid) : null,
                IsInline = part.IsInline,
                Size = part.Size,
                File = part.File,
            });
        if (Mail.Class is MailClass.Bounce) await MarkGivenBack(work, clues);
        else await work.AddParticipants(ticket.Id, [Mail.FromAddress]);
        await work.LinkOrdersIn(ticket, $"{Mail.Subject}\n{QuoteFolding.Fold(Mail.Text).Visible}");
        work.SetClock(ticket);
        work.Raise(isNew ? new TicketOpened(ticket.Id, message.Id) : new CustomerWrote(ticket.Id, message.Id, decision.Reopens));
    }

    async Task MarkGivenBack(Work work, IReadOnlyList<Clue> clues)
    {
        if (clues.FirstOrDefault(c => c.Rule is JoinRule.Bounce)?.Key is not { } failed) return;
        if (await work.All<TicketMessage>().FirstOrDefaultAsync(m => m.MailMessageId == failed && m.Way == MessageWay.Out) is { } message) message.CameBack();
    }

    static string Cut(string text) => text.Length > 400 ? text[..400] : text;
}
