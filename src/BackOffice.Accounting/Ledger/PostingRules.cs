namespace BackOffice.Accounting;

/// <summary>
/// The posting rules, event → entry. Each is pure and carries a version in its name; debit is positive. What an entry
/// shows are the integers stored on the document: nothing is reckoned again here.
/// </summary>
public static class PostingRules
{
    /// <summary>
    /// An issued invoice: Receivables gross against Sales net and VAT charged, one line a tax group. The group's net and tax are
    /// those of the invoice. An invoice of nothing posts nothing.
    /// </summary>
    public static Posting? InvoiceIssued(Invoice invoice, DateOnly on)
    {
        if (invoice.GrossMinor == 0)
            return null;
        var taxes = invoice.Taxes.SelectMany(t => new[]
        {
            new PostingLine(ChartOfAccounts.Of(AccountRole.Sales), -t.NetMinor, t.Label),
            new PostingLine(ChartOfAccounts.Of(AccountRole.SalesTax), -t.TaxMinor, t.Label),
        });
        return new(new(SourceKind.Invoice, invoice.Id.Value, "issue"), "Invoice issued 1", $"Invoice for {Fulfillment.Order.NumberOf(invoice.Order)}", on, invoice.Currency,
            Posting.Lined([new(ChartOfAccounts.Of(AccountRole.Receivables), invoice.GrossMinor), .. taxes]))
        {
            Customer = invoice.Customer,
            Order = invoice.Order,
            Invoice = invoice.Id,
        };
    }

    /// <summary>
    /// Anything that happens to a payment is the difference of two positions. A position is: the bank's account (or "Payments on
    /// the way" while no statement shows the money) debit the whole amount; Receivables credit what is applied to invoices; Customer
    /// advances credit what is kept for orders not yet invoiced; and the rest credit Customer credit when the customer is known,
    /// Suspense when nobody knows whose it is. Recording, applying, taking back, moving an advance to its invoice and finding the
    /// money on a statement are all this one rule, so nothing can be posted twice or be left over.
    /// </summary>
    public static Posting? PaymentMoved(Payment payment, PaymentPosition before, PaymentPosition after, string text, DateOnly on)
    {
        var lines = Posting.Lined([.. after.Lines(), .. before.Lines().Select(l => l with { Minor = -l.Minor })]);
        if (lines.Count == 0)
            return null;
        return new(new(SourceKind.Payment, payment.Id.Value, "move", payment.Postings + 1), "Payment moved 1", text, on, payment.Currency, lines)
        {
            Customer = payment.Customer,
            Order = payment.Order,
            Payment = payment.Id,
        };
    }

    /// <summary>Goods that left: Cost of goods sold against Stock, at the cost that the stock movement froze.</summary>
    public static Posting? GoodsShipped(Shipment shipment, DateOnly on, string currency) =>
        Two(new(SourceKind.Shipment, shipment.Id.Value, "cost-of-goods"), "Cost of goods at dispatch 1", $"Goods of {shipment.Number} shipped", on, currency,
            AccountRole.CostOfGoods, AccountRole.Stock, shipment.CostMinor) is { } posting ? posting with { Customer = shipment.Customer, Order = shipment.Order } : null;

    /// <summary>Goods that came in: Stock against Goods received, not billed, at what the receipt says they cost.</summary>
    public static Posting? GoodsReceived(GoodsReceipt receipt, DateOnly on, string currency) =>
        Two(new(SourceKind.GoodsReceipt, receipt.Id.Value, "receive"), "Goods received 1", $"Goods of {receipt.Number} received", on, currency,
            AccountRole.Stock, AccountRole.GoodsNotBilled, receipt.ValueMinor);

    /// <summary>Units found or lost: Stock against Stock differences, at the value of the movement (which has its sign).</summary>
    public static Posting? StockAdjusted(StockMovement movement, DateOnly on, string currency) =>
        Two(new(SourceKind.StockMovement, movement.Id.Value, "adjust"), "Stock adjusted 1", "Stock adjusted", on, currency,
            AccountRole.Stock, AccountRole.StockDifferences, movement.ValueMinor);

    /// <summary>What a bank account held before its first statement here: the bank against Opening balances.</summary>
    public static Posting? BankOpened(BankAccount account, long openingMinor, DateOnly on) => openingMinor == 0 ? null :
        new(new(SourceKind.BankAccount, account.Id.Value, "opening"), "Bank account opened 1", "Balance before the first statement", on, account.Currency,
            Posting.Lined(new(account.Account, openingMinor), new(ChartOfAccounts.Of(AccountRole.OpeningBalances), -openingMinor)));

    /// <summary>Money that left the bank and is not explained yet: Suspense against the bank.</summary>
    public static Posting BankPaidOut(BankEntry entry, BankAccount account) =>
        new(new(SourceKind.BankEntry, entry.Id.Value, "out"), "Paid out by the bank 1", "Paid out, not explained yet", entry.BookedOn, account.Currency,
            Posting.Lined(new(ChartOfAccounts.Of(AccountRole.Suspense), -entry.AmountMinor), new(account.Account, entry.AmountMinor)));

    /// <summary>The explanation of money that left: the named account against Suspense.</summary>
    public static Posting BankEntryExplained(BankEntry entry, BankAccount account, AccountId to, string text, DateOnly on) =>
        new(new(SourceKind.BankEntry, entry.Id.Value, "explain"), "Bank entry explained 1", text, on, account.Currency,
            Posting.Lined(new(to, -entry.AmountMinor), new(ChartOfAccounts.Of(AccountRole.Suspense), entry.AmountMinor)));

    /// <summary>The exact mirror of an entry, linked to it, in an open period.</summary>
    public static Posting Mirror(JournalEntry entry, string reason, DateOnly on) =>
        new(new(SourceKind.Reversal, entry.Id.Value, "mirror"), "Mirror 1", reason, on, entry.Lines[0].Currency,
            entry.Lines.Select(l => new PostingLine(l.Account, -l.AmountMinor, l.About)).ToMany())
        {
            Customer = entry.Customer,
            Order = entry.Order,
            Reverses = entry.Id,
        };

    private static Posting? Two(PostingKey key, string rule, string text, DateOnly on, string currency, AccountRole debit, AccountRole credit, long minor) =>
        minor == 0 ? null : new(key, rule, text, on, currency,
            Posting.Lined(new(ChartOfAccounts.Of(debit), minor), new(ChartOfAccounts.Of(credit), -minor)));
}
