namespace BackOffice.Fulfillment;

/// <summary>When goods must leave, and when they will be there.</summary>
public sealed record PromisedTimes(DateTime ShipBy, DateTime DeliverBy)
{
    /// <summary>Work that a parcel needs before the carrier comes: confirmed later than this before the cut-off means the next day.</summary>
    public static readonly TimeSpan Handling = TimeSpan.FromHours(1);

    public static readonly TimeOnly DeliveryHour = new(12, 0);

    /// <summary>
    /// The promise for goods that are there at <paramref name="from"/> (UTC): they leave at the location's next cut-off on a
    /// working day that is at least <see cref="Handling"/> away, and arrive at noon of the next working day. Cut-offs are
    /// local: a change of the clocks moves the instant, not the hour on the wall.
    /// Tue 13:59 with cut-off 15:30 leaves Tue 15:30 and is there Wed 12:00; Fri 15:00 leaves Mon 15:30, is there Tue 12:00.
    /// </summary>
    public static PromisedTimes From(DateTime from, TimeOnly cutOff, TimeZoneInfo zone, IReadOnlySet<DateOnly>? holidays = null)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(from, DateTimeKind.Utc), zone);
        var day = DateOnly.FromDateTime(local);
        if (!IsWorking(day, holidays) || local + Handling > day.ToDateTime(cutOff)) day = NextWorking(day, holidays);
        return new(Instant(day, cutOff, zone), Instant(NextWorking(day, holidays), DeliveryHour, zone));
    }

    static DateOnly NextWorking(DateOnly day, IReadOnlySet<DateOnly>? holidays)
    {
        do day = day.AddDays(1); while (!IsWorking(day, holidays));
        return day;
    }

    static bool IsWorking(DateOnly day, IReadOnlySet<DateOnly>? holidays) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && holidays?.Contains(day) is not true;

    // An hour that the clocks skip does not exist; the carrier comes an hour later by the wall then.
    static DateTime Instant(DateOnly day, TimeOnly hour, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(hour);
        return TimeZoneInfo.ConvertTimeToUtc(zone.IsInvalidTime(local) ? local.AddHours(1) : local, zone);
    }
}
