using Microsoft.EntityFrameworkCore;

namespace BackOffice.Support;

/// <summary>The row of the raw mail, and whether the same mail was there before (and how that one stands).</summary>
public sealed record RawMailStored(RawMailId Raw, bool IsDuplicate, RawMailEnd End);

[Event("support.mail-arrived", 1)]
public sealed record MailArrived(RawMailId Raw, bool Again) : Event;

// Writes down that a mail came, before anything is done with it. The same content in the same mailbox is the same mail.
[Needs(May.ReceiveMail), Raises<MailArrived>]
public sealed record StoreRawMail(MailboxId Mailbox, string ContentHash, string File, long Size, string Door, string FoundAt) : Command<RawMailStored>
{
    public override async Task<RawMailStored> Run(Work work)
    {
        var known = await work.All<RawMail>().FirstOrDefaultAsync(r => r.Mailbox == Mailbox && r.ContentHash == ContentHash);
        if (known is not null)
        {
            known.CameAgain();
            work.Raise(new MailArrived(known.Id, Again: true));
            return new(known.Id, true, known.End);
        }

        var raw = new RawMail
        {
            Id = work.New<RawMailId>(),
            Mailbox = Mailbox,
            ContentHash = ContentHash,
            File = File,
            Size = Size,
            ReceivedAt = work.Now,
            Door = Door,
            FoundAt = FoundAt.Length > 400 ? FoundAt[^400..] : FoundAt,
        };
        work.Add(raw);
        work.Raise(new MailArrived(raw.Id, Again: false));
        return new(raw.Id, false, raw.End);
    }
}
