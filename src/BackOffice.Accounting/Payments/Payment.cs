using System.ComponentModel.DataAnnotations.Schema;

namespace BackOffice.Accounting;

public readonly record struct PaymentId(long Value) : IId;

public readonly record struct AllocationId(long Value) : IId;

/// <summary>By which door a payment came.</summary>
public enum PaymentSource { Typed, Notice, Bank }

/// <summary>Suspense: nobody knows whose it is. Credit: a known customer's, not (wholly) used. Applied: used to the last unit.</summary>
public enum PaymentState { Suspense, Credit, Applied }

public enum AllocationWay { ByItself, ByHand, FromAdvance }

/// <summary>
/// Money that came in. What it pays are its allocations: to invoices, or to an order that is not invoiced yet (an advance,
/// which is owed to the customer until then). What is not allocated is the customer's credit, or stands in suspense.
/// Received = applied + advance + unapplied, always.
/// </summary>
public sealed class Payment : IRoot
{
    public PaymentId Id { get; init; }
    public int Version { get; private set; }
    public PaymentSource Source { get; init; }
    /// <summary>The sender's own id, unique for ever: the same payment told twice is one payment.</summary>
    public required string ExternalId { get; init; }
    public required string Currency { get; init; }
    public long AmountMinor { get; init; }
    public DateOnly ReceivedOn { get; init; }
    public DateTime RecordedAt { get; init; }
    public PersonId RecordedBy { get; init; }
    [Personal] public string Payer { get; init; } = "";
    [Personal] public string? PayerAccount { get; init; }
    [Personal] public string Text { get; init; } = "";
    public PaymentState State { get; private set; }
    public CustomerId? Customer { get; private set; }
    /// <summary>The order that it named, if any.</summary>
    public OrderId? Order { get; private set; }
    public long AppliedMinor { get; private set; }
    public long AdvanceMinor { get; private set; }
    public long UnappliedMinor { get; private set; }
    /// <summary>Why it was or was not applied by itself, in words.</summary>
    [Personal] public string Evidence { get; private set; } = "";
    /// <summary>The ledger account where the money is: a bank, or payments on the way.</summary>
    public AccountId MoneyIn { get; private set; } = ChartOfAccounts.Of(AccountRole.PaymentsOnTheWay);
    public BankEntryId? BankEntry { get; private set; }
    /// <summary>How often it was posted: the revision of its last posting.</summary>
    public int Postings { get; private set; }
    public List<Allocation> Allocations { get; } = [];

    [NotMapped] public Money Amount => new(AmountMinor, Currency);
    [NotMapped] public Money Unapplied => new(UnappliedMinor, Currency);
    [NotMapped] public string Number => NumberOf(Id);
    [NotMapped] public PaymentPosition Position => new(MoneyIn, AmountMinor, AppliedMinor, AdvanceMinor, Customer is not null);

    public static string NumberOf(PaymentId id) => $"R-{id.Value}";

    internal void Arrive(Words evidence)
    {
        Evidence = evidence.ToString();
        Tally();
    }

    internal void Found(BankEntryId entry, AccountId bank)
    {
        Refuse.If(BankEntry is not null, $"{Number} was already found on a statement.");
        (BankEntry, MoneyIn) = (entry, bank);
    }

    /// <summary>Pays an invoice with a part of what is unapplied. A payment is one customer's.</summary>
    internal void Apply(Invoice invoice, long minor, AllocationId id, AllocationWay way, PersonId by, DateTime at)
    {
        Refuse.If(minor <= 0, "Say how much to apply, more than nothing.");
        Refuse.If(invoice.Currency != Currency, $"{Number} is in {Currency}, {invoice.Name} in {invoice.Currency}.");
        Refuse.If(minor > UnappliedMinor, $"{Number} has only {Unapplied} left.");
        BelongTo(invoice.Customer);
        invoice.Apply(minor);
        Add(new() { Id = id, Payment = Id, Customer = invoice.Customer, Order = invoice.Order, Invoice = invoice.Id, AmountMinor = minor, Way = way, AppliedBy = by, AppliedAt = at });
    }

    /// <summary>Keeps a part of what is unapplied for an order that is not invoiced yet.</summary>
    internal void Advance(Order order, long minor, AllocationId id, AllocationWay way, PersonId by, DateTime at)
    {
        Refuse.If(minor <= 0, "Say how much to apply, more than nothing.");
        Refuse.If(order.Currency != Currency, $"{Number} is in {Currency}, {order.Number} in {order.Currency}.");
        Refuse.If(minor > UnappliedMinor, $"{Number} has only {Unapplied} left.");
        BelongTo(order.Customer);
        Order ??= order.Id;
        Add(new() { Id = id, Payment = Id, Customer = order.Customer, Order = order.Id, AmountMinor = minor, Way = way, AppliedBy = by, AppliedAt = at });
    }

    /// <summary>Moves what was kept for the invoice's order onto the invoice; what it does not need stays kept.</summary>
    internal void UseAdvance(Invoice invoice, Func<AllocationId> next, PersonId by, DateTime at)
    {
        foreach (var advance in Allocations.Where(a => a.IsOpen && a.Invoice is null && a.Order == invoice.Order).OrderBy(a => a.Id.Value).ToList())
        {
            var use = Math.Min(advance.AmountMinor, invoice.OpenMinor);
            if (use == 0)
                break;
            advance.End(by, at);
            Allocation Part(long minor, InvoiceId? to) => new()
            {
                Id = next(),
                Payment = Id,
                Customer = advance.Customer,
                Order = advance.Order,
                Invoice = to,
                AmountMinor = minor,
                Way = AllocationWay.FromAdvance,
                AppliedBy = by,
                AppliedAt = at,
            };
            invoice.Apply(use);
            Allocations.Add(Part(use, invoice.Id));
            if (advance.AmountMinor > use)
                Allocations.Add(Part(advance.AmountMinor - use, null));
        }
        Tally();
    }

    /// <summary>Takes an allocation back: the money is unapplied again, and nobody's when nothing else is applied.</summary>
    internal void TakeBack(Allocation allocation, PersonId by, DateTime at)
    {
        allocation.End(by, at);
        if (Allocations.All(a => !a.IsOpen))
            (Customer, Order) = (null, null);
        Evidence = "";
        Tally();
    }

    internal void BelongTo(CustomerId customer)
    {
        Refuse.If(Customer is { } other && other != customer, $"{Number} already pays for another customer; take that back first.");
        Customer = customer;
        Tally();
    }

    internal void Posted() => Postings++;

    private void Add(Allocation allocation)
    {
        Allocations.Add(allocation);
        Tally();
    }

    internal void Tally()
    {
        var open = Allocations.Where(a => a.IsOpen).ToList();
        AppliedMinor = open.Where(a => a.Invoice is not null).Sum(a => a.AmountMinor);
        AdvanceMinor = open.Where(a => a.Invoice is null).Sum(a => a.AmountMinor);
        UnappliedMinor = AmountMinor - AppliedMinor - AdvanceMinor;
        State = UnappliedMinor == 0 ? PaymentState.Applied : Customer is null ? PaymentState.Suspense : PaymentState.Credit;
    }
}

/// <summary>A part of a payment that pays an invoice, or is kept for an order. It ends, but is never changed or deleted.</summary>
public sealed class Allocation
{
    public AllocationId Id { get; init; }
    public PaymentId Payment { get; init; }
    public CustomerId Customer { get; init; }
    public OrderId Order { get; init; }
    public InvoiceId? Invoice { get; init; }
    public long AmountMinor { get; init; }
    public AllocationWay Way { get; init; }
    public PersonId AppliedBy { get; init; }
    public DateTime AppliedAt { get; init; }
    public DateTime? EndedAt { get; private set; }
    public PersonId? EndedBy { get; private set; }

    [NotMapped] public bool IsOpen => EndedAt is null;

    internal void End(PersonId by, DateTime at)
    {
        Refuse.If(!IsOpen, "This was already taken back.");
        (EndedAt, EndedBy) = (at, by);
    }
}
