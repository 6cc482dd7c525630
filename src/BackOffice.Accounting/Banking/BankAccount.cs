using System.ComponentModel.DataAnnotations.Schema;

namespace BackOffice.Accounting;

public readonly record struct BankAccountId(long Value) : IId;

public readonly record struct BankStatementId(long Value) : IId;

public readonly record struct BankEntryId(long Value) : IId;

/// <summary>One of our accounts at a bank, with its own account in the ledger.</summary>
public sealed class BankAccount : IRoot
{
    public BankAccountId Id { get; init; }
    public int Version { get; private set; }
    /// <summary>IBAN or the bank's own number, without spaces, in capitals; unique.</summary>
    public required string Number { get; init; }
    public required string Name { get; init; }
    public required string Currency { get; init; }
    public AccountId Account { get; init; }
    public DateTime OpenedAt { get; init; }
    /// <summary>The closing balance of the newest statement, and its day; null before the first.</summary>
    public long? BalanceMinor { get; private set; }
    public DateOnly? BalanceOn { get; private set; }

    /// <summary>··4471: enough to know it by, in lists.</summary>
    [NotMapped] public string Short => $"{Name} ··{Number[^Math.Min(4, Number.Length)..]}";

    internal void Close(long minor, DateOnly on) => (BalanceMinor, BalanceOn) = (minor, on);
}

/// <summary>A statement as the bank sent it; written once.</summary>
public sealed class BankStatement
{
    public BankStatementId Id { get; init; }
    public BankAccountId BankAccount { get; init; }
    /// <summary>The bank's own id; unique for the account.</summary>
    public required string BankId { get; init; }
    public required string File { get; init; }
    public required string FileHash { get; init; }
    public DateOnly OpenedOn { get; init; }
    public DateOnly ClosedOn { get; init; }
    public long OpeningMinor { get; init; }
    public long ClosingMinor { get; init; }
    public int EntryCount { get; init; }
    /// <summary>False when it does not begin where the one before ended: a statement between them is missing.</summary>
    public bool Chains { get; init; }
    public DateTime ImportedAt { get; init; }
    public PersonId ImportedBy { get; init; }
}

/// <summary>One movement on a bank account, money in positive. Money out waits in suspense until it is explained.</summary>
public sealed class BankEntry : IRoot
{
    public BankEntryId Id { get; init; }
    public int Version { get; private set; }
    public BankAccountId BankAccount { get; init; }
    public BankStatementId Statement { get; init; }
    /// <summary>The bank's reference or a hash of the content with its ordinal: unique for the account.</summary>
    public required string Key { get; init; }
    public long AmountMinor { get; init; }
    public DateOnly BookedOn { get; init; }
    public DateOnly ValueOn { get; init; }
    [Personal] public string Party { get; init; } = "";
    [Personal] public string? PartyAccount { get; init; }
    [Personal] public string Text { get; init; } = "";
    public PaymentId? Payment { get; private set; }
    public AccountId? ExplainedBy { get; private set; }

    internal void Is(PaymentId payment) => Payment = payment;

    internal void Explain(AccountId account)
    {
        Refuse.If(AmountMinor > 0, "Money that came in is matched, not explained.");
        Refuse.If(ExplainedBy is not null, "This was explained already.");
        ExplainedBy = account;
    }
}
