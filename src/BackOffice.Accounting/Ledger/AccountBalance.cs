namespace BackOffice.Accounting;

/// <summary>
/// What an account moved in a month in a currency, rolled up in the transaction that posts. Reports read this; nobody
/// reads it in order to post; <c>verify</c> compares it with the lines.
/// </summary>
public sealed class AccountBalance
{
    public AccountId Account { get; init; }
    public PeriodId Period { get; init; }
    public required string Currency { get; init; }
    public long DebitMinor { get; init; }
    public long CreditMinor { get; init; }
    public int LineCount { get; init; }
}
