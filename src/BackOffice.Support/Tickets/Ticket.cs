namespace BackOffice.Support;

public enum TicketPriority { Low, Normal, High, Urgent }

/// <summary>How a ticket or a message came.</summary>
public enum TicketChannel { Mail, Form, Api, Phone }

/// <summary>How a ticket stands against its clocks: set by events in time, so that no view reads the clock.</summary>
public enum SlaStand { InTime, Warned, Missed }

/// <summary>A customer's matter from the first word to the last.</summary>
public sealed class Ticket : IRoot
{
    public TicketId Id { get; init; }
    public int Version { get; private set; }
    public string Number => $"T-{Id.Value}";
    public MailboxId? Mailbox { get; init; }
    public TicketChannel Channel { get; init; }
    [Personal] public required string Subject { get; init; }
    [Personal] public required string RequesterName { get; init; }
    [Personal] public required string RequesterAddress { get; init; }
    public CustomerId? Customer { get; private set; }
    [Personal] public string? CustomerName { get; private set; }
    public TicketState State { get; private set; }
    public TicketPriority Priority { get; private set; } = TicketPriority.Normal;
    public PersonId? Assignee { get; private set; }
    public string? AssigneeName { get; private set; }

    /// <summary>Since when its owner has it.</summary>
    public DateTime? TakenAt { get; private set; }

    /// <summary>Until when a ticket that was taken is only lent; null once its owner has done something.</summary>
    public DateTime? LeasedUntil { get; private set; }

    /// <summary>The department that has it while it is pending internally.</summary>
    public string? WithDepartment { get; private set; }
    public TicketId? MergedInto { get; private set; }
    public TicketId? FollowUpOf { get; init; }
    public TicketId? RelatedTo { get; init; }
    public string? ExternalKey { get; init; }
    public DateTime ReceivedAt { get; init; }
    public DateTime? SolvedAt { get; private set; }
    public int ReopenedCount { get; private set; }
    public int MessageCount { get; private set; }

    /// <summary>The newest public message: a reply says which one it has seen.</summary>
    public TicketMessageId? LatestMessage { get; private set; }
    public DateTime LatestAt { get; private set; }
    [Personal] public string Preview { get; private set; } = "";

    [LongText] public string Promise { get; private set; } = "";
    public DateTime? DueAt { get; private set; }

    /// <summary>
    /// What the queue is sorted by: the due instant; what stands still comes last (<see cref="StandsStill"/>), and what nobody has to do
    /// anything about lies beyond it (<see cref="Done"/>), so that one index holds the queue and its counts.
    /// </summary>
    public DateTime SortAt { get; private set; } = StandsStill;
    public SlaKind? DueKind { get; private set; }
    public DateTime? FirstResponseDueAt { get; private set; }
    public DateTime? NextResponseDueAt { get; private set; }
    public DateTime? ResolutionDueAt { get; private set; }
    public DateTime? FirstRespondedAt { get; private set; }
    public SlaStand Stand { get; private set; }
    public int MissedCount { get; private set; }

    /// <summary>When the clock has to look at it again: to warn at three quarters of the time, or to note a miss.</summary>
    public DateTime? StrikesAt { get; private set; }
    public List<TicketClockEvent> ClockEvents { get; } = [];

    /// <summary>Somebody has to do something about it, or waits for someone who has.</summary>
    public bool IsActive => State is TicketState.New or TicketState.Open or TicketState.PendingCustomer or TicketState.PendingInternal;

    /// <summary>The order linked last: what the queue says is true now.</summary>
    public OrderId? LatestOrder { get; private set; }

    /// <summary>How long a ticket is lent to whoever takes it.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(15);

    internal static readonly DateTime StandsStill = new(9999, 12, 30, 0, 0, 0, DateTimeKind.Utc), Done = new(9999, 12, 31, 0, 0, 0, DateTimeKind.Utc);

    internal void Open(SlaPolicy policy, DateTime at, TicketClockEventId clock)
    {
        (State, Priority, Promise) = (TicketState.New, policy.Priority, policy.Content);
        Clock(clock, at, SlaEventKind.CustomerWrote, at);
    }

    internal void IsAbout(OrderId order) => LatestOrder = order;

    internal void BelongsTo(CustomerId customer, string name) => (Customer, CustomerName) = (customer, name);

    /// <summary>The customer wrote; a solved ticket opens again if a person did.</summary>
    internal void CustomerWrote(TicketMessage message, bool human, DateTime now, Func<TicketClockEventId> clock)
    {
        Take(message);
        if (!human) return;
        if (State is TicketState.Solved)
        {
            (State, SolvedAt, ReopenedCount) = (TicketState.Open, null, ReopenedCount + 1);
            Clock(clock(), message.At, SlaEventKind.Reopened, now);
        }
        else if (State is TicketState.PendingCustomer)
        {
            State = TicketState.Open;
            Clock(clock(), message.At, SlaEventKind.Resumed, now);
        }

        if (MessageCount > 1) Clock(clock(), message.At, SlaEventKind.CustomerWrote, now);
    }

    internal void Replied(TicketMessage message, TicketState then, Actor by, DateTime now, Func<TicketClockEventId> clock)
    {
        Refuse.If(!IsActive && State is not TicketState.Solved, $"{Number} is {State}; open a follow-up instead.");
        Refuse.If(then is not (TicketState.Open or TicketState.PendingCustomer or TicketState.Solved), "Choose what comes then: open, wait for the customer, or solved.");
        Take(message);
        FirstRespondedAt ??= now;
        Clock(clock(), now, SlaEventKind.PublicReply, now);
        Own(by, now);
        MoveTo(then, now, clock);
    }

    /// <summary>The one place where a state changes and its clocks with it.</summary>
    internal void MoveTo(TicketState state, DateTime now, Func<TicketClockEventId> clock)
    {
        if (state == State) return;
        if (State is TicketState.PendingCustomer) Clock(clock(), now, SlaEventKind.Resumed, now);
        if (State is (TicketState.Solved or TicketState.Spam) && state is TicketState.Open or TicketState.PendingCustomer or TicketState.PendingInternal)
        {
            (SolvedAt, ReopenedCount) = (null, ReopenedCount + 1);
            Clock(clock(), now, SlaEventKind.Reopened, now);
        }

        State = state;
        if (state is not TicketState.PendingInternal) WithDepartment = null;
        if (state is TicketState.PendingCustomer) Clock(clock(), now, SlaEventKind.Paused, now);
        if (state is TicketState.Solved)
        {
            SolvedAt = now;
            Clock(clock(), now, SlaEventKind.Solved, now);
        }

        if (state is TicketState.Merged or TicketState.Spam) Clock(clock(), now, SlaEventKind.Withdrawn, now);
        Sort();
    }

    internal void HandTo(string department, DateTime now, Func<TicketClockEventId> clock)
    {
        Refuse.If(!IsActive, $"{Number} is {State}; reopen it first.");
        MoveTo(TicketState.PendingInternal, now, clock);
        WithDepartment = department;
    }

    internal void MergeInto(Ticket other, DateTime now, Func<TicketClockEventId> clock)
    {
        Refuse.If(other.Id == Id, "A ticket cannot be merged into itself.");
        Refuse.If(State is TicketState.Closed or TicketState.Merged, $"{Number} is {State}; it can no longer be merged.");
        Refuse.If(!other.IsActive, $"{other.Number} is {other.State}; merge into one that is open.");
        MergedInto = other.Id;
        MoveTo(TicketState.Merged, now, clock);
    }

    /// <summary>The other ticket's oldest unanswered message counts here from the instant it came.</summary>
    internal void TakesOver(DateTime oldestUnanswered, DateTime now, Func<TicketClockEventId> clock)
    {
        if (State is TicketState.PendingCustomer) MoveTo(TicketState.Open, now, clock);
        Clock(clock(), oldestUnanswered, SlaEventKind.CustomerWrote, now);
    }

    internal void ChangePriority(SlaPolicy policy, DateTime now, TicketClockEventId clock)
    {
        Refuse.If(!IsActive, $"{Number} is {State}; its clocks no longer run.");
        var before = Promise;
        (Priority, Promise) = (policy.Priority, policy.Content);
        Clock(clock, now, SlaEventKind.PolicyChanged, now, policy.Content, before);
    }

    /// <summary>Lent to whoever takes it; from a colleague who has it still, only with a reason.</summary>
    internal void Take(Actor by, string reason, DateTime now)
    {
        Refuse.If(!IsActive, $"{Number} is {State}; reopen it first.");
        Refuse.If(Assignee == by.Id, $"{Number} is yours already.");
        Refuse.If(IsHeld(now) && reason.Trim().Length < 3, $"{AssigneeName} has {Number}; say in a few words why you take it over.", "claimed");
        (Assignee, AssigneeName, TakenAt, LeasedUntil) = (by.Id, by.Name, now, now + Lease);
    }

    /// <summary>Somebody has it, and has not let the time run out in which it was only lent.</summary>
    bool IsHeld(DateTime now) => Assignee is not null && (LeasedUntil is null || LeasedUntil >= now);

    internal void Own(Actor by, DateTime now)
    {
        if (Assignee is null || Assignee == by.Id) (Assignee, AssigneeName, TakenAt, LeasedUntil) = (by.Id, by.Name, Assignee is null ? now : TakenAt, null);
    }

    internal void AssignTo(PersonId? person, string? name, DateTime now)
    {
        Refuse.If(!IsActive, $"{Number} is {State}; reopen it first.");
        (Assignee, AssigneeName, TakenAt, LeasedUntil) = (person, name, person is null ? null : now, null);
    }

    internal SlaReading ReadClocks(DateTime asOf) => TicketClocks.Read(ClockEvents, Promise, asOf);

    /// <summary>The clock reached an instant at which something is to be warned of, or was missed.</summary>
    internal void Strike(DateTime now) => Recount(now);

    void Take(TicketMessage message)
    {
        MessageCount++;
        (LatestMessage, LatestAt, Preview) = (message.Id, message.At, message.Preview);
    }

    void Clock(TicketClockEventId id, DateTime at, SlaEventKind kind, DateTime now, string? policy = null, string? before = null)
    {
        ClockEvents.Add(new() { Id = id, Ticket = Id, At = at, Kind = kind, Policy = policy, Before = before });
        Recount(now);
    }

    void Recount(DateTime now)
    {
        var reading = ReadClocks(now);
        DateTime? Due(SlaClock? clock) => clock is { Running: true } ? clock.Due : null;
        (FirstResponseDueAt, NextResponseDueAt, ResolutionDueAt) = (Due(reading.FirstResponse), Due(reading.NextResponse), Due(reading.Resolution));
        (DueAt, DueKind) = (reading.Next?.Due, reading.Next?.Kind);
        Sort();
        MissedCount = reading.Misses.Count;

        var calendar = Json.Read<SlaPromise>(Promise).WorkingCalendar;
        var running = reading.Running.Where(c => c.Due is not null).ToArray();
        Stand = running.Any(c => c.Miss is not null) ? SlaStand.Missed : running.Any(c => c.Used >= WarnAfter(c)) ? SlaStand.Warned : SlaStand.InTime;
        var strikes = running.Where(c => c.Miss is null).Select(c => c.Used >= WarnAfter(c) ? c.Due!.Value.AddSeconds(1) : calendar.Add(now, WarnAfter(c) - c.Used));
        StrikesAt = strikes.Select(at => (DateTime?)at).Min();
    }

    void Sort() => SortAt = !IsActive ? Done : DueAt ?? StandsStill;

    // Three quarters of the promised time.
    static TimeSpan WarnAfter(SlaClock clock) => clock.Target * 0.75;
}

/// <summary>What moved a ticket's clocks, in the order in which it was written down.</summary>
public sealed class TicketClockEvent
{
    public TicketClockEventId Id { get; init; }
    public TicketId Ticket { get; init; }
    public DateTime At { get; init; }
    public SlaEventKind Kind { get; init; }

    /// <summary>The promise that holds from here on, if the priority changed.</summary>
    [LongText] public string? Policy { get; init; }

    /// <summary>The promise that held until then.</summary>
    [LongText] public string? Before { get; init; }
}

static class TicketClocks
{
    /// <summary>The first promise is the one under which the ticket was opened; each change of priority brings its own.</summary>
    public static SlaReading Read(IEnumerable<TicketClockEvent> events, string promise, DateTime asOf)
    {
        var sorted = events.OrderBy(e => e.At).ThenBy(e => e.Id.Value).ToArray();
        var now = Json.Read<SlaPromise>(promise);
        var first = sorted.FirstOrDefault(e => e.Kind is SlaEventKind.PolicyChanged && e.Before is not null)?.Before is { } before ? Json.Read<SlaPromise>(before) : now;
        return Sla.Read(
            sorted.Select(e => new SlaEvent(e.At, e.Kind, e.Policy is { } changed ? Json.Read<SlaPromise>(changed).Targets : null)),
            first.Targets, now.WorkingCalendar, asOf);
    }
}
