using System.Globalization;

namespace BackOffice.Kernel;

/// <summary>
/// An amount of money: a whole number of the currency's smallest unit, and the currency (three capital letters, ISO 4217).
/// £494.47 is <c>new Money(49447, "GBP")</c>, ¥100 is <c>new Money(100, "JPY")</c>, 1.250 KWD is <c>new Money(1250, "KWD")</c>.
/// Amounts of two currencies are never added or compared: that is a mistake of ours, and throws. Overflow throws too.
/// </summary>
public readonly record struct Money(long Minor, string Currency) : IComparable<Money>
{
    /// <summary>No money, in a currency.</summary>
    public static Money Zero(string currency) => new(0, currency);

    /// <summary>
    /// The nearest amount of the currency; a half goes away from zero (commercial rounding, as EN 16931 and most tax laws have it),
    /// so 0.125 GBP is 0.13 and −0.125 GBP is −0.13.
    /// </summary>
    public static Money Round(decimal major, string currency) =>
        new(checked((long)Math.Round(major * Scale(currency), MidpointRounding.AwayFromZero)), currency);

    /// <summary>The amount, if the currency can express it exactly; null for 0.12345 EUR or 1.5 JPY, which nobody may round in silence.</summary>
    public static Money? Exactly(decimal major, string currency)
    {
        var minor = major * Scale(currency);
        return decimal.Truncate(minor) == minor && minor is >= long.MinValue and <= long.MaxValue ? new Money((long)minor, currency) : null;
    }

    /// <summary>
    /// The net or gross of a line: quantity × unit price, less a discount, rounded once. The unit price is in millionths of the
    /// major unit (2.55 GBP is 2,550,000), the discount in thousandths of a per cent (4 % is 4,000).
    /// </summary>
    public static Money OfLine(long quantity, long unitPriceMicros, string currency, int discountMilliPercent = 0) =>
        Round(quantity * (unitPriceMicros / 1_000_000m) * (100_000 - discountMilliPercent) / 100_000m, currency);

    /// <summary>How many decimals the currency has in ISO 4217: 0 (JPY), 2 (GBP), 3 (KWD) or 4 (CLF).</summary>
    public static int Exponent(string currency) => currency switch
    {
        "BIF" or "CLP" or "DJF" or "GNF" or "ISK" or "JPY" or "KMF" or "KRW" or "PYG" or "RWF" or "UGX" or "UYI" or "VND" or "VUV"
            or "XAF" or "XOF" or "XPF" => 0,
        "BHD" or "IQD" or "JOD" or "KWD" or "LYD" or "OMR" or "TND" => 3,
        "CLF" or "UYW" => 4,
        _ => 2,
    };

    /// <summary>Three capital letters; whether a bank knows them is not asked.</summary>
    public static bool IsCurrency(string? text) => text is { Length: 3 } && text.All(char.IsAsciiLetterUpper);

    /// <summary>The amount in the major unit: 494.47 for £494.47. Exact, for showing and for files; reckon with <see cref="Minor"/>.</summary>
    public decimal Major => Minor / Scale(Currency);

    public bool IsZero => Minor == 0;
    public Money Abs => new(Math.Abs(Minor), Currency);

    public static Money operator +(Money a, Money b) => new(checked(a.Minor + b.In(a.Currency)), a.Currency);
    public static Money operator -(Money a, Money b) => new(checked(a.Minor - b.In(a.Currency)), a.Currency);
    public static Money operator -(Money a) => new(checked(-a.Minor), a.Currency);
    public static Money operator *(Money a, long times) => new(checked(a.Minor * times), a.Currency);
    public static bool operator <(Money a, Money b) => a.Minor < b.In(a.Currency);
    public static bool operator >(Money a, Money b) => a.Minor > b.In(a.Currency);
    public static bool operator <=(Money a, Money b) => a.Minor <= b.In(a.Currency);
    public static bool operator >=(Money a, Money b) => a.Minor >= b.In(a.Currency);

    public int CompareTo(Money other) => Minor.CompareTo(other.In(Currency));

    /// <summary>
    /// Parts in proportion to the weights that add up to exactly this amount: each takes its share rounded down, and the units left
    /// over go one by one to the largest fractions, earlier parts first among equals (largest remainder). The same input gives the
    /// same parts always, and the parts of −x are minus the parts of x. Weights may be of both signs; if they add up to nothing,
    /// only nothing can be split.
    /// </summary>
    public Money[] Split(params ReadOnlySpan<long> weights)
    {
        Int128 sum = 0;
        foreach (var weight in weights)
            sum += weight;
        if (sum == 0)
            return Minor == 0 ? Nothing(weights.Length, Currency) : throw new ArgumentException("The weights add up to nothing.", nameof(weights));

        var total = Int128.Abs(Minor);
        var shares = new Int128[weights.Length];
        var fractions = new (Int128 Fraction, int Index)[weights.Length];
        var left = total;
        for (var i = 0; i < weights.Length; i++)
        {
            var exact = total * weights[i] * Int128.Sign(sum);
            var (share, fraction) = Int128.DivRem(exact, Int128.Abs(sum));
            if (fraction < 0)
                (share, fraction) = (share - 1, fraction + Int128.Abs(sum));
            shares[i] = share;
            fractions[i] = (-fraction, i);
            left -= share;
        }

        Array.Sort(fractions);
        for (var i = 0; i < (int)left; i++)
            shares[fractions[i].Index]++;

        var currency = Currency;
        var sign = Math.Sign(Minor);
        return Array.ConvertAll(shares, share => new Money(checked((long)share * sign), currency));
    }

    /// <summary>Equal parts, the first ones a unit larger where it does not divide.</summary>
    public Money[] SplitEvenly(int parts)
    {
        var ones = new long[parts];
        Array.Fill(ones, 1);
        return Split(ones);
    }

    /// <summary>For people: £494.47, −£494.47, 494,47 €, 1.250 KWD. The minus is the true one (U+2212).</summary>
    public string Format(CultureInfo culture)
    {
        var number = Digits(culture);
        var symbol = Symbol(Currency);
        var text = (symbol.Length == 3, culture.NumberFormat.CurrencyPositivePattern) switch
        {
            (false, 0) => symbol + number,
            (false, 2) => symbol + "\u00A0" + number,
            _ => number + "\u00A0" + symbol,
        };
        return Minor < 0 ? "\u2212" + text : text;
    }

    /// <summary>For a column whose head names the currency: 494.47, −494.47.</summary>
    public string FormatBare(CultureInfo culture) => Minor < 0 ? "\u2212" + Digits(culture) : Digits(culture);

    /// <summary>For files and logs, the same everywhere: "GBP 494.47", "GBP -494.47".</summary>
    public override string ToString() => $"{Currency} {Major.ToString("F" + Exponent(Currency), CultureInfo.InvariantCulture)}";

    private string Digits(CultureInfo culture) => Math.Abs(Major).ToString("N" + Exponent(Currency), culture);

    private long In(string currency) =>
        Currency == currency ? Minor : throw new InvalidOperationException($"{Currency} and {currency} are not reckoned together.");

    private static Money[] Nothing(int parts, string currency)
    {
        var zeros = new Money[parts];
        Array.Fill(zeros, Zero(currency));
        return zeros;
    }

    private static decimal Scale(string currency) => Exponent(currency) switch { 0 => 1m, 3 => 1_000m, 4 => 10_000m, _ => 100m };

    private static string Symbol(string currency) => currency switch
    {
        "GBP" => "£",
        "EUR" => "€",
        "USD" => "$",
        "JPY" => "¥",
        _ => currency,
    };
}
