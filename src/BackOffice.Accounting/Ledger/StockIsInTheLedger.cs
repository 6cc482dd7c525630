namespace BackOffice.Accounting;

sealed class StockIsInTheLedger : Invariant
{
    public override Words Name => "Stock in the ledger";
    public override Words Says => "Stock in the ledger is worth what is on the shelf.";

    public override async Task<Checked> Check(Reader reader)
    {
        var stock = ChartOfAccounts.Of(AccountRole.Stock);
        var ledger = await reader.JournalLines.Where(l => l.Account == stock).SumAsync(l => l.AmountMinor);
        var shelf = await reader.All<ItemCost>().SumAsync(c => c.ValueMinor);
        var currency = reader.Company.Currency;
        return new(1, ledger == shelf ? [] : [new($"The ledger says {new Money(ledger, currency)}, the shelf {new Money(shelf, currency)}.", "/trial-balance")]);
    }
}
