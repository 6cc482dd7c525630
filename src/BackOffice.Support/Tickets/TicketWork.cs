using BackOffice.Accounting;
using Microsoft.EntityFrameworkCore;

namespace BackOffice.Support;

/// <summary>What several commands do with a ticket inside their transaction.</summary>
static class TicketWork
{
    extension(Work work)
    {
        public IQueryable<Ticket> Tickets => work.All<Ticket>();

        /// <summary>The clock looks at the ticket when something is to be warned of or missed.</summary>
        public void SetClock(Ticket ticket) =>
            work.At($"ticket-clock:{ticket.Id.Value}", ticket.StrikesAt, ticket.StrikesAt is null ? null : new StrikeTicketClock(ticket.Id));

        public Func<TicketClockEventId> ClockIds => work.New<TicketClockEventId>;

        public async Task<SlaPolicy> PolicyFor(TicketPriority priority) =>
            await work.All<SlaPolicy>().FirstOrDefaultAsync(p => p.Priority == priority)
            ?? throw new InvalidOperationException($"There is no policy for {priority}.");

        /// <summary>The customer of an address, if exactly this address is known.</summary>
        public async Task<Customer?> CustomerOf(string address)
        {
            var lower = address.ToLowerInvariant();
            return address.Length == 0 ? null
                : await work.All<Customer>().Where(c => c.Email == address || c.Email == lower).OrderBy(c => c.Id).FirstOrDefaultAsync();
        }

        public async Task AddParticipants(TicketId ticket, IEnumerable<string> addresses)
        {
            var known = await work.All<TicketParticipant>().Where(p => p.Ticket == ticket).Select(p => p.Address).ToListAsync();
            var fresh = addresses.Select(a => a.Trim().ToLowerInvariant()).Where(a => a.Contains('@')).Distinct().Except(known).Take(100);
            foreach (var address in fresh) work.Add(new TicketParticipant { Ticket = ticket, Address = address });
        }

        /// <summary>Links the orders whose numbers stand in a text and exist; the rail shows them beside the conversation.</summary>
        public async Task LinkOrdersIn(Ticket ticket, string text)
        {
            var found = BackOffice.Support.References.In(text);
            var numbers = found.Where(r => r.Kind is ReferenceKind.Order).Select(r => Ids.Parse<OrderId>(r.Number[2..])).OfType<OrderId>().Distinct().Take(20).ToArray();
            var external = found.Where(r => r.Kind is ReferenceKind.External).Select(r => r.Number).Distinct().Take(20).ToArray();
            var invoices = found.Where(r => r.Kind is ReferenceKind.Invoice).Select(r => r.Number).Distinct().Take(20).ToArray();
            if (numbers.Length + external.Length + invoices.Length == 0) return;

            var invoiced = invoices.Length == 0 ? [] : await work.All<Invoice>().IgnoreAutoIncludes().AsNoTracking()
                .Where(i => i.Number != null && invoices.Contains(i.Number)).OrderBy(i => i.Id).Select(i => i.Order).Take(20).ToArrayAsync();
            numbers = [.. numbers.Concat(invoiced).Distinct()];
            var orders = await work.All<Order>().IgnoreAutoIncludes().AsNoTracking()
                .Where(o => numbers.Contains(o.Id) || (o.ExternalId != null && external.Contains(o.ExternalId)))
                .OrderBy(o => o.Id).Select(o => o.Id).Take(20).ToListAsync();
            var linked = await work.All<TicketOrder>().Where(o => o.Ticket == ticket.Id).Select(o => o.Order).ToListAsync();
            foreach (var order in orders.Except(linked))
            {
                work.Add(new TicketOrder { Ticket = ticket.Id, Order = order });
                ticket.IsAbout(order);
            }
        }
    }
}
