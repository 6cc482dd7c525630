using Microsoft.EntityFrameworkCore;

namespace BackOffice.Support;

/// <summary>What several commands do with mail inside their transaction.</summary>
static class MailWork
{
    // More than this in an hour is a flood, not a day's customers: then nothing is acknowledged, people answer.
    const int MostAcknowledgementsAnHour = 200;

    extension(Work work)
    {
        public async Task<MailboxId> DefaultMailbox() => await work.All<Mailbox>().OrderBy(m => m.Id).Select(m => m.Id).FirstAsync();

        public async Task<Mailbox> MailboxOf(Ticket ticket)
        {
            var id = ticket.Mailbox ?? await work.DefaultMailbox();
            return await work.All<Mailbox>().FirstAsync(m => m.Id == id);
        }

        /// <summary>Forgets what the actor was typing for a ticket, because it is being sent.</summary>
        public async Task ClearDraft(TicketId ticket, string kind)
        {
            var (me, subject) = (work.Actor.Id, Touched.Key(ticket));
            await work.All<Draft>().Where(d => d.Person == me && d.Subject == subject && d.Kind == kind).ExecuteDeleteAsync();
        }

        /// <summary>Finds the ticket of a clue and those into which it was merged.</summary>
        public async Task Learn(Dictionary<Clue, KnownTicket?> known, Clue clue)
        {
            var next = clue;
            for (var steps = 0; steps < 12 && !known.ContainsKey(next); steps++)
            {
                var id = next.Ticket ?? await work.TicketOfKey(next);
                var ticket = id is null ? null : await work.Tickets.IgnoreAutoIncludes().AsNoTracking().Where(t => t.Id == id)
                    .Select(t => new { t.Id, t.State, t.MergedInto }).FirstOrDefaultAsync();
                if (ticket is null)
                {
                    known[next] = null;
                    return;
                }

                var participants = await work.All<TicketParticipant>().Where(p => p.Ticket == ticket.Id).Select(p => p.Address).OrderBy(a => a).Take(200).ToListAsync();
                known[next] = new(ticket.Id, ticket.State, ticket.MergedInto, participants);
                if (ticket.MergedInto is not { } into) return;
                next = clue with { Ticket = into };
            }
        }

        async Task<TicketId?> TicketOfKey(Clue clue) => clue.Rule switch
        {
            JoinRule.ForeignMessageId or JoinRule.Bounce => await work.All<TicketMessage>().Where(m => m.MailMessageId == clue.Key)
                .OrderByDescending(m => m.Id).Select(m => (TicketId?)m.Ticket).FirstOrDefaultAsync(),
            JoinRule.ExternalKey => await work.Tickets.IgnoreAutoIncludes().Where(t => t.ExternalKey == clue.Key)
                .OrderByDescending(t => t.Id).Select(t => (TicketId?)t.Id).FirstOrDefaultAsync(),
            _ => null,
        };

        /// <summary>
        /// Tells the writer that the mail arrived: once in 24 hours over all mailboxes, never to ourselves, never with a word of theirs.
        /// </summary>
        public async Task Acknowledge(Ticket ticket, Mailbox mailbox, string to)
        {
            var address = to.Trim().ToLowerInvariant();
            var (dayAgo, hourAgo) = (work.Now.AddHours(-24), work.Now.AddHours(-1));
            if (!address.Contains('@') || await work.All<Mailbox>().AnyAsync(m => m.Address == address)) return;
            var last = await work.All<Acknowledged>().FirstOrDefaultAsync(a => a.Address == address);
            if (last?.At > dayAgo || await work.All<Acknowledged>().CountAsync(a => a.At > hourAgo) >= MostAcknowledgementsAnHour) return;
            if (last is null) work.Add(last = new Acknowledged { Address = address });
            last.At = work.Now;

            var language = ticket.Customer is { } customer ? (await work.Look<Customer>(customer))?.Language : "en";
            var t = Texts.In(language);
            var id = work.New<TicketMessageId>();
            var message = new TicketMessage
            {
                Id = id,
                Ticket = ticket.Id,
                Way = MessageWay.Out,
                Channel = TicketChannel.Mail,
                Class = MailClass.AutoReply,
                At = work.Now,
                FromName = mailbox.Name,
                FromAddress = mailbox.Address,
                To = to,
                Subject = t[$"We have your message [{ticket.Number}]"],
                Text = t["Thank you for writing to us. Your message has arrived and a person will answer it. To add something, simply answer this mail."],
                MailMessageId = mailbox.Addresses.MessageId(ticket.Id, id),
                JoinedBy = JoinRule.ByHand,
                IsAcknowledgement = true,
            };
            message.Wait();
            work.Add(message);
            work.Raise(new AcknowledgementWritten(ticket.Id, id));
        }
    }
}
