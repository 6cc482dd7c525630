namespace BackOffice.Kernel;

/// <summary>
/// A category and its rate in thousandths of a per cent: 20 % is 20,000, 8.875 % is 8,875. A category other than
/// <see cref="TaxCategory.Standard"/> has the rate 0.
/// </summary>
public readonly record struct TaxRate(TaxCategory Category, int MilliPercent)
{
    /// <summary>The full rate of the United Kingdom, where the practice company trades.</summary>
    public static readonly TaxRate Standard20 = new(TaxCategory.Standard, 20_000);

    /// <summary>A rate given in per cent: <c>TaxRate.Of(22)</c>.</summary>
    public static TaxRate Of(decimal percent) => new(TaxCategory.Standard, checked((int)(percent * 1_000)));

    /// <summary>20 for 20 %.</summary>
    public decimal Percent => MilliPercent / 1_000m;

    /// <summary>0.2 for 20 %.</summary>
    internal decimal Fraction => MilliPercent / 100_000m;
}

/// <summary>Which side of a price was entered and is therefore the truth; the other side is reckoned from it.</summary>
public enum TaxSide
{
    /// <summary>Prices are without tax; tax is added.</summary>
    Exclusive,
    /// <summary>Prices include the tax; tax is taken out.</summary>
    Inclusive,
}
