using BackOffice.Kernel;

namespace BackOffice.Tests.Kernel;

/// <summary>Where one day of a company ends and the next begins.</summary>
public class CompanyDayTests
{
    static CompanyInfo In(string zone) => new() { Name = "Test", Currency = "GBP", Zone = zone };

    [Theory]
    [InlineData("UTC")]
    [InlineData("Europe/London")]
    [InlineData("Pacific/Auckland")]
    [InlineData("America/Los_Angeles")]
    [InlineData("Asia/Kathmandu")]
    [InlineData("America/Santiago")]
    [InlineData("America/Havana")]
    public void No_instant_lies_between_two_days_or_in_both(string zone)
    {
        var company = In(zone);
        for (var day = new DateOnly(2025, 12, 31); day.Year < 2028; day = day.AddDays(1))
        {
            Assert.Equal(day, company.DayOf(company.BeginOf(day)));
            Assert.Equal(day.AddDays(-1), company.DayOf(company.BeginOf(day).AddTicks(-1)));
        }
    }

    [Theory]
    [InlineData("Europe/London", "2026-03-29", 23)]
    [InlineData("Europe/London", "2026-10-25", 25)]
    // Midnight does not exist: the day begins at one.
    [InlineData("America/Santiago", "2026-09-06", 23)]
    // Midnight comes twice: the day begins with the first.
    [InlineData("America/Havana", "2026-11-01", 25)]
    public void A_day_on_which_clocks_change_is_as_long_as_it_is(string zone, string day, int hours)
    {
        var on = DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(TimeSpan.FromHours(hours), In(zone).BeginOf(on.AddDays(1)) - In(zone).BeginOf(on));
    }
}
