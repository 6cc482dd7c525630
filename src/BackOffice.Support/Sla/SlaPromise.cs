namespace BackOffice.Support;

/// <summary>Open hours as they are stored: minutes since midnight of the day; 1440 is the midnight at its end.</summary>
public sealed record PromisedHours(DayOfWeek Day, int FromMinute, int ToMinute);

/// <summary>
/// What was promised when the ticket came: policy and calendar as they were then. A later change of either leaves open tickets alone
/// until someone applies it.
/// </summary>
public sealed record SlaPromise(
    string Policy, int? FirstResponseMinutes, int? NextResponseMinutes, int? ResolutionMinutes, bool PausesResolution,
    string Calendar, string Zone, Many<PromisedHours> Hours, Many<DateOnly> ClosedOn)
{
    internal SlaTargets Targets => new(Minutes(FirstResponseMinutes), Minutes(NextResponseMinutes), Minutes(ResolutionMinutes), PausesResolution);

    internal WorkingCalendar WorkingCalendar => new(Calendar, Zone, Hours.Select(h => new OpenHours(h.Day, Time(h.FromMinute), Time(h.ToMinute))), ClosedOn);

    static TimeSpan? Minutes(int? minutes) => minutes is { } some ? TimeSpan.FromMinutes(some) : null;

    static TimeOnly Time(int minute) => TimeOnly.MinValue.AddMinutes(minute);
}
