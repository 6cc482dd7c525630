namespace BackOffice.Accounting;

[Event("accounting.entry-posted", 1)]
public sealed record EntryPosted(JournalEntryId Entry) : Event
{
    public override Words Says() => "Entry posted by hand";
}

/// <summary>A line of an entry by hand: debit positive, credit negative, in minor units.</summary>
public sealed record ManualLine(AccountId Account, long AmountMinor, string About = "");

/// <summary>The entry that a command made.</summary>
public sealed record PostedEntry(JournalEntryId Entry);

// An entry by hand, for what no document tells. Accounts that the portal keeps from documents and payments are not open to it.
[Needs(May.PostEntries), Raises<EntryPosted>]
public sealed record PostEntry(DateOnly EffectiveOn, string Currency, string Text, Many<ManualLine> Lines) : Command<PostedEntry>
{
    public override async Task<PostedEntry> Run(Work work)
    {
        Refuse.If(Text.Trim().Length is < 3 or > 300, "Say in a few words what this entry is for.");
        Refuse.If(!Money.IsCurrency(Currency), "Give the currency as three capital letters, such as GBP.");
        Refuse.If(Lines.Count is < 2 or > 200, "An entry needs at least two lines (at most 200).");
        Refuse.If(Lines.Any(l => l.AmountMinor == 0), "A line of nothing says nothing; leave it out.");
        var rest = new Money(Lines.Sum(l => l.AmountMinor), Currency);
        Refuse.If(!rest.IsZero, $"Debit and credit differ by {rest.Abs}; an entry adds up to nothing.");
        Refuse.If(EffectiveOn > work.Today.AddDays(366), "The day is more than a year ahead; look at the date.");
        await work.Within(May.PostEntries, new(Lines.Where(l => l.AmountMinor > 0).Sum(l => l.AmountMinor), Currency));
        await AskAccounts(work);
        await AskPeriod(work, EffectiveOn);

        var id = (await work.Post(new(new(SourceKind.Manual, work.New<JournalEntryId>().Value, "entry"), "By hand", Text.Trim(), EffectiveOn, Currency,
            Lines.Select(l => new PostingLine(l.Account, l.AmountMinor, l.About)).ToMany())))!.Value;
        work.Raise(new EntryPosted(id));
        return new(id);
    }

    private async Task AskAccounts(Work work)
    {
        var ids = Lines.Select(l => l.Account).Distinct().ToArray();
        var accounts = await work.All<Account>().AsNoTracking().Where(a => ids.Contains(a.Id)).ToListAsync();
        foreach (var id in ids)
        {
            var account = accounts.Find(a => a.Id == id);
            Refuse.If(account is null, $"There is no account {id.Value}.", Refusal.NotFound);
            Refuse.If(account.IsControl, $"{account.Number} {account.Name} is kept by the portal; choose another account.");
        }
    }

    /// <summary>A person who names a day of a closed month is told; only what follows by itself goes into the next open one.</summary>
    internal static async Task AskPeriod(Work work, DateOnly day)
    {
        var id = Period.Of(day);
        var isClosed = await work.All<Period>().AnyAsync(p => p.Id == id && p.State == PeriodState.Closed);
        Refuse.If(isClosed, $"{Period.NameOf(id)} is closed; take a day of an open month.");
    }
}
