namespace BackOffice.Accounting;

/// <summary>One entry: its lines, the rule and key behind it, who and when, its mirror, and all that its order moved.</summary>
[Needs(May.SeeLedger)]
public sealed record EntryDetail(JournalEntryId Id) : View<EntryDetail.Value?>
{
    public sealed record Line(AccountId Account, string Name, string About, long AmountMinor, string Currency);
    public sealed record Value(JournalEntryId Id, DateOnly EffectiveOn, PeriodId Period, DateTime PostedAt, string PostedBy, SourceKind Source, long SourceId, string Key, string Rule, string Text,
        CustomerId? Customer, OrderId? Order, InvoiceId? Invoice, PaymentId? Payment, JournalEntryId? Reverses, JournalEntryId? ReversedBy, string? InvoiceName, Many<Line> Lines, Many<Line> OfOrder);

    public override async Task<Value?> Read(Reader reader)
    {
        if (await reader.JournalEntries.FirstOrDefaultAsync(e => e.Id == Id) is not { } e)
            return null;
        var accounts = await reader.Accounts.ToDictionaryAsync(a => a.Id, a => a.Name);
        var who = await reader.All<Person>().IgnoreAutoIncludes().Where(p => p.Id == e.PostedBy).Select(p => p.Name).FirstOrDefaultAsync();
        var mirror = await reader.JournalEntries.Where(m => m.Reverses == Id).Select(m => (JournalEntryId?)m.Id).FirstOrDefaultAsync();
        var invoice = e.Invoice is null ? null : await reader.Invoices.IgnoreAutoIncludes().Where(i => i.Id == e.Invoice).Select(i => i.Number).FirstOrDefaultAsync();
        return new(e.Id, e.EffectiveOn, e.Period, e.PostedAt, who ?? "", e.Source, e.SourceId, e.Key, e.Rule, e.Text, e.Customer, e.Order, e.Invoice, e.Payment, e.Reverses, mirror, invoice,
            e.Lines.OrderByDescending(l => l.AmountMinor > 0).ThenBy(l => l.Account.Value).Select(l => new Line(l.Account, accounts[l.Account], l.About, l.AmountMinor, l.Currency)).ToMany(),
            await OfOrder(reader, e.Order, accounts));
    }

    private static async Task<Many<Line>> OfOrder(Reader reader, OrderId? order, Dictionary<AccountId, string> accounts)
    {
        if (order is null)
            return [];
        var entries = reader.JournalEntries.IgnoreAutoIncludes().Where(e => e.Order == order);
        var lines = await reader.JournalLines.Join(entries, l => l.Entry, e => e.Id, (l, e) => l).OrderBy(l => l.Account).ThenBy(l => l.Id).Take(100).ToListAsync();
        return lines.Select(l => new Line(l.Account, accounts[l.Account], l.About, l.AmountMinor, l.Currency)).ToMany();
    }
}
