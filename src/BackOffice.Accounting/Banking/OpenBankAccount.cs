namespace BackOffice.Accounting;

[Event("accounting.bank-account-opened", 1)]
public sealed record BankAccountOpened(BankAccountId BankAccount) : Event
{
    public override Words Says() => "Bank account opened";
}

// Makes one of our bank accounts known, with the next free account of the ledger.
[Needs(May.ImportStatements), Raises<BankAccountOpened>]
public sealed record OpenBankAccount(string Number, string Name, string Currency) : Command<BankAccountOpened>
{
    public override async Task<BankAccountOpened> Run(Work work)
    {
        var number = Number.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        Refuse.If(number.Length is 0 or > 50, "Give the account's IBAN or number.");
        Refuse.If(Name.Trim().Length is 0 or > 80, "Give the account a name, such as the bank's.");
        Refuse.If(!Money.IsCurrency(Currency), "Give the currency as three capital letters, such as GBP.");
        await work.Lock("bank accounts");
        Refuse.If(await work.All<BankAccount>().AnyAsync(a => a.Number == number), $"The account {number} is already open.");

        var account = await Open(work, number, Name.Trim(), Currency);
        return new(account.Id);
    }

    internal static async Task<BankAccount> Open(Work work, string number, string name, string currency)
    {
        var (first, last) = (new AccountId(ChartOfAccounts.FirstBank), new AccountId(ChartOfAccounts.LastBank));
        var next = await work.All<Account>().Where(a => a.Id >= first && a.Id <= last).MaxAsync(a => (AccountId?)a.Id) is { } highest ? highest.Value + 1 : first.Value;
        Refuse.If(next > last.Value, $"The ledger has no room for another bank account ({ChartOfAccounts.FirstBank} to {ChartOfAccounts.LastBank}).");

        var ledger = new Account { Id = new(next), Name = $"Bank, {name}", Group = AccountGroup.Assets, IsControl = true };
        var account = new BankAccount { Id = work.New<BankAccountId>(), Number = number, Name = name, Currency = currency, Account = ledger.Id, OpenedAt = work.Now };
        work.Add(ledger);
        work.Add(account);
        await work.Save();
        work.Raise(new BankAccountOpened(account.Id));
        return account;
    }
}
