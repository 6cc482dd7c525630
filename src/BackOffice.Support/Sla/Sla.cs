namespace BackOffice.Support;

/// <summary>What moves the clocks of a ticket.</summary>
public enum SlaEventKind { CustomerWrote, PublicReply, Paused, Resumed, Solved, Reopened, PolicyChanged, Withdrawn }

/// <summary>One event; <c>Policy</c> comes with <see cref="SlaEventKind.PolicyChanged"/> only.</summary>
public sealed record SlaEvent(DateTime At, SlaEventKind Kind, SlaTargets? Policy = null);

/// <summary>The times that a policy promises, in open time; null where it promises none.</summary>
public sealed record SlaTargets(TimeSpan? FirstResponse, TimeSpan? NextResponse, TimeSpan? Resolution, bool PausesResolution = true);

/// <summary>All clocks of a ticket; earlier rounds of the next response are kept for their misses.</summary>
public sealed record SlaReading(SlaClock? FirstResponse, SlaClock? NextResponse, SlaClock? Resolution, IReadOnlyList<SlaMiss> Misses)
{
    /// <summary>The clocks that somebody still has to stop.</summary>
    public IEnumerable<SlaClock> Running => new[] { FirstResponse, NextResponse, Resolution }.OfType<SlaClock>().Where(c => c.Running);

    /// <summary>When the next thing is due: what the queue is sorted by; null while everything stands still.</summary>
    public SlaClock? Next => Running.Where(c => c.Due is not null).MinBy(c => c.Due);
}

/// <summary>
/// The service level as a pure function of events, the policy as it was promised and the calendar as it was agreed.
/// <list type="bullet">
/// <item>First response: from the first customer message to the first public reply by a person.</item>
/// <item>Next response: from the oldest unanswered customer message after the first response, to the next public reply.</item>
/// <item>Resolution: from the first customer message until solved; pauses while the customer is waited for, if the policy says so.
/// Reopened it has what was left, and at least one open hour.</item>
/// <item>used = open time in [start, now) minus pauses; due = the instant at which used reaches the target. Pauses therefore count
/// only where they overlap open hours. Acting exactly at the due instant is in time.</item>
/// <item>A change of priority keeps the start and the earned pauses. If more is already used than the new target allows, the miss
/// is stamped at the instant of the change, never back-dated.</item>
/// <item>Withdrawn (merged away, spam) stops all clocks without hit or miss.</item>
/// </list>
/// </summary>
public static class Sla
{
    static readonly TimeSpan leastAfterReopening = TimeSpan.FromHours(1);

    /// <summary>Reads all clocks at <paramref name="asOf"/>; events after it are ignored.</summary>
    public static SlaReading Read(IEnumerable<SlaEvent> events, SlaTargets policy, WorkingCalendar calendar, DateTime asOf)
    {
        var known = events.Where(e => e.At <= asOf).OrderBy(e => e.At).ToArray();
        var rounds = NextRounds(known).Select(round => Clock(SlaKind.NextResponse, round, [], known, policy, calendar, asOf)).OfType<SlaClock>().ToArray();
        var first = FirstRound(known) is { } opening ? Clock(SlaKind.FirstResponse, opening, [], known, policy, calendar, asOf) : null;
        var resolution = ResolutionRound(known) is { } whole
            ? Clock(SlaKind.Resolution, whole, Gaps(known, policy), known, policy, calendar, asOf) : null;

        var clocks = new[] { first, resolution }.Concat(rounds).OfType<SlaClock>();
        return new(first, rounds.LastOrDefault(), resolution, [.. clocks.Select(c => c.Miss).OfType<SlaMiss>().OrderBy(m => m.At)]);
    }

    sealed record Round(DateTime Start, DateTime? Stop, bool Withdrawn);

    sealed record Gap(DateTime From, DateTime? To, bool Solved);

    static Round? FirstRound(SlaEvent[] events)
    {
        if (events.FirstOrDefault(e => e.Kind is SlaEventKind.CustomerWrote) is not { } start) return null;
        var stop = events.FirstOrDefault(e => e.At >= start.At && e.Kind is SlaEventKind.PublicReply or SlaEventKind.Solved or SlaEventKind.Withdrawn);
        return new(start.At, stop?.At, stop?.Kind is SlaEventKind.Withdrawn);
    }

    static IEnumerable<Round> NextRounds(SlaEvent[] events)
    {
        var answered = false;
        DateTime? waiting = null;
        foreach (var e in events)
        {
            if (e.Kind is SlaEventKind.CustomerWrote && answered) waiting ??= e.At;
            if (e.Kind is not (SlaEventKind.PublicReply or SlaEventKind.Solved or SlaEventKind.Withdrawn)) continue;
            answered = true;
            if (waiting is { } since) yield return new(since, e.At, e.Kind is SlaEventKind.Withdrawn);
            waiting = null;
        }

        if (waiting is { } open) yield return new(open, null, false);
    }

    // The resolution is one clock for the whole life of the ticket: a time of being solved is a gap in it, like a pause.
    static Round? ResolutionRound(SlaEvent[] events)
    {
        if (events.FirstOrDefault(e => e.Kind is SlaEventKind.CustomerWrote) is not { } start) return null;
        var last = events.LastOrDefault(e => e.Kind is SlaEventKind.Solved or SlaEventKind.Reopened or SlaEventKind.Withdrawn);
        var stop = last?.Kind is SlaEventKind.Reopened ? null : last;
        return new(start.At, stop?.At, stop?.Kind is SlaEventKind.Withdrawn);
    }

    static List<Gap> Gaps(SlaEvent[] events, SlaTargets policy)
    {
        var gaps = new List<Gap>();
        Gap? open = null;
        foreach (var e in events)
        {
            if (e.Kind is SlaEventKind.PolicyChanged && e.Policy is { } changed) policy = changed;
            if (open is null && e.Kind is SlaEventKind.Solved) open = new(e.At, null, true);
            if (open is null && e.Kind is SlaEventKind.Paused && policy.PausesResolution) open = new(e.At, null, false);
            if (open is { Solved: false } && e.Kind is SlaEventKind.Solved) (gaps, open) = ([.. gaps, open with { To = e.At }], new(e.At, null, true));
            if (open is null || !(open.Solved ? e.Kind is SlaEventKind.Reopened : e.Kind is SlaEventKind.Resumed)) continue;
            gaps.Add(open with { To = e.At });
            open = null;
        }

        if (open is not null) gaps.Add(open);
        return gaps;
    }

    static SlaClock? Clock(
        SlaKind kind, Round round, List<Gap> gaps, SlaEvent[] events, SlaTargets policy, WorkingCalendar calendar, DateTime asOf)
    {
        // The policy in force when the clock starts; later changes come as segments below.
        foreach (var e in events.TakeWhile(e => e.At <= round.Start)) policy = e.Policy ?? policy;
        if (TargetOf(kind, policy) is not { } target) return null;

        var end = round.Stop ?? asOf;
        var bounds = events.Where(e => e.Kind is SlaEventKind.PolicyChanged && e.At > round.Start && e.At < end).Select(e => e.At)
            .Concat(gaps.SelectMany(g => new[] { g.From, g.To ?? end }).Where(at => at > round.Start && at < end))
            .Append(round.Start).Append(end).Distinct().Order().ToArray();

        var used = TimeSpan.Zero;
        DateTime? due = null;
        SlaMiss? miss = null;
        var stretches = new List<SlaStretch>();
        foreach (var (from, to) in Segments(bounds, round.Stop is null))
        {
            foreach (var e in events.Where(e => e.At == from && e.At > round.Start && e.Policy is not null))
                target = TargetOf(kind, e.Policy!) ?? target;
            if (gaps.Any(g => g.Solved && g.To == from)) target = target - used < leastAfterReopening ? used + leastAfterReopening : target;

            if (used > target)
            {
                miss ??= new(kind, from, SlaMissCause.ByReprioritisation);
                due = due < from ? due : from;
            }
            else if (!gaps.Any(g => g.From <= from && (g.To is null || g.To > from))) due = calendar.Add(from, target - used);

            var paused = gaps.Any(g => g.From <= from && (g.To is null || g.To > from));
            if (!paused && due < to) miss ??= new(kind, due.Value, SlaMissCause.TimeRanOut);
            used += Count(stretches, calendar, from, to, paused);
        }

        var standing = round.Stop is null && gaps.Any(g => g.From <= asOf && g.To is null);
        return new(
            kind, round.Start, target, used, standing || (round.Withdrawn && miss is null) ? null : due,
            round.Withdrawn ? null : round.Stop, miss, standing, round.Stop is not null, stretches);
    }

    // A running clock ends with a segment of no length, so that what happens at the asked instant itself is seen.
    static IEnumerable<(DateTime From, DateTime To)> Segments(DateTime[] bounds, bool running) =>
        running || bounds.Length == 1 ? bounds.Zip(bounds.Skip(1)).Append((bounds[^1], bounds[^1])) : bounds.Zip(bounds.Skip(1));

    static TimeSpan Count(List<SlaStretch> stretches, WorkingCalendar calendar, DateTime from, DateTime to, bool paused)
    {
        if (paused)
        {
            if (from < to) stretches.Add(new(from, to, SlaCount.Paused, TimeSpan.Zero));
            return TimeSpan.Zero;
        }

        var sum = TimeSpan.Zero;
        var at = from;
        foreach (var span in calendar.Within(from, to))
        {
            if (span.From > at) stretches.Add(new(at, span.From, SlaCount.Closed, TimeSpan.Zero));
            if (stretches.LastOrDefault() is { How: SlaCount.Open } last && last.To == span.From)
                stretches[^1] = last with { To = span.To, Counted = last.Counted + span.Length };
            else stretches.Add(new(span.From, span.To, SlaCount.Open, span.Length));
            (sum, at) = (sum + span.Length, span.To);
        }

        if (at < to) stretches.Add(new(at, to, SlaCount.Closed, TimeSpan.Zero));
        return sum;
    }

    static TimeSpan? TargetOf(SlaKind kind, SlaTargets policy) => kind switch
    {
        SlaKind.FirstResponse => policy.FirstResponse,
        SlaKind.NextResponse => policy.NextResponse,
        _ => policy.Resolution,
    };
}
