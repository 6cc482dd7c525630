namespace BackOffice.Accounting;

/// <summary>How Accounting plugs in.</summary>
public sealed class AccountingDepartment : Department
{
    public override string Name => "Accounting";

    public override void Map(ModelBuilder model, BackOfficeDb db) => AccountingMap.Map(model, db);

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

    public override IReadOnlyList<Duty> Duties =>
    [
        new(nameof(PostEntry), nameof(ReverseEntry), typeof(JournalEntryId)),
        new(nameof(ClosePeriod), nameof(ReopenPeriod), typeof(PeriodId)),
        new(nameof(RecordPayment), nameof(ApplyReceipt), typeof(PaymentId)),
        new(nameof(RecordPayment), nameof(KeepAsCredit), typeof(PaymentId)),
        // Many a slip is mended by who made it; a company that wants four eyes here switches it on.
        new(nameof(ApplyReceipt), nameof(UnapplyReceipt), typeof(PaymentId), IsOn: false),
    ];

    public override CustomerRecords? CustomerRecords { get; } = new BooksOfCustomer();

    public override IReadOnlyList<Guard> Guards => LedgerGuards.All;

    public override IReadOnlyList<Place> Places =>
    [
        new("Cash today", "/cash", "cash", May.SeePayments, "g c", new SuspenseCount()),
        new("To invoice", "/to-invoice", "invoice", May.SeeInvoices, "g i", new ToInvoiceCount()),
        new("Invoices", "/invoices", "bill", May.SeeInvoices),
        new("Bank statements", "/statements", "swap", May.SeePayments),
        new("Trial balance", "/trial-balance", "book", May.SeeLedger),
        new("Journal", "/journal", "book", May.SeeLedger),
        new("Months", "/months", "clock", May.SeeLedger),
    ];

    public override IReadOnlyList<Panel> Panels =>
    [
        new(typeof(OrderId), typeof(MoneyPanel), May.SeeMoneyOfOrders, 10),
        new(typeof(CustomerId), typeof(AccountPanel), May.SeeInvoices, 10),
    ];

    public override IEnumerable<View<Many<WorkItem>>> WorkFor(Actor actor)
    {
        if (actor.May(May.IssueInvoices))
            yield return new ToInvoiceWork();
        if (actor.May(May.ApplyPayments))
            yield return new SuspenseWork();
    }

    public override IReadOnlyList<Tile> Tiles =>
    [
        new("accounting", 10, new SuspenseTile()),
        new("accounting", 20, new ReceivedByDayTile()),
        new("accounting", 30, new ToInvoiceTile()),
        new("accounting", 40, new ReceivablesTile()),
        new("accounting", 50, new ReceivedTile()),
        new("company", 40, new ToInvoiceTile()),
        new("company", 50, new ReceivablesTile()),
    ];

    public override IReadOnlyList<Lookups> Lookups =>
    [
        Kernel.Lookups.For<Invoice>("invoice", May.SeeInvoices, InvoiceEntry, nameof(Invoice.Number), nameof(Invoice.State)),
        Kernel.Lookups.For<Payment>("payment", May.SeePayments, PaymentEntry),
    ];

    private static LookupEntry InvoiceEntry(Invoice i) => new(i.Id, i.Name, $"{i.CustomerName}, {i.Gross.Format(Texts.English.Culture)}", $"/invoices/{i.Id.Value}",
        i.Name, Order.NumberOf(i.Order), i.OrderExternalId ?? "", i.Gross.FormatBare(System.Globalization.CultureInfo.InvariantCulture));

    private static LookupEntry PaymentEntry(Payment p) => new(p.Id, p.Number, $"{p.Payer}, {p.Amount.Format(Texts.English.Culture)}", $"/cash?receipt={p.Id.Value}",
        p.Number, p.ExternalId, p.Payer, p.Amount.FormatBare(System.Globalization.CultureInfo.InvariantCulture));

    public override async Task Seed(BackOfficeDb db, DateTime now)
    {
        if (await db.Set<Account>().AnyAsync())
            return;
        db.AddRange(ChartOfAccounts.Accounts);
    }
}
