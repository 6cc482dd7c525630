namespace BackOffice.Accounting;

/// <summary>Lines of the journal, the newest first: all, those of an account, or those of an account in a month.</summary>
[Needs(May.SeeLedger)]
public sealed record JournalList(AccountId? Account = null, PeriodId? Period = null, OrderId? Order = null, JournalLineId? After = null) : ListView<JournalList.Row>
{
    public sealed record Row(JournalLineId Id, JournalEntryId Entry, DateOnly EffectiveOn, DateTime PostedAt, AccountId Account, string Name, string Text, string About, SourceKind Source,
        long AmountMinor, string Currency);

    public override IQueryable<Row> Read(Reader reader)
    {
        var entries = reader.JournalEntries.IgnoreAutoIncludes();
        var accounts = reader.Accounts;
        var lines = reader.JournalLines;
        if (Account is { } account)
            lines = lines.Where(l => l.Account == account);
        if (Period is { } period)
            lines = lines.Where(l => l.Period == period);
        if (After is { } last)
            lines = lines.Where(l => l.Id < last);
        if (Order is { } order)
            entries = entries.Where(e => e.Order == order);
        return from line in lines
               join entry in entries on line.Entry equals entry.Id
               join named in accounts on line.Account equals named.Id
               orderby line.Id descending
               select new Row(line.Id, entry.Id, entry.EffectiveOn, entry.PostedAt, named.Id, named.Name, entry.Text, line.About, entry.Source, line.AmountMinor, line.Currency);
    }
}
