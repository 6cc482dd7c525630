using BackOffice.Kernel;

namespace BackOffice.Tests.Kernel;

public class TaxComputationTests
{
    [Fact]
    public void Sixteen_at_348_35_less_four_per_cent_at_22_per_cent()
    {
        var line = Money.OfLine(16, 348_350_000, "EUR", discountMilliPercent: 4_000);
        var document = TaxComputation.Of([new(line, TaxRate.Of(22))], "EUR");

        Assert.Equal((535066, 117715, 652781), Totals(document));
    }

    [Fact]
    public void Three_at_10_00_including_15_per_cent()
    {
        var ten = new TaxableLine(new(1000, "GBP"), TaxRate.Of(15), TaxSide.Inclusive);

        var apart = TaxComputation.Of([ten, ten, ten], "GBP");
        var together = TaxComputation.Of([ten with { Entered = new(3000, "GBP") }], "GBP");

        Assert.Equal((2609, 391, 3000), Totals(apart));
        Assert.Equal((2609, 391, 3000), Totals(together));
        Assert.Equal([131L, 130L, 130L], apart.Lines.Select(l => l.Tax.Minor));
        Assert.All(apart.Lines, l => Assert.Equal(1000, l.Gross.Minor));
    }

    [Fact]
    public void Ninety_and_fifty_five_including_5_per_cent()
    {
        var document = TaxComputation.Of(
            [new(new(9000, "GBP"), TaxRate.Of(5), TaxSide.Inclusive), new(new(5500, "GBP"), TaxRate.Of(5), TaxSide.Inclusive)], "GBP");

        Assert.Equal((13810, 690, 14500), Totals(document));
        Assert.Equal([8572L, 5238L], document.Lines.Select(l => l.Net.Minor));
    }

    [Fact]
    public void Yen_have_no_decimals()
    {
        var document = TaxComputation.Of([new(Money.OfLine(3, 4_500_000, "JPY"), TaxRate.Of(10))], "JPY");
        Assert.Equal((14, 1, 15), Totals(document));
    }

    [Fact]
    public void Dinars_have_three()
    {
        var document = TaxComputation.Of([new(Money.OfLine(3, 1_234_500, "KWD"), TaxRate.Of(5))], "KWD");
        Assert.Equal((3704, 185, 3889), Totals(document));
    }

    [Fact]
    public void Each_category_and_rate_is_rounded_once()
    {
        TaxableLine[] lines =
        [
            new(new(333, "GBP"), TaxRate.Standard20),
            new(new(333, "GBP"), TaxRate.Of(5)),
            new(new(333, "GBP"), TaxRate.Standard20),
            new(new(999, "GBP"), new(TaxCategory.ZeroRated, 0)),
            new(new(100, "GBP"), new(TaxCategory.Export, 0)),
        ];

        var document = TaxComputation.Of(lines, "GBP");

        Assert.Equal([133L, 17L, 0L, 0L], document.Groups.Select(g => g.Tax.Minor));
        Assert.Equal([67L, 17L, 66L, 0L, 0L], document.Lines.Select(l => l.Tax.Minor));
        Assert.Equal(["S", "S", "Z", "G"], document.Groups.Select(g => g.Rate.Category.Code()));
    }

    [Fact]
    public void Only_the_standard_category_has_a_rate() =>
        Assert.Throws<ArgumentException>(() => TaxComputation.Of([new(new(100, "GBP"), new(TaxCategory.Exempt, 5_000))], "GBP"));

    [Fact]
    public void A_document_of_nothing_comes_to_nothing() => Assert.Equal((0, 0, 0), Totals(TaxComputation.Of([], "GBP")));

    [Fact]
    public void Lines_groups_and_totals_agree_to_the_penny()
    {
        var chance = new Random(11);
        TaxRate[] rates = [TaxRate.Standard20, TaxRate.Of(5), TaxRate.Of(8.875m), new(TaxCategory.ZeroRated, 0)];
        for (var i = 0; i < 2_000; i++)
        {
            var lines = Enumerable.Range(0, chance.Next(1, 30))
                .Select(_ => new TaxableLine(new(chance.NextInt64(-50_000, 500_000), "GBP"), rates[chance.Next(4)], (TaxSide)chance.Next(2)))
                .ToArray();
            if (lines.GroupBy(l => (l.Rate, l.Side)).Any(g => g.Sum(l => l.Entered.Minor) == 0))
                continue;

            var document = TaxComputation.Of(lines, "GBP");

            Assert.Equal(document.Net.Minor, document.Lines.Sum(l => l.Net.Minor));
            Assert.Equal(document.Tax.Minor, document.Lines.Sum(l => l.Tax.Minor));
            Assert.Equal(document.Gross, document.Net + document.Tax);
            Assert.All(document.Lines, l => Assert.Equal(l.Gross, l.Net + l.Tax));
            Assert.All(document.Lines.Zip(lines), p => Assert.Equal(p.Second.Entered, p.Second.Side == TaxSide.Exclusive ? p.First.Net : p.First.Gross));
        }
    }

    private static (long, long, long) Totals(TaxComputation document) => (document.Net.Minor, document.Tax.Minor, document.Gross.Minor);
}
