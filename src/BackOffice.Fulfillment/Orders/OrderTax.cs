namespace BackOffice.Fulfillment;

/// <summary>
/// Which tax an order bears. Goods sent within the United Kingdom bear 20 %; goods that leave it are an export at 0 (VAT
/// Notice 703). A country that is not given counts as home: too much tax can be given back, too little cannot be asked for.
/// </summary>
static class OrderTax
{
    static readonly HashSet<string> home = new(StringComparer.OrdinalIgnoreCase) { "United Kingdom", "UK", "GB", "Great Britain", "Unspecified", "" };

    public static TaxRate Of(string country) => home.Contains(country) ? TaxRate.Standard20 : new(TaxCategory.Export, 0);
}
