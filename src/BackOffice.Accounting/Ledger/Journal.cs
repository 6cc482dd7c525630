namespace BackOffice.Accounting;

/// <summary>How an entry gets into the journal: the only way.</summary>
public static class Journal
{
    /// <summary>
    /// Writes a posting, or returns the entry that the same key made before. It goes into the month of its effective day, or the
    /// first open one after it. Balances and the mark "posted" follow at the end of the command, balances sorted by their key.
    /// Null (nothing to post) stays null.
    /// </summary>
    internal static async Task<JournalEntryId?> Post(this Work work, Posting? posting)
    {
        if (posting is null || posting.Lines.Count == 0)
            return null;
        var key = posting.Key;
        if (await Earlier(work, key) is { } earlier)
            return earlier;

        var period = await OpenPeriod(work, posting.EffectiveOn);
        var entry = new JournalEntry
        {
            Id = work.New<JournalEntryId>(),
            Period = period,
            EffectiveOn = posting.EffectiveOn,
            PostedAt = work.Now,
            PostedBy = work.Actor.Id,
            Source = key.Source,
            SourceId = key.SourceId,
            Purpose = key.Purpose,
            Revision = key.Revision,
            Rule = posting.Rule,
            Text = posting.Text,
            Customer = posting.Customer,
            Order = posting.Order,
            Invoice = posting.Invoice,
            Payment = posting.Payment,
            Reverses = posting.Reverses,
        };
        foreach (var line in posting.Lines)
        {
            entry.Lines.Add(new()
            {
                Id = work.New<JournalLineId>(),
                Entry = entry.Id,
                Account = line.Account,
                Period = period,
                Currency = posting.Currency,
                AmountMinor = line.Minor,
                About = line.About,
            });
            work.Touched<AccountBalance>(line.Account, period);
            work.AtEnd($"balance/{line.Account.Value:D8}/{period.Value}/{posting.Currency}", db => Roll(db, line.Account, period, posting.Currency, line.Minor));
        }
        work.Add(entry);
        work.Seal(entry.Id, EntrySeal.Of(entry));
        work.AtEnd($"journal/{entry.Id.Value:D19}", db => Mark(db, entry.Id));
        return entry.Id;
    }

    // Entries of this very command are not in the database yet, so both places are asked.
    private static async Task<JournalEntryId?> Earlier(Work work, PostingKey key)
    {
        var entries = work.All<JournalEntry>().Where(e => e.Source == key.Source && e.SourceId == key.SourceId && e.Purpose == key.Purpose && e.Revision == key.Revision);
        return await entries.Select(e => (JournalEntryId?)e.Id).FirstOrDefaultAsync();
    }

    /// <summary>The month that takes an entry of this day: its own, or the first open one after it; made when nobody needed it before.</summary>
    internal static async Task<PeriodId> OpenPeriod(Work work, DateOnly day)
    {
        for (var id = Period.Of(day); ; id = Period.Next(id))
        {
            var period = await work.Look<Period>(id);
            if (period?.State == PeriodState.Open)
                return id;
            if (period is not null)
                continue;
            work.Add(new Period { Id = id });
            await work.Save();
            return id;
        }
    }

    private static async Task Roll(BackOfficeDb db, AccountId account, PeriodId period, string currency, long minor)
    {
        var table = Table(db, typeof(AccountBalance));
        object[] values = [account.Value, period.Value, currency, Math.Max(minor, 0), Math.Max(-minor, 0)];
        var changed = await db.Database.ExecuteSqlRawAsync(
            $$"""
            UPDATE {{table}} SET "DebitMinor" = "DebitMinor" + {3}, "CreditMinor" = "CreditMinor" + {4}, "LineCount" = "LineCount" + 1
            WHERE "Account" = {0} AND "Period" = {1} AND "Currency" = {2}
            """, values);
        if (changed == 0)
            await db.Database.ExecuteSqlRawAsync(
                $$"""INSERT INTO {{table}} ("Account", "Period", "Currency", "DebitMinor", "CreditMinor", "LineCount") VALUES ({0}, {1}, {2}, {3}, {4}, 1)""", values);
    }

    private static Task Mark(BackOfficeDb db, JournalEntryId entry) =>
        db.Database.ExecuteSqlRawAsync($$"""UPDATE {{Table(db, typeof(JournalEntry))}} SET "IsPosted" = {1} WHERE "Id" = {0}""", entry.Value, true);

    private static string Table(BackOfficeDb db, Type entity)
    {
        var type = db.Model.FindEntityType(entity)!;
        return type.GetSchema() is { } schema && !db.Database.IsSqlite() ? $"\"{schema}\".\"{type.GetTableName()}\"" : $"\"{type.GetTableName()}\"";
    }
}
