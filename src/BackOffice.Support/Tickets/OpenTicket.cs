using System.Net.Mail;

namespace BackOffice.Support;

/// <summary>The number to tell the customer.</summary>
public sealed record TicketGiven(TicketId Ticket, string Number);

// Opens a ticket for what came by form, by another program or by telephone. Mail comes by ReceiveMail.
[Needs(May.OpenTickets), Raises<TicketOpened>]
public sealed record OpenTicket(
    string Name, string Address, string Subject, string Text, TicketChannel Channel = TicketChannel.Form,
    TicketPriority Priority = TicketPriority.Normal, CustomerId? Customer = null, OrderId? Order = null) : Command<TicketGiven>
{
    public override async Task<TicketGiven> Run(Work work)
    {
        Refuse.If(string.IsNullOrWhiteSpace(Subject), "Say in a few words what it is about.");
        Refuse.If(string.IsNullOrWhiteSpace(Text), "Write down what the customer says.");
        Refuse.If(Subject.Length > 400, "The subject is too long (400 signs at most); put the rest into the text.");
        Refuse.If(Text.Length > 100_000, "The text is too long (100,000 signs at most).");
        Refuse.If(Address.Length > 320 || !MailAddress.TryCreate(Address, out _), "Give an e-mail address, so that we can answer.");

        var customer = Customer is { } named ? await work.Look<Customer>(named) : await work.CustomerOf(Address);
        Refuse.If(Customer is not null && customer is null, "There is no such customer.");
        var ticket = new Ticket
        {
            Id = work.New<TicketId>(),
            Channel = Channel,
            Subject = Subject.Trim(),
            RequesterName = Name.Trim(),
            RequesterAddress = Address.Trim(),
            ReceivedAt = work.Now,
            Mailbox = await work.DefaultMailbox(),
        };
        if (customer is not null) ticket.BelongsTo(customer.Id, customer.Name);
        ticket.Open(await work.PolicyFor(Priority), work.Now, work.New<TicketClockEventId>());

        var message = new TicketMessage
        {
            Id = work.New<TicketMessageId>(),
            Ticket = ticket.Id,
            Way = MessageWay.In,
            Channel = Channel,
            At = work.Now,
            FromName = Name.Trim(),
            FromAddress = Address.Trim(),
            To = "",
            Subject = Subject.Trim(),
            Text = Text,
            Preview = TicketMessage.PreviewOf(Text),
            JoinedBy = JoinRule.New,
        };
        ticket.CustomerWrote(message, human: true, work.Now, work.ClockIds);
        work.Add(ticket);
        work.Add(message);
        await work.AddParticipants(ticket.Id, [Address]);
        if (Order is { } order)
        {
            work.Add(new TicketOrder { Ticket = ticket.Id, Order = order, ByHand = true });
            ticket.IsAbout(order);
        }
        else await work.LinkOrdersIn(ticket, $"{Subject}\n{Text}");
        work.SetClock(ticket);

        work.Raise(new TicketOpened(ticket.Id, message.Id));
        return new(ticket.Id, ticket.Number);
    }
}
