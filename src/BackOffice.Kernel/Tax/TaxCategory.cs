namespace BackOffice.Kernel;

/// <summary>Why a line bears the tax it bears: the categories of EN 16931 (UNCL 5305). Only <see cref="Standard"/> has a rate above 0.</summary>
public enum TaxCategory
{
    /// <summary>S: taxed at a rate, the full or a reduced one.</summary>
    Standard,
    /// <summary>Z: taxed at nought (books and food in the United Kingdom).</summary>
    ZeroRated,
    /// <summary>E: exempt.</summary>
    Exempt,
    /// <summary>AE: the buyer accounts for the tax.</summary>
    ReverseCharge,
    /// <summary>K: goods to a business in another country of the Union.</summary>
    IntraCommunity,
    /// <summary>G: goods that leave the tax territory.</summary>
    Export,
    /// <summary>O: not subject to the tax at all.</summary>
    OutsideScope,
}

/// <summary>The standard's short codes for the categories, as they stand on invoices and in files.</summary>
public static class TaxCategories
{
    /// <summary>S, Z, E, AE, K, G or O.</summary>
    public static string Code(this TaxCategory category) => category switch
    {
        TaxCategory.Standard => "S",
        TaxCategory.ZeroRated => "Z",
        TaxCategory.Exempt => "E",
        TaxCategory.ReverseCharge => "AE",
        TaxCategory.IntraCommunity => "K",
        TaxCategory.Export => "G",
        _ => "O",
    };
}
