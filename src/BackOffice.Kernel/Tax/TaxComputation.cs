namespace BackOffice.Kernel;

/// <summary>One line of a document: the amount as entered (already rounded to the currency), its rate, and which side was entered.</summary>
public sealed record TaxableLine(Money Entered, TaxRate Rate, TaxSide Side = TaxSide.Exclusive);

/// <summary>What a line comes to; Net + Tax = Gross, and the entered side is unchanged.</summary>
public sealed record TaxedLine(Money Net, Money Tax, Money Gross);

/// <summary>The sum of all lines of one category, rate and side; on the document, one row of the tax table.</summary>
public sealed record TaxGroup(TaxRate Rate, TaxSide Side, Money Net, Money Tax, Money Gross);

/// <summary>
/// The taxes of a whole document, computed once; whoever needs a figure takes it from here or from where it was stored, and never
/// reckons again.
/// <para>
/// Method (EN 16931, BR-CO-17): line amounts are rounded first; the tax of each (category, rate) is round(Σ net × rate), or, where
/// prices include the tax, Σ gross − round(Σ gross ÷ (1 + rate)); the group's tax is spread over its lines by largest remainder.
/// So Σ lines = Σ groups = the document's totals, to the smallest unit.
/// </para>
/// <para>348.35 × 16 less 4 % at 22 %: net 5,350.66, tax 1,177.15, gross 6,527.81. 3 × 10.00 including 15 %: 26.09 + 3.91.
/// 90 + 55 including 5 %: 138.10 + 6.90.</para>
/// </summary>
public sealed record TaxComputation(IReadOnlyList<TaxedLine> Lines, IReadOnlyList<TaxGroup> Groups, Money Net, Money Tax, Money Gross)
{
    /// <summary>Computes a document in one currency. Lines keep their order; groups come by category, then rate from high to low.</summary>
    public static TaxComputation Of(IReadOnlyList<TaxableLine> lines, string currency)
    {
        var taxed = new TaxedLine[lines.Count];
        var groups = Enumerable.Range(0, lines.Count)
            .GroupBy(i => (lines[i].Rate, lines[i].Side))
            .OrderBy(g => g.Key.Rate.Category).ThenByDescending(g => g.Key.Rate.MilliPercent).ThenBy(g => g.Key.Side)
            .Select(g => Group(g.Key.Rate, g.Key.Side, [.. g], lines, taxed, currency))
            .ToArray();

        return new(taxed, groups, Sum(groups, g => g.Net, currency), Sum(groups, g => g.Tax, currency), Sum(groups, g => g.Gross, currency));
    }

    private static TaxGroup Group(TaxRate rate, TaxSide side, int[] members, IReadOnlyList<TaxableLine> lines, TaxedLine[] taxed, string currency)
    {
        if (rate.MilliPercent != 0 && rate.Category != TaxCategory.Standard)
            throw new ArgumentException($"The category {rate.Category} has no rate.", nameof(rate));

        var entered = Sum(members, i => lines[i].Entered, currency);
        var tax = side == TaxSide.Exclusive
            ? Money.Round(entered.Major * rate.Fraction, currency)
            : entered - Money.Round(entered.Major / (1 + rate.Fraction), currency);

        var shares = tax.Split(Array.ConvertAll(members, i => lines[i].Entered.Minor));
        for (var n = 0; n < members.Length; n++)
        {
            var line = lines[members[n]].Entered;
            taxed[members[n]] = side == TaxSide.Exclusive
                ? new(line, shares[n], line + shares[n])
                : new(line - shares[n], shares[n], line);
        }

        return side == TaxSide.Exclusive
            ? new(rate, side, entered, tax, entered + tax)
            : new(rate, side, entered - tax, tax, entered);
    }

    private static Money Sum<T>(IEnumerable<T> parts, Func<T, Money> amount, string currency) =>
        parts.Aggregate(Money.Zero(currency), (sum, part) => sum + amount(part));
}
