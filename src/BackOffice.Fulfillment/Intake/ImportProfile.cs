namespace BackOffice.Fulfillment;

/// <summary>How a kind of order file names its columns, in which currency its prices are, and which codes are no goods.</summary>
public sealed record ImportProfile(
    string Code, string Name, string Currency, string OrderNumber, string ItemCode, string Description, string Quantity,
    string Date, string UnitPrice, string Customer, string Country, IReadOnlyDictionary<string, SetAsideKind> NoGoods, string VoucherPrefix)
{
    /// <summary>The retail data: one line per item, cancellations with a leading C, postage and charges among the goods.</summary>
    public static readonly ImportProfile OnlineRetail = new(
        "online-retail", "Online retail", "GBP",
        "InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country",
        new Dictionary<string, SetAsideKind>(StringComparer.OrdinalIgnoreCase)
        {
            ["POST"] = SetAsideKind.Postage,
            ["DOT"] = SetAsideKind.Postage,
            ["C2"] = SetAsideKind.Postage,
            ["BANK CHARGES"] = SetAsideKind.BankCharge,
            ["AMAZONFEE"] = SetAsideKind.MarketplaceFee,
            ["D"] = SetAsideKind.Discount,
            ["M"] = SetAsideKind.ManualEntry,
            ["S"] = SetAsideKind.Sample,
            ["B"] = SetAsideKind.BadDebt,
            ["CRUK"] = SetAsideKind.Commission,
        },
        VoucherPrefix: "gift_");

    public static readonly IReadOnlyList<ImportProfile> All = [OnlineRetail];

    /// <summary>The codes of all profiles, for a sentence.</summary>
    public static string Names => string.Join(", ", All.Select(profile => profile.Code));

    public static ImportProfile? Named(string code) => All.FirstOrDefault(profile => profile.Code == code);

    public IReadOnlyList<string> Columns => [OrderNumber, ItemCode, Description, Quantity, Date, UnitPrice, Customer, Country];
}

/// <summary>Why a line of an order file is a business fact but no order; each has its suggested action.</summary>
public enum SetAsideKind
{
    Cancellation, Postage, BankCharge, MarketplaceFee, Discount, ManualEntry, Sample, BadDebt, Commission, Voucher, StockAdjustment,
}
