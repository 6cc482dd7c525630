using Microsoft.EntityFrameworkCore;

namespace BackOffice.Support;

public enum SaidKind { Customer, Reply, Acknowledgement, Note }

/// <summary>A ticket with everything that was said, public and internal; the page's colours tell them apart.</summary>
[Needs(May.SeeTickets)]
public sealed record TicketDetail(TicketId Id) : View<TicketDetail.Value?>
{
    const int MostSaid = 200;

    public sealed record Value(
        TicketId Id, int Version, string Number, string Subject, TicketState State, TicketPriority Priority, TicketChannel Channel, string RequesterName,
        string RequesterAddress, CustomerId? Customer, string? CustomerName, PersonId? Assignee, string? AssigneeName, DateTime? TakenAt, DateTime? LeasedUntil, string? WithDepartment,
        TicketId? MergedInto, TicketId? FollowUpOf, TicketId? RelatedTo, TicketMessageId? LatestMessage, DateTime? DueAt, SlaKind? DueKind, SlaStand Stand,
        int ReopenedCount, bool IsActive, Many<ClockEvent> ClockEvents, string Promise, Many<Said> Conversation, bool IsCut, Many<LinkedOrder> Orders, Many<string> NotSent);

    public sealed record ClockEvent(long Id, DateTime At, SlaEventKind Kind, string? Policy, string? Before);

    public sealed record Said(
        string Key, SaidKind Kind, DateTime At, string Name, string Address, string To, string Text, string Folded, int FoldedLines, TicketMessageId? Message,
        bool HasHtml, JoinRule JoinedBy, MailClass Class, bool CharsetGuessed, Delivery Delivery, Many<Attached> Files);

    public sealed record Attached(TicketAttachmentId Id, string Name, long Size);

    public sealed record LinkedOrder(
        OrderId Id, string? ExternalId, OrderState State, OrderStage Stage, int Ordered, int Allocated, int Picked, int Packed, int Shipped, int Delivered, int Backordered,
        int Holds, DateTime? ShipBy, DateTime? PromisedAt, Many<Parcel> Parcels);

    public sealed record Parcel(string Number, ShipmentState State, string? Carrier, string? Tracking, DateTime? DispatchedAt, DateTime? DeliveredAt);

    public override IEnumerable<IId> About => [Id];

    public override async Task<Value?> Read(Reader reader)
    {
        if (await reader.All<Ticket>().FirstOrDefaultAsync(t => t.Id == Id) is not { } t) return null;
        var (said, isCut) = await Conversation(reader);
        var key = Touched.Key(Id);
        var stuck = await reader.All<ErrandRow>().Where(e => e.Subject == key && (e.State == ErrandState.Stuck || e.State == ErrandState.UnknownOutcome))
            .OrderBy(e => e.Id).Select(e => e.LastError ?? "").ToListAsync();
        return new(
            t.Id, t.Version, t.Number, t.Subject, t.State, t.Priority, t.Channel, t.RequesterName, t.RequesterAddress, t.Customer, t.CustomerName, t.Assignee,
            t.AssigneeName, t.TakenAt, t.LeasedUntil, t.WithDepartment, t.MergedInto, t.FollowUpOf, t.RelatedTo, t.LatestMessage, t.DueAt, t.DueKind, t.Stand, t.ReopenedCount,
            t.IsActive, t.ClockEvents.OrderBy(c => c.Id.Value).Select(c => new ClockEvent(c.Id.Value, c.At, c.Kind, c.Policy, c.Before)).ToMany(), t.Promise, said, isCut,
            await Orders(reader), stuck.ToMany());
    }

    async Task<(Many<Said>, bool IsCut)> Conversation(Reader reader)
    {
        var merged = reader.All<Ticket>().IgnoreAutoIncludes().Where(t => t.Id == Id || t.MergedInto == Id).Select(t => t.Id);
        var messages = await reader.All<TicketMessage>().Where(m => merged.Contains(m.Ticket)).OrderByDescending(m => m.Id).Take(MostSaid + 1).ToListAsync();
        var notes = await reader.All<TicketNote>().Where(n => merged.Contains(n.Ticket)).OrderByDescending(n => n.Id).Take(MostSaid).ToListAsync();
        var files = (await reader.All<TicketAttachment>().Where(a => merged.Contains(a.Ticket)).OrderBy(a => a.Id).Take(1_000).ToListAsync()).ToLookup(a => a.Message);
        var said = messages.Take(MostSaid).Select(m => SaidBy(m, files[m.Id]))
            .Concat(notes.Select(n => new Said($"n{n.Id.Value}", SaidKind.Note, n.At, n.AuthorName, "", "", n.Text, "", 0, null, false, JoinRule.ByHand, MailClass.Human, false, Delivery.None, [])))
            .OrderBy(s => s.At).ThenBy(s => s.Key, StringComparer.Ordinal);
        return (said.ToMany(), messages.Count > MostSaid);
    }

    static Said SaidBy(TicketMessage m, IEnumerable<TicketAttachment> files)
    {
        var folded = m.Way is MessageWay.In ? QuoteFolding.Fold(m.Text) : new(m.Text, "", 0);
        // A mail of nothing but quotes is shown as it is.
        if (folded.Visible.Length == 0) folded = new(m.Text, "", 0);
        var kind = m.Way is MessageWay.In ? SaidKind.Customer : m.IsAcknowledgement ? SaidKind.Acknowledgement : SaidKind.Reply;
        return new(
            $"m{m.Id.Value}", kind, m.At, m.FromName, m.FromAddress, m.To, folded.Visible, folded.Hidden, folded.HiddenLines, m.Id, m.HtmlFile is not null, m.JoinedBy,
            m.Class, m.CharsetGuessed, m.Delivery, files.Where(f => !f.IsInline).Select(f => new Attached(f.Id, f.Name, f.Size)).ToMany());
    }

    async Task<Many<LinkedOrder>> Orders(Reader reader)
    {
        var orders = await (
            from link in reader.All<TicketOrder>()
            join o in reader.All<Order>().IgnoreAutoIncludes() on link.Order equals o.Id
            where link.Ticket == Id
            orderby o.Id descending
            select o).Take(10).ToListAsync();
        var ids = orders.Select(o => o.Id).ToArray();
        var parcels = ids.Length == 0 ? [] : await reader.All<Shipment>().IgnoreAutoIncludes().Where(s => ids.Contains(s.Order) && s.State != ShipmentState.Voided)
            .OrderBy(s => s.Id).Take(50).ToListAsync();
        return orders.Select(o => new LinkedOrder(
            o.Id, o.ExternalId, o.State, o.Stage, o.OrderedCount, o.AllocatedCount, o.PickedCount, o.PackedCount, o.ShippedCount, o.DeliveredCount, o.BackorderedCount,
            o.OpenHoldCount, o.ShipBy, o.PromisedAt,
            parcels.Where(s => s.Order == o.Id).Select(s => new Parcel(s.Number, s.State, s.Carrier, s.Tracking, s.DispatchedAt, s.DeliveredAt)).ToMany())).ToMany();
    }
}

/// <summary>The newest tickets about an order.</summary>
[Needs(May.SeeTickets)]
public sealed record TicketsOfOrder(OrderId Order) : View<Many<TicketLine>>
{
    public override async Task<Many<TicketLine>> Read(Reader reader) => (await (
        from link in reader.All<TicketOrder>()
        join t in reader.All<Ticket>().IgnoreAutoIncludes() on link.Ticket equals t.Id
        where link.Order == Order && t.State != TicketState.Spam
        orderby t.Id descending
        select new TicketLine(t.Id, t.Subject, t.State, t.DueAt, t.Stand, t.LatestAt)).Take(5).ToListAsync()).ToMany();
}

/// <summary>The newest tickets of a customer.</summary>
[Needs(May.SeeTickets)]
public sealed record TicketsOfCustomer(CustomerId Customer, TicketId? But = null) : View<Many<TicketLine>>
{
    public override async Task<Many<TicketLine>> Read(Reader reader) => (await reader.All<Ticket>().IgnoreAutoIncludes()
        .Where(t => t.Customer == Customer && t.State != TicketState.Spam && t.Id != But).OrderByDescending(t => t.Id)
        .Select(t => new TicketLine(t.Id, t.Subject, t.State, t.DueAt, t.Stand, t.LatestAt)).Take(5).ToListAsync()).ToMany();
}

/// <summary>A ticket on one line.</summary>
public sealed record TicketLine(TicketId Id, string Subject, TicketState State, DateTime? DueAt, SlaStand Stand, DateTime LatestAt);

/// <summary>Who a customer is to us: how long, how many orders.</summary>
[Needs(May.SeeTickets)]
public sealed record CustomerGlance(CustomerId Id) : View<CustomerGlance.Value?>
{
    public sealed record Value(string Number, string Name, string? Email, string Country, int Orders, Many<OrderId> Open, DateTime? FirstAt);

    public override async Task<Value?> Read(Reader reader)
    {
        if (await reader.All<Customer>().FirstOrDefaultAsync(c => c.Id == Id) is not { } customer) return null;
        var orders = reader.All<Order>().IgnoreAutoIncludes().Where(o => o.Customer == Id);
        var open = await orders.Where(o => o.State == OrderState.Confirmed || o.State == OrderState.Draft).OrderByDescending(o => o.Id).Select(o => o.Id).Take(5).ToListAsync();
        return new(
            customer.Number, customer.Name, customer.Email, customer.Country, await orders.CountAsync(), open.ToMany(),
            await orders.OrderBy(o => o.Id).Select(o => (DateTime?)o.PlacedAt).FirstOrDefaultAsync());
    }
}
