namespace BackOffice.Accounting;

/// <summary>Statements that were brought in, the newest first.</summary>
[Needs(May.SeePayments)]
public sealed record Statements(BankStatementId? After = null) : ListView<Statements.Row>
{
    public sealed record Row(BankStatementId Id, string Bank, string BankId, string File, DateOnly OpenedOn, DateOnly ClosedOn, long OpeningMinor, long ClosingMinor, string Currency, int EntryCount,
        bool Chains, DateTime ImportedAt);

    public override IQueryable<Row> Read(Reader reader)
    {
        var accounts = reader.All<BankAccount>();
        var statements = reader.All<BankStatement>();
        if (After is { } last)
            statements = statements.Where(s => s.Id < last);
        return statements.Join(accounts, s => s.BankAccount, a => a.Id, (s, a) => new { s, a }).OrderByDescending(x => x.s.Id)
            .Select(x => new Row(x.s.Id, x.a.Name, x.s.BankId, x.s.File, x.s.OpenedOn, x.s.ClosedOn, x.s.OpeningMinor, x.s.ClosingMinor, x.a.Currency, x.s.EntryCount, x.s.Chains, x.s.ImportedAt));
    }
}
