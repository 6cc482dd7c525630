namespace BackOffice.Support;

/// <summary>What colleagues say among themselves. A table of its own: what builds mail cannot even read it.</summary>
public sealed class TicketNote
{
    public TicketNoteId Id { get; init; }
    public TicketId Ticket { get; init; }
    public PersonId Author { get; init; }
    public required string AuthorName { get; init; }
    public DateTime At { get; init; }
    [Personal, LongText] public required string Text { get; init; }
}
