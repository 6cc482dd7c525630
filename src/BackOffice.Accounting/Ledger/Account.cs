using System.ComponentModel.DataAnnotations.Schema;

namespace BackOffice.Accounting;

public readonly record struct AccountId(long Value) : IId;

/// <summary>Where an account stands in the trial balance, in this order.</summary>
public enum AccountGroup { Assets, Liabilities, Income, Cost, Running }

/// <summary>What the posting rules mean by an account; which number it has is the chart's business.</summary>
public enum AccountRole
{
    None, Receivables, PaymentsOnTheWay, Suspense, Stock, GoodsNotBilled, SalesTax, PurchaseTax, CustomerCredit, Advances, OpeningBalances,
    Sales, CostOfGoods, StockDifferences, BankCharges,
}

/// <summary>An account of the ledger. Its id is its number; both stay for ever, the name may change.</summary>
public sealed class Account : IRoot
{
    public AccountId Id { get; init; }
    public int Version { get; private set; }
    public required string Name { get; init; }
    public AccountGroup Group { get; init; }
    public AccountRole Role { get; init; }
    /// <summary>Kept by the portal from documents, payments and stock; nobody posts on it by hand, so that it always agrees with them.</summary>
    public bool IsControl { get; init; }

    [NotMapped] public string Number => Id.Value.ToString();
}
