using System.Globalization;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Testing;

namespace BackOffice.Tests.Fulfillment;

/// <summary>The forecast of the board and the walls: what was measured, or that nothing was.</summary>
public class PackingPaceTests
{
    [Theory]
    // No parcel, one, four: too few. Five in four minutes: a burst. Five in a quarter of an hour: a pace.
    [InlineData("", null)]
    [InlineData("14:00", null)]
    [InlineData("14:00 14:10 14:20 14:30", null)]
    [InlineData("14:00 14:01 14:02 14:03 14:04", null)]
    [InlineData("14:00 14:00 14:00 14:00 14:00", null)]
    [InlineData("14:00 14:04 14:08 14:12 14:14", null)]
    [InlineData("14:00 14:04 14:08 14:12 14:15", 16.0)]
    // Four intervals in forty minutes, in whatever order they come.
    [InlineData("14:00 14:10 14:20 14:30 14:40", 6.0)]
    [InlineData("14:40 14:00 14:30 14:10 14:20", 6.0)]
    // A pause counts as long as it lies within the hour.
    [InlineData("14:00 14:01 14:02 14:03 14:48", 5.0)]
    // The hour ends with the last one: what lies an hour before it or more is not measured, be it slow or fast.
    [InlineData("10:00 13:40 14:00 14:10 14:20 14:30 14:40", 6.0)]
    [InlineData("13:37 13:38 13:39 13:40 14:00 14:10 14:20 14:40", null)]
    [InlineData("14:00 14:15 14:30 14:45 14:59", 4.1)]
    public void The_pace_is_measured_in_the_hour_to_the_last_one_packed_or_not_at_all(string packed, double? perHour)
    {
        var pace = PackingPace.Of([.. packed.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(At)]);
        Assert.Equal(perHour, (double?)pace?.PerHour);
        if (pace is not null) Assert.Equal(packed.Split(' ').Max(At), pace.LastAt);
    }

    [Theory]
    [InlineData(99, null)]
    [InlineData(100, 600.0)]
    public void A_hundred_are_a_pace_however_soon_they_came(int count, double? perHour) =>
        Assert.Equal(perHour, (double?)PackingPace.Of([.. Enumerable.Range(0, count).Select(i => At("14:00").AddSeconds(6 * i))])?.PerHour);

    [Theory]
    [InlineData(6.0, 0, "14:40")]
    [InlineData(6.0, 1, "14:50")]
    [InlineData(6.0, 9, "16:10")]
    [InlineData(28.0, 31, "15:46:25.7")]
    public void The_end_lies_as_many_intervals_after_the_last_one_as_are_left(double perHour, int left, string done) =>
        Assert.Equal(At(done), new PackingPace((decimal)perHour, At("14:40")).DoneAt(left), TimeSpan.FromMilliseconds(50));

    [Fact]
    public void Without_a_pace_a_tile_says_what_is_left_and_no_end()
    {
        Assert.Equal(new TilePace(7, null, null, null), PackingPace.Tile(null, 7));
        Assert.Equal(new TilePace(2, 6, At("14:40"), At("15:00")), PackingPace.Tile(new(6, At("14:40")), 2));
    }

    [Fact]
    public async Task A_cut_off_reckons_in_what_leaves_before_it_and_leaves_out_what_is_held_or_not_there()
    {
        await using var company = await Company.Open();
        for (var i = 0; i < 5; i++)
        {
            if (i > 0) company.Clock.Advance(TimeSpan.FromMinutes(10));
            await company.Packed(("A", 1));
        }
        var last = company.Clock.GetUtcNow().UtcDateTime;
        await company.Receives("C", 20);
        await company.Confirmed(("C", 1));
        var held = await company.Confirmed(("C", 1));
        await company.Joe.Does(new HoldOrder(held, HoldReason.Address, "Customer asked to wait"));
        await company.Confirmed(("NOT-THERE", 1));
        company.Clock.Advance(TimeSpan.FromDays(1));
        await company.Confirmed(("C", 1));

        var cuts = await company.Read(new NextCutOffs());
        Assert.Equal([(8, 1, 2, 1), (1, 1, 0, 2)], cuts.Select(c => (c.Orders, c.ToPack, c.Blocked, c.Pace?.Left ?? 0)));
        Assert.All(cuts, c => Assert.Equal((6m, last), (c.Pace!.PerHour, c.Pace.LastAt)));
        Assert.Equal([last.AddMinutes(10), last.AddMinutes(20)], cuts.Select(c => c.Pace!.DoneAt));
        // Yesterday's is still to be packed, and so is today's.
        Assert.Equal(2, (await company.Read(new GoneTodayTile())).Pace?.Left);
        Assert.Equal(1, (await company.Read(new NextCutOffTile())).Pace?.Left);
    }

    [Fact]
    public async Task The_board_says_the_end_where_a_pace_is_known_and_that_none_is_where_not()
    {
        await using var company = await Company.Open();
        await company.Receives("A", 20);
        await company.Confirmed(("A", 1));
        await using var board = await company.Noor.Opens<BoardPage>();
        board.WaitForAssertion(() => Assert.Contains("no packing pace now", board.Find(".cuts").TextContent), TimeSpan.FromSeconds(30));
        Assert.Empty(board.All(".cuts time[data-as=packed]"));
        for (var i = 0; i < 5; i++)
        {
            company.Clock.Advance(TimeSpan.FromMinutes(10));
            await company.Packed(("B", 1));
        }
        // Live: the page was open before anything was packed.
        board.WaitForAssertion(() => Assert.Equal("600000", board.Find(".cuts time[data-as=packed]").GetAttribute("data-gap")), TimeSpan.FromSeconds(30));
    }

    static DateTime At(string time) => DateTime.Parse("2026-11-24T" + time + "Z", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
}
