using Microsoft.EntityFrameworkCore;

namespace BackOffice.Support;

/// <summary>How far a mailbox on a mail server was read: its UIDVALIDITY and the last UID taken. Never the Seen flag, which people change.</summary>
public sealed class ImapCursor
{
    public MailboxId Mailbox { get; init; }
    public long Validity { get; internal set; }
    public long LastUid { get; internal set; }
}

// Notes how far the mailbox was read. Only after the raw mail was stored and committed; a crash between reads it again, as a duplicate.
[Needs(May.ReceiveMail), Quiet]
public sealed record MoveImapCursor(MailboxId Mailbox, long Validity, long LastUid) : Command
{
    public override async Task Run(Work work)
    {
        var cursor = await work.All<ImapCursor>().FirstOrDefaultAsync(c => c.Mailbox == Mailbox);
        if (cursor is null) work.Add(cursor = new ImapCursor { Mailbox = Mailbox });
        // A node that slept over its lease says late how far it was: another has read on since.
        if (cursor.Validity == Validity && cursor.LastUid >= LastUid) return;
        (cursor.Validity, cursor.LastUid) = (Validity, LastUid);
    }
}
