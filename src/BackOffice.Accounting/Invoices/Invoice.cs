using System.ComponentModel.DataAnnotations.Schema;

namespace BackOffice.Accounting;

public readonly record struct InvoiceId(long Value) : IId;

public readonly record struct InvoiceLineId(long Value) : IId;

public readonly record struct InvoiceTaxId(long Value) : IId;

public enum InvoiceState { Draft, Issued }

/// <summary>
/// What a customer owes for one shipment. Its figures are reckoned once, when it is drafted, and stored; the posting, the
/// PDF and every page show these integers. A draft has no number; an issued invoice never changes, only what is open on it.
/// </summary>
public sealed class Invoice : IRoot
{
    /// <summary>The policy: an invoice is out within two hours of its shipment.</summary>
    public static readonly TimeSpan Promise = TimeSpan.FromHours(2);
    public const int TermDays = 30;
    public const string Series = "invoice";

    public InvoiceId Id { get; init; }
    public int Version { get; private set; }
    public OrderId Order { get; init; }
    public ShipmentId Shipment { get; init; }
    public CustomerId Customer { get; init; }
    [Personal] public required string CustomerName { get; init; }
    [Personal] public required string BillTo { get; init; }
    public string Country { get; init; } = "";
    public string? OrderExternalId { get; init; }
    public required string Currency { get; init; }
    public TaxSide TaxSide { get; init; }
    public InvoiceState State { get; private set; }
    public long NetMinor { get; private set; }
    public long TaxMinor { get; private set; }
    public long GrossMinor { get; private set; }
    /// <summary>What is still to be paid; 0 on a draft. Changed only by applying and taking back payments.</summary>
    public long OpenMinor { get; private set; }
    public int LineCount { get; private set; }
    /// <summary>The tax as one short word for the list: "S 20", "mixed".</summary>
    public string TaxLabel { get; private set; } = "";
    /// <summary>What is missing before it can go out; shown on the list, never a reason to stop the shipment.</summary>
    public string? Problem { get; private set; }
    public DateTime ShippedAt { get; init; }
    public DateTime IssueBy { get; init; }
    public string? Number { get; private set; }
    public DateOnly? IssuedOn { get; private set; }
    public DateTime? IssuedAt { get; private set; }
    public PersonId? IssuedBy { get; private set; }
    public DateOnly? DueOn { get; private set; }
    /// <summary>The PDF that was sent, by its hash.</summary>
    public string? Document { get; private set; }
    public DateTime? MailedAt { get; private set; }
    public List<InvoiceLine> Lines { get; } = [];
    public List<InvoiceTax> Taxes { get; } = [];

    [NotMapped] public Money Net => new(NetMinor, Currency);
    [NotMapped] public Money Tax => new(TaxMinor, Currency);
    [NotMapped] public Money Gross => new(GrossMinor, Currency);
    [NotMapped] public Money Open => new(OpenMinor, Currency);
    /// <summary>The lines of an address; shops send it with the name above it and the country below it, or without.</summary>
    public static IEnumerable<string> AddressOf(string name, string billTo, string country)
    {
        var lines = billTo.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToList();
        if (lines.Count > 0 && lines[0].Equals(name, StringComparison.OrdinalIgnoreCase)) lines.RemoveAt(0);
        if (lines.Count > 0 && lines[^1].Equals(country, StringComparison.OrdinalIgnoreCase)) lines.RemoveAt(lines.Count - 1);
        return lines.Prepend(name).Append(country).Where(line => line.Length > 0);
    }

    [NotMapped] public string Name => Number ?? $"Draft {Id.Value}";

    /// <summary>
    /// Reckons the draft: tax of each (category, rate) once, spread over the lines to the penny (see <see cref="TaxComputation"/>).
    /// </summary>
    internal void Draw(IReadOnlyList<(InvoiceLine Line, Money Entered)> lines, Func<InvoiceTaxId> nextTax)
    {
        var taxed = TaxComputation.Of([.. lines.Select(l => new TaxableLine(l.Entered, l.Line.TaxRate, TaxSide))], Currency);
        for (var i = 0; i < lines.Count; i++)
        {
            lines[i].Line.Cost(taxed.Lines[i]);
            Lines.Add(lines[i].Line);
        }
        foreach (var group in taxed.Groups)
            Taxes.Add(new()
            {
                Id = nextTax(),
                Invoice = Id,
                Category = group.Rate.Category,
                MilliPercent = group.Rate.MilliPercent,
                NetMinor = group.Net.Minor,
                TaxMinor = group.Tax.Minor,
            });
        (NetMinor, TaxMinor, GrossMinor, LineCount) = (taxed.Net.Minor, taxed.Tax.Minor, taxed.Gross.Minor, Lines.Count);
        TaxLabel = Taxes.Select(t => t.Label).Distinct().ToList() is [var only] ? only : Taxes.Count == 0 ? "" : "mixed";
        Problem = Lines.Count == 0 ? "Nothing of this shipment can be charged" : GrossMinor == 0 ? "Nothing to charge" : null;
    }

    internal void Issue(PersonId by, DateOnly on, DateTime at)
    {
        Refuse.If(State == InvoiceState.Issued, $"{Name} is already issued.");
        Refuse.If(Lines.Count == 0, $"{Name} has no lines; look at its shipment first.");
        (State, IssuedOn, IssuedAt, IssuedBy, DueOn, OpenMinor) = (InvoiceState.Issued, on, at, by, on.AddDays(TermDays), GrossMinor);
    }

    internal void GiveNumber(long number) => Number = $"INV-{IssuedOn!.Value.Year}-{number:D5}";

    internal void Apply(long minor)
    {
        Refuse.If(State != InvoiceState.Issued, $"{Name} is not issued yet; issue it first.");
        Refuse.If(minor > OpenMinor, $"{Name} has only {Open} open; the rest stays with the payment.");
        OpenMinor -= minor;
    }

    internal void TakeBack(long minor) => OpenMinor += minor;

    internal void Keep(string document) => Document = document;

    internal void Mailed(DateTime at) => MailedAt = at;
}

public sealed class InvoiceLine
{
    public InvoiceLineId Id { get; init; }
    public InvoiceId Invoice { get; init; }
    /// <summary>Unique: what was shipped once is invoiced once.</summary>
    public ShipmentLineId ShipmentLine { get; init; }
    public OrderLineId OrderLine { get; init; }
    public int Position { get; init; }
    public required string Code { get; init; }
    public required string Description { get; init; }
    public int Count { get; init; }
    public long UnitPriceMicros { get; init; }
    public TaxCategory TaxCategory { get; init; }
    public int TaxMilliPercent { get; init; }
    public long NetMinor { get; private set; }
    public long TaxMinor { get; private set; }

    [NotMapped] public TaxRate TaxRate => new(TaxCategory, TaxMilliPercent);

    internal void Cost(TaxedLine taxed) => (NetMinor, TaxMinor) = (taxed.Net.Minor, taxed.Tax.Minor);
}

/// <summary>A row of the invoice's tax table.</summary>
public sealed class InvoiceTax
{
    public InvoiceTaxId Id { get; init; }
    public InvoiceId Invoice { get; init; }
    public TaxCategory Category { get; init; }
    public int MilliPercent { get; init; }
    public long NetMinor { get; init; }
    public long TaxMinor { get; init; }

    [NotMapped] public string Label => $"{Category.Code()} {MilliPercent / 1_000m:0.###}";
}
