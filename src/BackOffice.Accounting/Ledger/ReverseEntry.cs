namespace BackOffice.Accounting;

[Event("accounting.entry-mirrored", 1)]
public sealed record EntryMirrored(JournalEntryId Entry, JournalEntryId Mirror) : Event
{
    public override Words Says() => "Entry mirrored";
}

// Corrects an entry by its exact mirror, linked to it, today. What a document or payment posted is undone there, not here.
[Needs(May.PostEntries), Raises<EntryMirrored>]
public sealed record ReverseEntry(JournalEntryId Id, string Reason) : Command<PostedEntry>
{
    public override async Task<PostedEntry> Run(Work work)
    {
        Refuse.If(Reason.Trim().Length is < 3 or > 300, "Say why this entry is mirrored.");
        var entry = await work.All<JournalEntry>().FirstOrDefaultAsync(e => e.Id == Id);
        if (entry is null)
            Refuse.Because("There is no such entry.", Refusal.NotFound);
        Refuse.If(entry.Source == SourceKind.Reversal, $"{entry.Number} is a mirror itself; post a new entry instead.");
        Refuse.If(entry.Source != SourceKind.Manual, $"{entry.Number} comes from a document or payment; undo it there, so that both agree.");
        Refuse.If(await work.All<JournalEntry>().AnyAsync(e => e.Reverses == Id), $"{entry.Number} is already mirrored.");
        await work.Within(May.PostEntries, new(entry.Lines.Where(l => l.AmountMinor > 0).Sum(l => l.AmountMinor), entry.Lines[0].Currency));
        await PostEntry.AskPeriod(work, work.Today);

        var mirror = (await work.Post(PostingRules.Mirror(entry, Reason.Trim(), work.Today)))!.Value;
        work.Raise(new EntryMirrored(Id, mirror));
        return new(mirror);
    }
}
