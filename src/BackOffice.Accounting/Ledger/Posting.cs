namespace BackOffice.Accounting;

/// <summary>The unique name of a posting; the same name again returns the first entry.</summary>
public sealed record PostingKey(SourceKind Source, long SourceId, string Purpose, int Revision = 1);

/// <summary>An account and an amount in minor units: debit positive, credit negative.</summary>
public sealed record PostingLine(AccountId Account, long Minor, string About = "");

/// <summary>What a posting rule makes of an event: an entry before it is written. Pure, so that a preview shows exactly what will be posted.</summary>
public sealed record Posting(PostingKey Key, string Rule, string Text, DateOnly EffectiveOn, string Currency, Many<PostingLine> Lines)
{
    public CustomerId? Customer { get; init; }
    public OrderId? Order { get; init; }
    public InvoiceId? Invoice { get; init; }
    public PaymentId? Payment { get; init; }
    public JournalEntryId? Reverses { get; init; }

    /// <summary>Lines of one account are one line; nothing is no line.</summary>
    internal static Many<PostingLine> Lined(params IEnumerable<PostingLine> lines) =>
        lines.GroupBy(l => (l.Account, l.About)).Select(g => new PostingLine(g.Key.Account, g.Sum(l => l.Minor), g.Key.About)).Where(l => l.Minor != 0).ToMany();
}
