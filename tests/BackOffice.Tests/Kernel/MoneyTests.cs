using System.Globalization;
using BackOffice.Kernel;

namespace BackOffice.Tests.Kernel;

public class MoneyTests
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");
    private static readonly CultureInfo Spanish = CultureInfo.GetCultureInfo("es-ES");

    [Theory]
    [InlineData("0.125", "GBP", 13)]
    [InlineData("-0.125", "GBP", -13)]
    [InlineData("0.1249", "GBP", 12)]
    [InlineData("2.5", "JPY", 3)]
    [InlineData("1.2345", "KWD", 1235)]
    [InlineData("1.00005", "CLF", 10001)]
    public void A_half_is_rounded_away_from_zero_in_the_units_of_the_currency(string major, string currency, long minor) =>
        Assert.Equal(new Money(minor, currency), Money.Round(decimal.Parse(major, CultureInfo.InvariantCulture), currency));

    [Fact]
    public void What_the_currency_cannot_express_is_not_exact()
    {
        Assert.Equal(new Money(885, "EUR"), Money.Exactly(8.850m, "EUR"));
        Assert.Null(Money.Exactly(8.85001m, "EUR"));
        Assert.Null(Money.Exactly(1.5m, "JPY"));
    }

    [Fact]
    public void A_unit_price_has_more_decimals_than_the_amount() =>
        Assert.Equal(new Money(55, "JPY"), Money.OfLine(12, 4_550_000, "JPY"));

    [Fact]
    public void Two_currencies_are_never_added_or_compared()
    {
        Assert.Throws<InvalidOperationException>(() => new Money(1, "GBP") + new Money(1, "EUR"));
        Assert.Throws<InvalidOperationException>(() => new Money(1, "GBP") < new Money(1, "EUR"));
    }

    [Fact]
    public void An_overflow_is_loud()
    {
        Assert.Throws<OverflowException>(() => new Money(long.MaxValue, "GBP") + new Money(1, "GBP"));
        Assert.Throws<OverflowException>(() => new Money(long.MaxValue, "GBP") * 2);
    }

    [Fact]
    public void The_penny_left_over_goes_to_the_largest_fraction_and_among_equals_to_the_first()
    {
        Assert.Equal([34L, 33L, 33L], Minors(new Money(100, "GBP").SplitEvenly(3)));
        Assert.Equal([17L, 33L, 50L], Minors(new Money(100, "GBP").Split(1, 2, 3)));
        Assert.Equal([-34L, -33L, -33L], Minors(new Money(-100, "GBP").SplitEvenly(3)));
        Assert.Equal([-50L, 150L], Minors(new Money(100, "GBP").Split(-1, 3)));
    }

    [Fact]
    public void Parts_always_add_up_and_never_depend_on_chance()
    {
        var chance = new Random(7);
        for (var i = 0; i < 5_000; i++)
        {
            var total = new Money(chance.NextInt64(-1_000_000_000_000, 1_000_000_000_000), "GBP");
            var weights = Enumerable.Range(0, chance.Next(1, 40)).Select(_ => chance.NextInt64(1, 100_000_000)).ToArray();

            var parts = total.Split(weights);

            Assert.Equal(total.Minor, parts.Sum(p => p.Minor));
            Assert.Equal(parts, total.Split(weights));
            Assert.Equal(Minors(parts), Minors((-total).Split(weights)).Select(m => -m));
            var whole = weights.Sum();
            Assert.All(parts.Zip(weights), p => Assert.True(Math.Abs(p.First.Minor - (decimal)total.Minor * p.Second / whole) < 1));
        }
    }

    [Fact]
    public void Nothing_can_only_be_split_into_nothing()
    {
        Assert.Equal([0L, 0L], Minors(new Money(0, "GBP").Split(0, 0)));
        Assert.Throws<ArgumentException>(() => new Money(1, "GBP").Split(5, -5));
    }

    [Fact]
    public void It_is_written_as_people_of_the_language_write_it()
    {
        Assert.Equal("£1,494.47", new Money(149447, "GBP").Format(English));
        Assert.Equal("\u2212£4.07", new Money(-407, "GBP").Format(English));
        Assert.Equal("1.494,47\u00A0€", new Money(149447, "EUR").Format(Spanish));
        Assert.Equal("¥100", new Money(100, "JPY").Format(English));
        Assert.Equal("1.250\u00A0KWD", new Money(1250, "KWD").Format(English));
        Assert.Equal("\u22124,07", new Money(-407, "GBP").FormatBare(Spanish));
        Assert.Equal("GBP -4.07", new Money(-407, "GBP").ToString());
    }

    private static IEnumerable<long> Minors(IEnumerable<Money> parts) => parts.Select(p => p.Minor);
}
