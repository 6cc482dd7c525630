namespace BackOffice.Support;

[Event("support.note-added", 1)]
public sealed record NoteAdded(TicketId Ticket, TicketNoteId Note) : Event
{
    public override Words Says() => "Internal note added";
}

// A word among colleagues. It is another command, another table and another colour than a reply, so that it can never leave.
[Needs(May.WriteNotes), Raises<NoteAdded>]
public sealed record AddNote(TicketId Id, string Text) : Command
{
    public override async Task Run(Work work)
    {
        Refuse.If(string.IsNullOrWhiteSpace(Text), "Write your note first.");
        Refuse.If(Text.Length > 100_000, "The note is too long (100,000 signs at most).");

        var ticket = await work.Find<Ticket>(Id);
        var note = new TicketNote { Id = work.New<TicketNoteId>(), Ticket = Id, Author = work.Actor.Id, AuthorName = work.Actor.Name, At = work.Now, Text = Text };
        work.Add(note);
        if (ticket.Assignee == work.Actor.Id) ticket.Own(work.Actor, work.Now);
        await work.ClearDraft(Id, "note");

        work.Raise(new NoteAdded(Id, note.Id));
    }
}
