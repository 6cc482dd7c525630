namespace BackOffice.Kernel;

/// <summary>
/// One stretch of open time on a day of the week, half-open: 09:00 to 17:00 holds 09:00 and not 17:00.
/// <c>To</c> of 00:00 means midnight at the end of that day.
/// </summary>
public sealed record OpenHours(DayOfWeek Day, TimeOnly From, TimeOnly To)
{
    internal TimeSpan Ends => To == TimeOnly.MinValue ? TimeSpan.FromDays(1) : To.ToTimeSpan();
}

/// <summary>One stretch of open time in UTC, half-open.</summary>
public readonly record struct OpenSpan(DateTime From, DateTime To)
{
    /// <summary>How long it is, really elapsed (an hour less on the night when clocks go forward).</summary>
    public TimeSpan Length => To - From;
}

/// <summary>
/// When people work: an IANA zone, open hours by day of the week (several a day are allowed) and days that are closed all day.
/// All questions are asked and answered in UTC; the zone's rules turn local hours into instants, so a night on which clocks
/// change counts what really elapsed. A local time that does not exist begins when clocks have gone forward; one that exists
/// twice means its first occurrence, so that adjoining hours never overlap. A calendar without any open time is refused.
/// </summary>
public sealed class WorkingCalendar
{
    // Ten years of nothing but holidays is a mistake in the calendar, not a promise to a customer.
    const int MostDaysAhead = 3660;

    readonly TimeZoneInfo zone;
    readonly ILookup<DayOfWeek, OpenHours> week;
    readonly HashSet<DateOnly> holidays;

    /// <summary>Makes a calendar; refuses one with no open time, with hours that end before they begin, or that overlap.</summary>
    public WorkingCalendar(string name, string zoneId, IEnumerable<OpenHours> hours, IEnumerable<DateOnly>? closedOn = null)
    {
        Name = name;
        var all = hours.ToArray();
        Refuse.If(all.Length == 0, $"The calendar {Name} has no open time; give it at least one open hour in the week.");
        Refuse.If(all.Any(h => h.Ends <= h.From.ToTimeSpan()), $"The calendar {Name} has hours that end before they begin.");
        Refuse.If(Overlap(all), $"The calendar {Name} has hours that overlap.");
        Refuse.If(!TimeZoneInfo.TryFindSystemTimeZoneById(zoneId, out var found), $"There is no time zone {zoneId}.");
        zone = found!;
        week = all.OrderBy(h => h.From).ToLookup(h => h.Day);
        holidays = [.. closedOn ?? []];
    }

    /// <summary>The name that people know it by.</summary>
    public string Name { get; }

    /// <summary>The IANA name of its zone.</summary>
    public string Zone => zone.Id;

    /// <summary>Open on the same hours from Monday to Friday.</summary>
    public static WorkingCalendar Weekdays(string name, string zone, TimeOnly from, TimeOnly to, params DateOnly[] closedOn) =>
        new(name, zone, Enumerable.Range(1, 5).Select(day => new OpenHours((DayOfWeek)day, from, to)), closedOn);

    /// <summary>Open day and night.</summary>
    public static WorkingCalendar AroundTheClock(string name, string zone) =>
        new(name, zone, Enum.GetValues<DayOfWeek>().Select(day => new OpenHours(day, default, default)));

    /// <summary>
    /// The instant at which <paramref name="open"/> of open time has passed since <paramref name="from"/>. A time that is used up
    /// exactly at closing is due at closing, not at the next opening. Nothing to add gives the same instant back.
    /// </summary>
    public DateTime Add(DateTime from, TimeSpan open)
    {
        if (open <= TimeSpan.Zero) return from;
        foreach (var span in Spans(from))
        {
            if (open <= span.Length) return span.From + open;
            open -= span.Length;
        }

        throw new InvalidOperationException($"The calendar {Name} never reaches {open} of open time after {from:O}.");
    }

    /// <summary>How much open time lies between two instants; zero if the second is not after the first.</summary>
    public TimeSpan Between(DateTime from, DateTime to)
    {
        var sum = TimeSpan.Zero;
        foreach (var span in Within(from, to)) sum += span.Length;
        return sum;
    }

    /// <summary>The open stretches between two instants, cut to them, in order.</summary>
    public IEnumerable<OpenSpan> Within(DateTime from, DateTime to) =>
        Spans(from).TakeWhile(span => span.From < to).Select(span => span.To <= to ? span : span with { To = to });

    IEnumerable<OpenSpan> Spans(DateTime from)
    {
        var first = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(from, zone)).AddDays(-1);
        for (var ahead = 0; ahead < MostDaysAhead; ahead++)
        {
            var day = first.AddDays(ahead);
            if (holidays.Contains(day)) continue;
            foreach (var hours in week[day.DayOfWeek])
            {
                var span = new OpenSpan(zone.InstantOf(day, hours.From.ToTimeSpan()), zone.InstantOf(day, hours.Ends));
                if (span.To <= from || span.Length <= TimeSpan.Zero) continue;
                yield return span.From < from ? span with { From = from } : span;
            }
        }
    }

    static bool Overlap(OpenHours[] hours) =>
        hours.GroupBy(h => h.Day).Any(day =>
        {
            var sorted = day.OrderBy(h => h.From).ToArray();
            return sorted.Zip(sorted.Skip(1)).Any(pair => pair.First.Ends > pair.Second.From.ToTimeSpan());
        });
}
