using Microsoft.EntityFrameworkCore;

namespace BackOffice.Support;

/// <summary>Support's tables.</summary>
static class SupportMap
{
    public static void Map(ModelBuilder model, BackOfficeDb db)
    {
        model.Entity<Ticket>(e =>
        {
            e.HasMany(t => t.ClockEvents).WithOne().HasForeignKey(c => c.Ticket);
            e.Navigation(t => t.ClockEvents).AutoInclude();
            // The queue by the due instant, then the id: all, one's own, by state.
            e.HasIndex(t => new { t.SortAt, t.Id });
            e.HasIndex(t => new { t.Assignee, t.SortAt, t.Id });
            e.HasIndex(t => new { t.State, t.SortAt, t.Id });
            e.HasIndex(t => new { t.Customer, t.Id });
            e.HasIndex(t => new { t.RequesterAddress, t.Id });
            e.HasIndex(t => t.MergedInto);
            e.HasIndex(t => t.ExternalKey);
        });
        model.Entity<TicketClockEvent>(e => e.HasKey(c => c.Id));
        model.Entity<TicketMessage>(e =>
        {
            e.HasIndex(m => new { m.Ticket, m.Id });
            e.HasIndex(m => m.MailMessageId);
        });
        model.Entity<TicketNote>(e => e.HasIndex(n => new { n.Ticket, n.Id }));
        model.Entity<TicketAttachment>(e => { e.HasIndex(a => a.Ticket); e.HasIndex(a => a.Message); });
        model.Entity<TicketParticipant>(e => { e.HasKey(p => new { p.Ticket, p.Address }); e.HasIndex(p => p.Address); });
        model.Entity<TicketOrder>(e => { e.HasKey(o => new { o.Ticket, o.Order }); e.HasIndex(o => o.Order); });
        model.Entity<RawMail>(e =>
        {
            e.HasIndex(r => new { r.Mailbox, r.ContentHash }).IsUnique();
            e.HasIndex(r => new { r.End, r.Id });
            e.HasIndex(r => r.ReceivedAt);
        });
        model.Entity<Mailbox>(e => e.HasIndex(m => m.Address).IsUnique());
        model.Entity<ImapCursor>(e => e.HasKey(c => c.Mailbox));
        model.Entity<Acknowledged>(e => { e.ToTable("AcknowledgedAddresses"); e.HasKey(a => a.Address); e.HasIndex(a => a.At); });
        model.Entity<SlaPolicy>(e => e.HasIndex(p => p.Priority).IsUnique());
        RuleRows(model, db);
    }

    // A ticket about an order is seen by whom sees the order.
    static void RuleRows(ModelBuilder model, BackOfficeDb db)
    {
        const string rule = "reach";
        model.Entity<Ticket>().HasQueryFilter(rule, t => t.LatestOrder == null || db.Set<Order>().Any(o => o.Id == t.LatestOrder));
        model.Entity<TicketOrder>().HasQueryFilter(rule, t => db.Set<Order>().Any(o => o.Id == t.Order));
        model.Entity<TicketMessage>().HasQueryFilter(rule, m => db.Set<Ticket>().Any(t => t.Id == m.Ticket));
        model.Entity<TicketNote>().HasQueryFilter(rule, n => db.Set<Ticket>().Any(t => t.Id == n.Ticket));
        model.Entity<RawMail>().HasQueryFilter(rule, r => r.Ticket == null || db.Set<Ticket>().Any(t => t.Id == r.Ticket));
        model.Entity<TicketAttachment>().HasQueryFilter(rule, a => db.Set<Ticket>().Any(t => t.Id == a.Ticket));
    }
}
