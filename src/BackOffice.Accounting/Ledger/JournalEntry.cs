using System.ComponentModel.DataAnnotations.Schema;

namespace BackOffice.Accounting;

public readonly record struct JournalEntryId(long Value) : IId;

public readonly record struct JournalLineId(long Value) : IId;

/// <summary>What kind of thing an entry comes from; with its id, the purpose and the revision, the key of the posting.</summary>
public enum SourceKind { Invoice, Payment, Shipment, GoodsReceipt, StockMovement, BankAccount, BankEntry, Manual, Reversal }

/// <summary>
/// An entry of the journal: posted once, never changed. It is written unposted with its lines and then marked posted; the
/// database refuses the mark unless the lines add up to nothing in each currency, are at least two, none zero, in an open
/// period; and afterwards it refuses every change. Only posted entries are ever seen.
/// </summary>
public sealed class JournalEntry
{
    public JournalEntryId Id { get; init; }
    public PeriodId Period { get; init; }
    /// <summary>When it happened; the period is a later one when that month was closed already.</summary>
    public DateOnly EffectiveOn { get; init; }
    public DateTime PostedAt { get; init; }
    public PersonId PostedBy { get; init; }
    public SourceKind Source { get; init; }
    public long SourceId { get; init; }
    public required string Purpose { get; init; }
    public int Revision { get; init; }
    /// <summary>The rule that made the lines, with its version: "Invoice issued 1".</summary>
    public required string Rule { get; init; }
    public required string Text { get; init; }
    public CustomerId? Customer { get; init; }
    public OrderId? Order { get; init; }
    public InvoiceId? Invoice { get; init; }
    public PaymentId? Payment { get; init; }
    /// <summary>The entry that this one mirrors.</summary>
    public JournalEntryId? Reverses { get; init; }
    public bool IsPosted { get; private set; }
    public List<JournalLine> Lines { get; } = [];

    [NotMapped] public string Number => NumberOf(Id);
    [NotMapped] public string Key => $"{Source} / {SourceId} / {Purpose} / {Revision}";

    public static string NumberOf(JournalEntryId id) => $"JE-{id.Value}";
}

/// <summary>One side of an entry: an account and an amount, debit positive, credit negative, never zero.</summary>
public sealed class JournalLine
{
    public JournalLineId Id { get; init; }
    public JournalEntryId Entry { get; init; }
    public AccountId Account { get; init; }
    public PeriodId Period { get; init; }
    public required string Currency { get; init; }
    public long AmountMinor { get; init; }
    public string About { get; init; } = "";

    [NotMapped] public Money Amount => new(AmountMinor, Currency);
}
