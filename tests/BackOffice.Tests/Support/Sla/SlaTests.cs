using BackOffice.Kernel;
using BackOffice.Support;

namespace BackOffice.Tests.Support;

// The table of the rules: Europe/Berlin, Monday to Friday 9 to 17, unless the row says otherwise.
public sealed class SlaTests
{
    static readonly TimeZoneInfo berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    static DateTime At(string local) => TimeZoneInfo.ConvertTimeToUtc(DateTime.Parse(local), berlin);

    static WorkingCalendar Calendar(string name) => name switch
    {
        "24/7" => WorkingCalendar.AroundTheClock(name, "Europe/Berlin"),
        "lunch" => new(name, "Europe/Berlin", Enumerable.Range(1, 5).SelectMany(day => new OpenHours[]
        {
            new((DayOfWeek)day, new(9, 0), new(12, 0)), new((DayOfWeek)day, new(13, 0), new(17, 0)),
        })),
        "holiday" => WorkingCalendar.Weekdays(name, "Europe/Berlin", new(9, 0), new(17, 0), new DateOnly(2026, 11, 30)),
        _ => WorkingCalendar.Weekdays(name, "Europe/Berlin", new(9, 0), new(17, 0)),
    };

    [Theory]
    [InlineData("week", "2026-11-27 16:30", 60, "2026-11-30 09:30")]
    [InlineData("holiday", "2026-11-27 16:00", 240, "2026-12-01 12:00")]
    [InlineData("lunch", "2026-11-24 11:30", 120, "2026-11-24 14:30")]
    [InlineData("24/7", "2026-03-28 22:00", 480, "2026-03-29 07:00")]
    [InlineData("24/7", "2026-10-24 22:00", 480, "2026-10-25 05:00")]
    [InlineData("week", "2026-03-27 16:00", 240, "2026-03-30 12:00")]
    [InlineData("week", "2026-11-24 16:00", 60, "2026-11-24 17:00")]
    [InlineData("week", "2026-11-24 17:00", 30, "2026-11-25 09:30")]
    public void A_first_response_is_due_when_the_open_time_is_used(string calendar, string received, int minutes, string due)
    {
        var policy = new SlaTargets(TimeSpan.FromMinutes(minutes), null, null);

        var reading = Sla.Read([new(At(received), SlaEventKind.CustomerWrote)], policy, Calendar(calendar), At(received));

        Assert.Equal(At(due), reading.FirstResponse!.Due);
        Assert.Equal(At(due), reading.Next!.Due);
    }

    [Theory]
    [InlineData("2026-11-24 10:00", 8, "2026-11-24 15:00", "2026-11-26 11:00", "2026-11-26 14:00")]
    [InlineData("2026-11-27 16:00", 2, "2026-11-27 18:00", "2026-11-30 08:00", "2026-11-30 10:00")]
    public void A_pause_counts_only_where_it_overlaps_open_hours(string received, int hours, string paused, string resumed, string due)
    {
        SlaEvent[] events =
        [
            new(At(received), SlaEventKind.CustomerWrote), new(At(paused), SlaEventKind.Paused), new(At(resumed), SlaEventKind.Resumed),
        ];

        var reading = Sla.Read(events, Resolve(hours), Calendar("week"), At(resumed));

        Assert.Equal(At(due), reading.Resolution!.Due);
        Assert.False(reading.Resolution.Paused);
    }

    [Fact]
    public void A_raised_priority_that_leaves_no_time_is_missed_at_that_instant_and_says_so()
    {
        SlaEvent[] events =
        [
            new(At("2026-11-24 10:00"), SlaEventKind.CustomerWrote),
            new(At("2026-11-24 15:00"), SlaEventKind.PolicyChanged, Resolve(4)),
        ];

        var reading = Sla.Read(events, Resolve(16), Calendar("week"), At("2026-11-24 16:00"));

        Assert.Equal(new SlaMiss(SlaKind.Resolution, At("2026-11-24 15:00"), SlaMissCause.ByReprioritisation), Assert.Single(reading.Misses));
    }

    [Fact]
    public void A_reopened_ticket_has_what_was_left()
    {
        SlaEvent[] events =
        [
            new(At("2026-11-23 09:00"), SlaEventKind.CustomerWrote), new(At("2026-11-23 14:00"), SlaEventKind.Solved),
            new(At("2026-11-25 10:00"), SlaEventKind.Reopened),
        ];

        Assert.Equal(At("2026-11-25 13:00"), Sla.Read(events, Resolve(8), Calendar("week"), At("2026-11-25 10:00")).Resolution!.Due);
    }

    [Fact]
    public void A_reopened_ticket_has_at_least_one_open_hour()
    {
        SlaEvent[] events =
        [
            new(At("2026-11-23 09:00"), SlaEventKind.CustomerWrote), new(At("2026-11-23 16:50"), SlaEventKind.Solved),
            new(At("2026-11-25 16:30"), SlaEventKind.Reopened),
        ];

        Assert.Equal(At("2026-11-26 09:30"), Sla.Read(events, Resolve(8), Calendar("week"), At("2026-11-25 16:30")).Resolution!.Due);
    }

    [Fact]
    public void The_next_response_runs_from_the_oldest_unanswered_message()
    {
        SlaEvent[] events =
        [
            new(At("2026-11-24 09:00"), SlaEventKind.CustomerWrote), new(At("2026-11-24 09:05"), SlaEventKind.PublicReply),
            new(At("2026-11-24 09:10"), SlaEventKind.CustomerWrote), new(At("2026-11-24 09:40"), SlaEventKind.CustomerWrote),
            new(At("2026-11-24 10:20"), SlaEventKind.CustomerWrote),
        ];
        var policy = new SlaTargets(TimeSpan.FromHours(1), TimeSpan.FromMinutes(60), null);

        var reading = Sla.Read(events, policy, Calendar("week"), At("2026-11-24 10:20"));

        Assert.Equal(At("2026-11-24 10:10"), reading.NextResponse!.Due);
        Assert.Equal(At("2026-11-24 09:05"), reading.FirstResponse!.Met);
        Assert.Equal(SlaMissCause.TimeRanOut, Assert.Single(reading.Misses).Cause);
    }

    [Fact]
    public void An_answer_at_the_due_instant_is_in_time_and_a_second_later_is_late()
    {
        var policy = new SlaTargets(TimeSpan.FromHours(1), null, null);
        SlaEvent Wrote() => new(At("2026-11-24 10:00"), SlaEventKind.CustomerWrote);

        Assert.Empty(Sla.Read([Wrote(), new(At("2026-11-24 11:00"), SlaEventKind.PublicReply)], policy, Calendar("week"), At("2026-11-25 9:00")).Misses);
        Assert.Equal(At("2026-11-24 11:00"), Assert.Single(
            Sla.Read([Wrote(), new(At("2026-11-24 11:00:01"), SlaEventKind.PublicReply)], policy, Calendar("week"), At("2026-11-25 9:00")).Misses).At);
    }

    [Fact]
    public void While_the_customer_is_waited_for_nothing_is_due_and_the_popover_says_why()
    {
        SlaEvent[] events =
        [
            new(At("2026-11-23 16:00"), SlaEventKind.CustomerWrote), new(At("2026-11-24 10:00"), SlaEventKind.Paused),
        ];

        var clock = Sla.Read(events, Resolve(8), Calendar("week"), At("2026-11-24 12:00")).Resolution!;

        Assert.True(clock.Paused);
        Assert.Null(clock.Due);
        Assert.Equal([SlaCount.Open, SlaCount.Closed, SlaCount.Open, SlaCount.Paused], clock.Stretches.Select(s => s.How));
        Assert.Equal(TimeSpan.FromHours(2), clock.Used);
        Assert.Equal(clock.Used, new TimeSpan(clock.Stretches.Sum(s => s.Counted.Ticks)));
    }

    [Fact]
    public void Merging_away_stops_the_clocks_without_hit_or_miss()
    {
        SlaEvent[] events = [new(At("2026-11-23 10:00"), SlaEventKind.CustomerWrote), new(At("2026-11-23 11:00"), SlaEventKind.Withdrawn)];

        var reading = Sla.Read(events, new(TimeSpan.FromHours(2), null, TimeSpan.FromHours(8)), Calendar("week"), At("2026-11-27 10:00"));

        Assert.Empty(reading.Running);
        Assert.Empty(reading.Misses);
        Assert.Null(reading.Resolution!.Met);
    }

    [Fact]
    public void A_miss_is_never_unwritten_by_a_lower_priority()
    {
        SlaEvent[] events =
        [
            new(At("2026-11-23 09:00"), SlaEventKind.CustomerWrote), new(At("2026-11-23 16:00"), SlaEventKind.PolicyChanged, Resolve(40)),
        ];

        var miss = Assert.Single(Sla.Read(events, Resolve(4), Calendar("week"), At("2026-11-24 09:00")).Misses);

        Assert.Equal((At("2026-11-23 13:00"), SlaMissCause.TimeRanOut), (miss.At, miss.Cause));
    }

    static SlaTargets Resolve(int hours) => new(null, null, TimeSpan.FromHours(hours));
}

public sealed class WorkingCalendarTests
{
    [Fact]
    public void A_calendar_without_open_time_is_refused() =>
        Assert.Contains("no open time", Assert.Throws<RefusedException>(() => new WorkingCalendar("Never", "Europe/Berlin", [])).Message);

    [Fact]
    public void Hours_that_overlap_or_end_early_and_unknown_zones_are_refused()
    {
        var nine = new OpenHours(DayOfWeek.Monday, new(9, 0), new(17, 0));
        Assert.Throws<RefusedException>(() => new WorkingCalendar("Twice", "Europe/Berlin", [nine, nine]));
        Assert.Throws<RefusedException>(() => new WorkingCalendar("Back", "Europe/Berlin", [nine with { To = new(8, 0) }]));
        Assert.Throws<RefusedException>(() => new WorkingCalendar("Nowhere", "Europe/Atlantis", [nine]));
    }

    [Fact]
    public void Adding_and_measuring_agree_at_every_quarter_hour_of_a_year()
    {
        var calendar = new WorkingCalendar("Mixed", "America/New_York",
        [
            new(DayOfWeek.Monday, new(9, 0), new(12, 0)), new(DayOfWeek.Monday, new(13, 0), new(17, 30)), new(DayOfWeek.Wednesday, new(22, 0), default),
            new(DayOfWeek.Sunday, default, new(4, 0)),
        ]);
        for (var at = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc); at.Year == 2026; at = at.AddMinutes(7 * 15))
        {
            var open = TimeSpan.FromMinutes((at.DayOfYear % 37 * 15) + 15);
            Assert.Equal(open, calendar.Between(at, calendar.Add(at, open)));
        }
    }

    [Fact]
    public void The_hour_that_exists_twice_is_counted_twice_around_the_clock_and_never_overlaps()
    {
        var calendar = new WorkingCalendar("Nights", "Europe/Berlin",
            [new(DayOfWeek.Sunday, default, new(2, 30)), new(DayOfWeek.Sunday, new(2, 30), new(5, 0))]);
        var midnight = new DateTime(2026, 10, 24, 22, 0, 0, DateTimeKind.Utc);

        Assert.Equal(TimeSpan.FromHours(6), calendar.Between(midnight, midnight.AddHours(10)));
    }
}
