namespace BackOffice.Accounting;

/// <summary>The department's tables: keys, what is unique, and indexes for what pages and checks ask.</summary>
static class AccountingMap
{
    public static void Map(ModelBuilder model, BackOfficeDb db)
    {
        MapLedger(model);
        MapInvoices(model);
        MapPayments(model);
        MapBanking(model);
        RuleRows(model, db);
    }

    // What belongs to an order is seen by whom sees the order. A payment is seen whole or not at all.
    private static void RuleRows(ModelBuilder model, BackOfficeDb db)
    {
        const string rule = "reach";
        model.Entity<Invoice>().HasQueryFilter(rule, i => db.Set<Order>().Any(o => o.Id == i.Order));
        model.Entity<JournalEntry>().HasQueryFilter(rule, e => (e.Order == null || db.Set<Order>().Any(o => o.Id == e.Order)) && (e.Payment == null || db.Set<Payment>().Any(p => p.Id == e.Payment)));
        model.Entity<JournalLine>().HasQueryFilter(rule, l => db.Set<JournalEntry>().Any(e => e.Id == l.Entry));
        model.Entity<Payment>().HasQueryFilter(rule, p => (p.Order == null || db.Set<Order>().Any(o => o.Id == p.Order))
            && !db.Set<Allocation>().Any(a => a.Payment == p.Id && !db.Set<Order>().Any(o => o.Id == a.Order)));
        model.Entity<BankEntry>().HasQueryFilter(rule, b => b.Payment == null || db.Set<Payment>().Any(p => p.Id == b.Payment));
    }

    private static void MapLedger(ModelBuilder model)
    {
        model.Entity<Account>(e => e.HasKey(a => a.Id));
        model.Entity<Period>(e => e.HasKey(p => p.Id));
        model.Entity<JournalEntry>(e =>
        {
            e.HasKey(j => j.Id);
            e.HasIndex(j => new { j.Source, j.SourceId, j.Purpose, j.Revision }).IsUnique();
            e.HasIndex(j => j.Order);
            e.HasIndex(j => j.Invoice);
            e.HasIndex(j => j.Payment);
            e.HasIndex(j => j.Reverses);
            e.Property(j => j.Purpose).HasMaxLength(40);
            e.Property(j => j.Rule).HasMaxLength(80);
            e.HasMany(j => j.Lines).WithOne().HasForeignKey(l => l.Entry).IsRequired();
            e.Navigation(j => j.Lines).AutoInclude();
            e.ToTable(t => { t.HasTrigger("JournalEntries_Inserted_Unposted"); t.HasTrigger("JournalEntries_Posted"); t.HasTrigger("JournalEntries_Deleted"); });
        });
        model.Entity<JournalLine>(e =>
        {
            e.HasKey(l => l.Id);
            e.HasIndex(l => new { l.Account, l.Period, l.Id });
            e.HasIndex(l => new { l.Account, l.Id });
            e.Property(l => l.Currency).HasMaxLength(3);
            e.ToTable(t => { t.HasTrigger("JournalLines_Changed"); t.HasTrigger("JournalLines_Late"); t.HasTrigger("JournalLines_Deleted"); });
        });
        model.Entity<AccountBalance>(e =>
        {
            e.HasKey(b => new { b.Account, b.Period, b.Currency });
            e.Property(b => b.Currency).HasMaxLength(3);
        });
    }

    private static void MapInvoices(ModelBuilder model)
    {
        model.Entity<Invoice>(e =>
        {
            e.HasKey(i => i.Id);
            e.HasIndex(i => i.Shipment).IsUnique();
            e.HasIndex(i => i.Number).IsUnique();
            e.HasIndex(i => i.Order);
            e.HasIndex(i => new { i.State, i.IssueBy, i.Id });
            e.HasIndex(i => new { i.State, i.Id });
            e.HasIndex(i => new { i.Customer, i.OpenMinor });
            e.HasIndex(i => new { i.Customer, i.Id });
            e.HasIndex(i => new { i.OpenMinor, i.DueOn });
            e.HasIndex(i => new { i.IssuedOn, i.Id });
            // Only what is open: the list of open items stays short however many invoices there are.
            e.HasIndex(i => i.Id, "IX_Invoices_Open").HasFilter("\"OpenMinor\" > 0");
            e.Property(i => i.Number).HasMaxLength(40);
            e.Property(i => i.Currency).HasMaxLength(3);
            e.HasMany(i => i.Lines).WithOne().HasForeignKey(l => l.Invoice).IsRequired();
            e.HasMany(i => i.Taxes).WithOne().HasForeignKey(t => t.Invoice).IsRequired();
            e.Navigation(i => i.Lines).AutoInclude();
            e.Navigation(i => i.Taxes).AutoInclude();
            e.ToTable(t =>
            {
                t.HasTrigger("Invoices_Issued");
                t.HasTrigger("Invoices_Deleted");
                t.HasCheckConstraint("Invoices_open_within_gross", "\"OpenMinor\" >= 0 AND \"OpenMinor\" <= \"GrossMinor\"");
            });
        });
        model.Entity<InvoiceLine>(e =>
        {
            e.HasKey(l => l.Id);
            e.HasIndex(l => l.ShipmentLine).IsUnique();
            e.HasIndex(l => l.OrderLine);
            e.ToTable(t => t.HasTrigger("InvoiceLines_Changed"));
        });
        model.Entity<InvoiceTax>(e =>
        {
            e.HasKey(t => t.Id);
            e.ToTable(t => t.HasTrigger("InvoiceTaxes_Changed"));
        });
    }

    private static void MapPayments(ModelBuilder model)
    {
        model.Entity<Payment>(e =>
        {
            e.HasKey(p => p.Id);
            e.HasIndex(p => p.ExternalId).IsUnique();
            e.HasIndex(p => new { p.State, p.Id });
            e.HasIndex(p => new { p.Customer, p.Id });
            e.HasIndex(p => new { p.MoneyIn, p.AmountMinor });
            e.HasIndex(p => new { p.ReceivedOn, p.Id });
            e.HasIndex(p => p.Id, "IX_Payments_Unapplied").HasFilter("\"UnappliedMinor\" > 0");
            e.Property(p => p.ExternalId).HasMaxLength(160);
            e.Property(p => p.Currency).HasMaxLength(3);
            e.HasMany(p => p.Allocations).WithOne().HasForeignKey(a => a.Payment).IsRequired();
            e.Navigation(p => p.Allocations).AutoInclude();
            e.ToTable(t => t.HasCheckConstraint("Payments_add_up",
                "\"AppliedMinor\" >= 0 AND \"AdvanceMinor\" >= 0 AND \"UnappliedMinor\" >= 0 AND \"AppliedMinor\" + \"AdvanceMinor\" + \"UnappliedMinor\" = \"AmountMinor\""));
        });
        model.Entity<Allocation>(e =>
        {
            e.HasKey(a => a.Id);
            e.HasIndex(a => new { a.Invoice, a.EndedAt });
            e.HasIndex(a => new { a.Order, a.EndedAt });
        });
    }

    private static void MapBanking(ModelBuilder model)
    {
        model.Entity<BankAccount>(e =>
        {
            e.HasKey(a => a.Id);
            e.HasIndex(a => a.Number).IsUnique();
            e.Property(a => a.Number).HasMaxLength(50);
            e.Property(a => a.Currency).HasMaxLength(3);
        });
        model.Entity<BankStatement>(e =>
        {
            e.HasKey(s => s.Id);
            e.HasIndex(s => new { s.BankAccount, s.BankId }).IsUnique();
            e.HasIndex(s => new { s.BankAccount, s.ClosedOn });
            e.Property(s => s.BankId).HasMaxLength(70);
        });
        model.Entity<BankEntry>(e =>
        {
            e.HasKey(b => b.Id);
            e.HasIndex(b => new { b.BankAccount, b.Key }).IsUnique();
            e.HasIndex(b => new { b.BankAccount, b.BookedOn });
            e.HasIndex(b => b.Payment);
            e.HasIndex(b => new { b.ExplainedBy, b.AmountMinor });
            e.Property(b => b.Key).HasMaxLength(50);
        });
    }
}
