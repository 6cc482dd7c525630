namespace BackOffice.Accounting;

/// <summary>How Accounting plugs in.</summary>
public sealed class AccountingDepartment : Department
{
    public override string Name => "Accounting";

    public override void Map(ModelBuilder model, BackOfficeDb db) => AccountingMap.Map(model);

    public override IReadOnlyList<Permission> Permissions =>
    [
        new(May.SeeInvoices, "See invoices and customer accounts"),
        new(May.IssueInvoices, "Issue invoices"),
        new(May.SeePayments, "See payments and bank statements"),
        new(May.RecordPayments, "Record payments"),
        new(May.ApplyPayments, "Apply receipts and take them back"),
        new(May.ImportStatements, "Bring in bank statements and open bank accounts"),
        new(May.SeeLedger, "See the journal and the trial balance"),
        new(May.PostEntries, "Post journal entries by hand"),
        new(May.ClosePeriods, "Close and reopen months"),
        new(May.SeeMoneyOfOrders, "See what an order owes and has paid"),
    ];

    public override IReadOnlyDictionary<string, string[]> Roles => new Dictionary<string, string[]>
    {
        ["billing"] = [May.SeeInvoices, May.IssueInvoices, May.SeePayments, May.SeeLedger, May.SeeMoneyOfOrders],
        ["receivables"] = [May.SeeInvoices, May.SeePayments, May.RecordPayments, May.ApplyPayments, May.ImportStatements, May.SeeLedger, May.SeeMoneyOfOrders],
        ["payables"] = [May.SeePayments, May.SeeLedger],
        ["treasurer"] = [May.SeeInvoices, May.SeePayments, May.ImportStatements, May.SeeLedger, May.SeeMoneyOfOrders],
        ["controller"] = [May.SeeInvoices, May.SeePayments, May.SeeLedger, May.PostEntries, May.ClosePeriods, May.SeeMoneyOfOrders],
        ["auditor"] = [May.SeeInvoices, May.SeePayments, May.SeeLedger, May.SeeMoneyOfOrders],
        ["salesperson"] = [May.SeeMoneyOfOrders],
        ["fulfillment clerk"] = [May.SeeMoneyOfOrders],
        ["fulfillment supervisor"] = [May.SeeMoneyOfOrders],
        ["agent"] = [May.SeeMoneyOfOrders],
        ["support supervisor"] = [May.SeeMoneyOfOrders],
    };

    public override IReadOnlyList<Guard> Guards => LedgerGuards.All;

    public override async Task Seed(BackOfficeDb db, DateTime now)
    {
        if (await db.Set<Account>().AnyAsync())
            return;
        db.AddRange(ChartOfAccounts.Accounts);
    }
}
