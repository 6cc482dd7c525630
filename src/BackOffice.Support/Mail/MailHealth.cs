using Microsoft.EntityFrameworkCore;

namespace BackOffice.Support;

/// <summary>How what came into each mailbox today has ended: the sums add up to what came. What is under way is so whenever it came.</summary>
[Needs(May.SeeMail)]
public sealed record MailHealth : View<Many<MailHealth.Box>>
{
    public sealed record Box(MailboxId Id, string Address, int Came, int Ticketed, int Joined, int Dropped, int Quarantined, int Waiting, int Again);

    public override async Task<Many<Box>> Read(Reader reader)
    {
        var boxes = await reader.All<Mailbox>().OrderBy(m => m.Id).Select(m => new { m.Id, m.Address }).ToListAsync();
        var day = reader.Today;
        var (from, to) = (reader.Company.BeginOf(day), reader.Company.BeginOf(day.AddDays(1)));
        var ends = await reader.All<RawMail>().Where(r => r.ReceivedAt >= from && r.ReceivedAt < to).GroupBy(r => new { r.Mailbox, r.End }).Select(g => new { g.Key.Mailbox, g.Key.End, Count = g.Count(), Again = g.Sum(r => r.AgainCount) }).ToListAsync();
        var waiting = await reader.All<RawMail>().Where(r => r.End == RawMailEnd.Waiting).GroupBy(r => r.Mailbox).Select(g => new { g.Key, Count = g.Count() }).ToListAsync();
        return boxes.Select(box =>
        {
            var mine = ends.Where(e => e.Mailbox == box.Id).ToArray();
            int Of(RawMailEnd end) => mine.Where(e => e.End == end).Sum(e => e.Count);
            return new Box(
                box.Id, box.Address, mine.Sum(e => e.Count), Of(RawMailEnd.Ticketed), Of(RawMailEnd.Joined), Of(RawMailEnd.Dropped), Of(RawMailEnd.Quarantined),
                waiting.Where(w => w.Key == box.Id).Sum(w => w.Count), mine.Sum(e => e.Again));
        }).ToMany();
    }
}

/// <summary>Mail that could not be understood, or was dropped by a rule, newest first.</summary>
[Needs(May.SeeMail)]
public sealed record MailAside(RawMailEnd End, string? After = null) : ListView<MailAside.Row>
{
    public sealed record Row(RawMailId Id, int Version, DateTime ReceivedAt, string Door, string FoundAt, long Size, string? Reason, RawMailEnd End);

    public override IQueryable<Row> Read(Reader reader)
    {
        var mails = reader.All<RawMail>().Where(r => r.End == End);
        if (Ids.Parse<RawMailId>(After) is { } after) mails = mails.Where(r => r.Id < after);
        return mails.OrderByDescending(r => r.Id).Select(r => new Row(r.Id, r.Version, r.ReceivedAt, r.Door, r.FoundAt, r.Size, r.Reason, r.End));
    }
}
