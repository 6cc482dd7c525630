namespace BackOffice.Accounting;

[Event("accounting.bank-entry-explained", 1)]
public sealed record BankEntryExplained(BankEntryId BankEntry, AccountId Account) : Event
{
    public override Words Says() => "Bank entry explained";
}

// A person says what money that left the bank was for: fees, rent, a supplier.
[Needs(May.ApplyPayments), Raises<BankEntryExplained>]
public sealed record ExplainBankEntry(BankEntryId Id, AccountId Account, string Text) : Command
{
    public override async Task Run(Work work)
    {
        Refuse.If(Text.Trim().Length is < 3 or > 200, "Say in a few words what it was for.");
        var entry = await work.Find<BankEntry>(Id);
        var account = await work.Look<Account>(Account);
        Refuse.If(account is null, $"There is no account {Account.Value}.", Refusal.NotFound);
        Refuse.If(account.IsControl, $"{account.Number} {account.Name} is kept by the portal; choose another account.");
        entry.Explain(Account);
        var bank = (await work.Look<BankAccount>(entry.BankAccount))!;
        await work.Post(PostingRules.BankEntryExplained(entry, bank, Account, Text.Trim(), work.Today));

        work.Raise(new BankEntryExplained(Id, Account));
    }
}
