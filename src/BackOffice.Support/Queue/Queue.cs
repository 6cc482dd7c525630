using Microsoft.EntityFrameworkCore;

namespace BackOffice.Support;

/// <summary>The tabs of the queue.</summary>
public enum QueueTab { All, Mine, Unassigned, DueSoon, Customer, Department, Solved }

/// <summary>Tickets by the instant at which an answer is due; what stands still comes last.</summary>
[Needs(May.SeeTickets)]
public sealed record Queue(QueueTab Tab, PersonId? With = null, TicketPriority? Priority = null, TicketChannel? Channel = null, string? After = null) : ListView<Queue.Row>
{
    public sealed record Row(
        TicketId Id, int Version, string Customer, string Subject, string Preview, DateTime SortAt, DateTime? DueAt, SlaStand Stand, TicketState State,
        TicketPriority Priority, string? WithDepartment, PersonId? Assignee, string? AssigneeName, bool IsFollowUp, int ReopenedCount,
        OrderId? Order, OrderStage? Stage, int Ordered, int Picked, int Packed, int Shipped, int Delivered);

    public override IQueryable<Row> Read(Reader reader)
    {
        var tickets = In(reader, Tab, With);
        if (Priority is { } priority) tickets = tickets.Where(t => t.Priority == priority);
        if (Channel is { } channel) tickets = tickets.Where(t => t.Channel == channel);
        if (Cursor() is var (at, id)) tickets = tickets.Where(t => t.SortAt >= at && (t.SortAt > at || t.Id > id));
        var orders = reader.All<Order>().IgnoreAutoIncludes();
        return
            from t in tickets
            join o in orders on t.LatestOrder equals (OrderId?)o.Id into found
            from o in found.DefaultIfEmpty()
            orderby t.SortAt, t.Id
            select new Row(
                t.Id, t.Version, t.CustomerName ?? t.RequesterName, t.Subject, t.Preview, t.SortAt, t.DueAt, t.Stand, t.State, t.Priority, t.WithDepartment,
                t.Assignee, t.AssigneeName, t.FollowUpOf != null, t.ReopenedCount, o == null ? null : o.Id, o == null ? null : o.Stage,
                o == null ? 0 : o.OrderedCount, o == null ? 0 : o.PickedCount, o == null ? 0 : o.PackedCount, o == null ? 0 : o.ShippedCount, o == null ? 0 : o.DeliveredCount);
    }

    /// <summary>The one predicate of a tab, for its list and for its count.</summary>
    internal static IQueryable<Ticket> In(Reader reader, QueueTab tab, PersonId? with)
    {
        var tickets = reader.All<Ticket>().IgnoreAutoIncludes();
        var done = Ticket.Done;
        return tab switch
        {
            QueueTab.Mine => tickets.Where(t => t.Assignee == with && t.SortAt < done),
            QueueTab.Unassigned => tickets.Where(t => t.SortAt < done && t.Assignee == null),
            QueueTab.DueSoon => tickets.Where(t => t.SortAt < done && t.Stand != SlaStand.InTime),
            QueueTab.Customer => tickets.Where(t => t.State == TicketState.PendingCustomer),
            QueueTab.Department => tickets.Where(t => t.State == TicketState.PendingInternal),
            QueueTab.Solved => tickets.Where(t => t.State == TicketState.Solved),
            _ => tickets.Where(t => t.SortAt < done),
        };
    }

    /// <summary>Where the page after a row begins.</summary>
    public static string CursorOf(Row row) => $"{row.SortAt.Ticks}_{row.Id.Value}";

    (DateTime At, TicketId Id)? Cursor() =>
        After?.Split('_') is [var at, var id] && long.TryParse(at, out var ticks) && ticks is > 0 and < 3_155_378_975_999_999_999 && Ids.Parse<TicketId>(id) is { } ticket
            ? (new DateTime(ticks, DateTimeKind.Utc), ticket) : null;
}

/// <summary>How much lies in each tab, by the same predicates as the lists. One view for everyone: whose are how many is in it.</summary>
[Needs(May.SeeTickets)]
public sealed record QueueCounts : View<QueueCounts.Value>
{
    public sealed record Value(int All, int Unassigned, int DueSoon, int Customer, int Department, Many<Owner> Owners)
    {
        public int Of(PersonId person) => Owners.FirstOrDefault(owner => owner.Person == person)?.Count ?? 0;
    }

    public sealed record Owner(PersonId Person, int Count);

    public override async Task<Value> Read(Reader reader)
    {
        async Task<int> Count(QueueTab tab) => await Queue.In(reader, tab, null).CountAsync();
        // Asked of each person: grouped by assignee, everything that anyone ever had would be counted through.
        var open = Queue.In(reader, QueueTab.All, null);
        var owners = await reader.All<Person>().OrderBy(p => p.Id).Select(p => new { Person = p.Id, Count = open.Count(t => t.Assignee == p.Id) }).ToListAsync();
        return new(
            await Count(QueueTab.All), await Count(QueueTab.Unassigned), await Count(QueueTab.DueSoon), await Count(QueueTab.Customer), await Count(QueueTab.Department),
            owners.Where(o => o.Count > 0).Select(o => new Owner(o.Person, o.Count)).ToMany());
    }
}

/// <summary>What the navigation says: how many wait for somebody, and whether a promise is broken.</summary>
[Needs(May.SeeTickets)]
public sealed record QueueWaiting : View<PlaceCount>
{
    public override async Task<PlaceCount> Read(Reader reader) =>
        new(await Queue.In(reader, QueueTab.Unassigned, null).CountAsync(), await Queue.In(reader, QueueTab.DueSoon, null).AnyAsync(t => t.Stand == SlaStand.Missed));
}

/// <summary>What support's walls say; the same predicates as the queue's tabs.</summary>
public enum SupportFigureOf { Open, Overdue, DueSoon, Unassigned, ByState, Reopened }

/// <summary>A figure of support on the walls: no name, no subject.</summary>
[Needs(May.SeeTickets), Wall]
public sealed record SupportFigure(SupportFigureOf Of) : View<TileFigure>
{
    static readonly (TicketState State, Words Name)[] states =
        [(TicketState.New, "New"), (TicketState.Open, "Open"), (TicketState.PendingCustomer, "Customer"), (TicketState.PendingInternal, "Department")];

    public override async Task<TileFigure> Read(Reader reader)
    {
        var open = Queue.In(reader, QueueTab.All, null);
        switch (Of)
        {
            case SupportFigureOf.Overdue:
                var missed = await open.CountAsync(t => t.Stand == SlaStand.Missed);
                var next = await open.Where(t => t.Stand != SlaStand.Missed && t.DueAt != null).MinAsync(t => t.DueAt);
                return new("Answers overdue", Said(missed), missed == 0 ? "every promise is kept" : "call the customers first", IsBad: missed > 0, DueAt: next, DueNote: next is null ? null : (Words)"to the next promise");
            case SupportFigureOf.DueSoon:
                var soon = await open.CountAsync(t => t.Stand == SlaStand.Warned);
                return new("Due soon", Said(soon), soon == 0 ? "nobody waits too long" : "answer these next", IsTight: soon > 0);
            case SupportFigureOf.Unassigned:
                var unassigned = await Queue.In(reader, QueueTab.Unassigned, null).CountAsync();
                return new("Without an owner", Said(unassigned), unassigned == 0 ? "everything is somebody's" : "take one", IsTight: unassigned > 0);
            case SupportFigureOf.Reopened:
                var again = await open.CountAsync(t => t.ReopenedCount > 0);
                var all = await open.CountAsync();
                return new("Came back", Said(again), $"of {all} open");
            case SupportFigureOf.ByState:
                var active = states.Select(s => s.State).ToArray();
                var counts = await reader.All<Ticket>().IgnoreAutoIncludes().Where(t => active.Contains(t.State))
                    .GroupBy(t => t.State).Select(g => new { g.Key, Count = g.Count(), Late = g.Count(t => t.Stand == SlaStand.Missed) }).ToDictionaryAsync(g => g.Key);
                return new("Tickets, by whom they wait for", "", Parts: states.Select(s => counts.TryGetValue(s.State, out var c) ? new TilePart(s.Name, c.Count, c.Late) : new TilePart(s.Name, 0)).ToMany());
            default:
                var alone = await Queue.In(reader, QueueTab.Unassigned, null).CountAsync();
                return new("Open tickets", Said(await open.CountAsync()), $"{alone} without an owner");
        }
    }

    static string Said(int count) => count.ToString("N0", System.Globalization.CultureInfo.InvariantCulture);
}
