namespace BackOffice.Accounting;

/// <summary>Short names for what Accounting keeps, in views.</summary>
public static class Sets
{
    extension(Reader reader)
    {
        public IQueryable<Account> Accounts => reader.All<Account>();
        public IQueryable<AccountBalance> AccountBalances => reader.All<AccountBalance>();
        public IQueryable<JournalEntry> JournalEntries => reader.All<JournalEntry>();
        public IQueryable<JournalLine> JournalLines => reader.All<JournalLine>();
        public IQueryable<Invoice> Invoices => reader.All<Invoice>();
        public IQueryable<Payment> Payments => reader.All<Payment>();
        public IQueryable<Allocation> Allocations => reader.All<Allocation>();
        public IQueryable<BankEntry> BankEntries => reader.All<BankEntry>();
    }
}
