namespace BackOffice.Accounting;

/// <summary>What people of Accounting may do.</summary>
public static class May
{
    public const string SeeInvoices = "accounting.see-invoices";
    public const string IssueInvoices = "accounting.issue-invoices";
    public const string SeePayments = "accounting.see-payments";
    public const string RecordPayments = "accounting.record-payments";
    public const string ApplyPayments = "accounting.apply-payments";
    public const string ImportStatements = "accounting.import-statements";
    public const string SeeLedger = "accounting.see-ledger";
    public const string PostEntries = "accounting.post-entries";
    public const string ClosePeriods = "accounting.close-periods";
    /// <summary>What an order owes and has paid, without the documents: for those who serve the customer.</summary>
    public const string SeeMoneyOfOrders = "accounting.see-money-of-orders";
}
