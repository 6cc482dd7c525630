using Microsoft.EntityFrameworkCore;

namespace BackOffice.Support;

[Event("support.ticket-replied", 1)]
public sealed record TicketReplied(TicketId Ticket, TicketMessageId Message, TicketState Then) : Event
{
    public override Words Says() => $"Reply written, then {Then}";
}

// Answers the customer. The mail goes out as an errand after the commit. Seen is the newest message that the writer has read:
// if something came since, it stops and the draft stays.
[Needs(May.AnswerTickets), Raises<TicketReplied>, Raises<TicketStateChanged>]
public sealed record ReplyToTicket(TicketId Id, string Text, TicketState Then, TicketMessageId? Seen) : Command
{
    public override async Task Run(Work work)
    {
        Refuse.If(string.IsNullOrWhiteSpace(Text), "Write your reply first.");
        Refuse.If(Text.Length > 100_000, "The reply is too long (100,000 signs at most).");
        Refuse.If(Text.Contains("{{", StringComparison.Ordinal), "The reply still holds a field in double braces; fill it in before you send.");

        var ticket = await work.Find<Ticket>(Id);
        Refuse.If(ticket.LatestMessage != Seen, $"Something new arrived on {ticket.Number} since you opened it. Your draft is kept; read it, then send.", Refusal.Conflict);
        var mailbox = await work.MailboxOf(ticket);
        var latest = await work.All<TicketMessage>().Where(m => m.Ticket == Id && m.Way == MessageWay.In).OrderByDescending(m => m.Id).FirstOrDefaultAsync();
        var id = work.New<TicketMessageId>();
        var message = new TicketMessage
        {
            Id = id,
            Ticket = Id,
            Way = MessageWay.Out,
            Channel = TicketChannel.Mail,
            At = work.Now,
            FromName = work.Actor.Name,
            FromAddress = mailbox.Address,
            To = ticket.RequesterAddress,
            Subject = $"Re: {ticket.Subject} [{ticket.Number}]",
            Text = Text.ReplaceLineEndings("\n"),
            Preview = TicketMessage.PreviewOf(Text),
            MailMessageId = mailbox.Addresses.MessageId(Id, id),
            InReplyTo = latest?.MailMessageId,
            JoinedBy = JoinRule.ByHand,
            Author = work.Actor.Id,
        };
        message.Wait();
        var before = ticket.State;
        ticket.Replied(message, Then, work.Actor, work.Now, work.ClockIds);
        work.Add(message);
        await work.AddParticipants(Id, [ticket.RequesterAddress]);
        await work.ClearDraft(Id, "reply");
        work.SetClock(ticket);

        work.Raise(new TicketReplied(Id, id, Then));
        if (before != ticket.State) work.Raise(new TicketStateChanged(Id, before, ticket.State));
    }
}
