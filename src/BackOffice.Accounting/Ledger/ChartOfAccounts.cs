namespace BackOffice.Accounting;

/// <summary>The accounts that every company has from its first day, in the manner of the United Kingdom.</summary>
public static class ChartOfAccounts
{
    /// <summary>Bank accounts are numbered from here on, as they are opened.</summary>
    public const long FirstBank = 1200;
    public const long LastBank = 1279;

    private static readonly (long Number, string Name, AccountGroup Group, AccountRole Role, bool IsControl)[] accounts =
    [
        (1010, "Equipment", AccountGroup.Assets, AccountRole.None, false),
        (1100, "Receivables", AccountGroup.Assets, AccountRole.Receivables, true),
        (1280, "Payments on the way", AccountGroup.Assets, AccountRole.PaymentsOnTheWay, true),
        (1290, "Suspense", AccountGroup.Assets, AccountRole.Suspense, true),
        (1300, "Stock", AccountGroup.Assets, AccountRole.Stock, true),
        (2000, "Payables", AccountGroup.Liabilities, AccountRole.None, false),
        (2100, "Goods received, not billed", AccountGroup.Liabilities, AccountRole.GoodsNotBilled, false),
        (2200, "VAT charged", AccountGroup.Liabilities, AccountRole.SalesTax, false),
        (2210, "VAT to reclaim", AccountGroup.Liabilities, AccountRole.PurchaseTax, false),
        (2400, "Customer credit", AccountGroup.Liabilities, AccountRole.CustomerCredit, true),
        (2410, "Customer advances", AccountGroup.Liabilities, AccountRole.Advances, true),
        (3000, "Capital and reserves", AccountGroup.Liabilities, AccountRole.None, false),
        (3900, "Opening balances", AccountGroup.Liabilities, AccountRole.OpeningBalances, false),
        (4000, "Sales", AccountGroup.Income, AccountRole.Sales, false),
        (4090, "Returns and discounts", AccountGroup.Income, AccountRole.None, false),
        (5000, "Cost of goods sold", AccountGroup.Cost, AccountRole.CostOfGoods, false),
        (5400, "Stock differences", AccountGroup.Cost, AccountRole.StockDifferences, false),
        (5810, "Freight outward", AccountGroup.Cost, AccountRole.None, false),
        (6000, "Wages", AccountGroup.Running, AccountRole.None, false),
        (6400, "Rent and energy", AccountGroup.Running, AccountRole.None, false),
        (7900, "Bank charges", AccountGroup.Running, AccountRole.BankCharges, false),
        (8100, "Bad debts", AccountGroup.Running, AccountRole.None, false),
    ];

    private static readonly Dictionary<AccountRole, AccountId> byRole =
        accounts.Where(a => a.Role != AccountRole.None).ToDictionary(a => a.Role, a => new AccountId(a.Number));

    public static AccountId Of(AccountRole role) => byRole[role];

    public static IEnumerable<Account> Accounts =>
        accounts.Select(a => new Account { Id = new(a.Number), Name = a.Name, Group = a.Group, Role = a.Role, IsControl = a.IsControl });
}
