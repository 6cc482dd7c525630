namespace BackOffice.Accounting;

/// <summary>
/// Where the money of a payment stands in the books at one moment; the entry for whatever happens to it is the difference
/// of two positions (see <see cref="PostingRules.PaymentMoved"/>). Its lines add up to nothing.
/// </summary>
public sealed record PaymentPosition(AccountId MoneyIn, long Amount, long Applied, long Advance, bool CustomerKnown)
{
    /// <summary>A payment before it was recorded.</summary>
    public static readonly PaymentPosition Nowhere = new(ChartOfAccounts.Of(AccountRole.PaymentsOnTheWay), 0, 0, 0, false);

    public IEnumerable<PostingLine> Lines() =>
    [
        new(MoneyIn, Amount),
        new(ChartOfAccounts.Of(AccountRole.Receivables), -Applied),
        new(ChartOfAccounts.Of(AccountRole.Advances), -Advance),
        new(ChartOfAccounts.Of(CustomerKnown ? AccountRole.CustomerCredit : AccountRole.Suspense), -(Amount - Applied - Advance)),
    ];
}
