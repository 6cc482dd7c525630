using Microsoft.EntityFrameworkCore;

namespace BackOffice.Support;

sealed class EveryMailEnded : Invariant
{
    public override Words Name => "Every mail has one end";
    public override Words Says => "Every mail is ticketed, joined, dropped by a rule or in quarantine, and became at most one message.";

    // A mail that has just come may wait for the post for a moment; longer is a mail that was lost.
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    public override async Task<Checked> Check(Reader reader)
    {
        var mails = reader.All<RawMail>();
        var messages = reader.All<TicketMessage>();
        var now = await reader.All<LogEntry>().OrderByDescending(e => e.Position).Select(e => e.At).FirstOrDefaultAsync();
        // An empty log has no time yet.
        var before = now == default ? default : now - LongestWait;
        var late = await mails.Where(r => r.End == RawMailEnd.Waiting && r.ReceivedAt < before).OrderBy(r => r.Id).Select(r => r.Id).Take(MostNamed).ToListAsync();
        // One that a person has just let out of quarantine waits anew, however old it is.
        if (late.Count > 0) late.RemoveAll((await LetOut(reader, before)).Contains);
        var lost = await mails.Where(r => (r.End == RawMailEnd.Ticketed || r.End == RawMailEnd.Joined) && !messages.Any(m => m.Id == r.Message && m.Raw == r.Id && m.Ticket == r.Ticket))
            .OrderBy(r => r.Id).Select(r => r.Id).Take(MostNamed).ToListAsync();
        var early = await mails.Where(r => r.End != RawMailEnd.Ticketed && r.End != RawMailEnd.Joined && messages.Any(m => m.Raw == r.Id)).OrderBy(r => r.Id).Select(r => r.Id).Take(MostNamed).ToListAsync();
        var silent = await mails.Where(r => (r.End == RawMailEnd.Dropped || r.End == RawMailEnd.Quarantined) && r.Reason == null).OrderBy(r => r.Id).Select(r => r.Id).Take(MostNamed).ToListAsync();
        var twice = await messages.Where(m => m.Raw != null).GroupBy(m => m.Raw).Where(g => g.Count() > 1).Select(g => g.Key).OrderBy(raw => raw).Take(MostNamed).ToListAsync();
        return new(await mails.LongCountAsync(),
        [
            .. Wrong(late, "has not ended"), .. Wrong(lost, "has no message"), .. Wrong(early, "has a message, but has not ended as one"), .. Wrong(silent, "ended without a reason"),
            .. Wrong(twice.Select(id => id!.Value), "became more than one message"),
        ]);
    }

    static IEnumerable<Violation> Wrong(IEnumerable<RawMailId> mails, string how) => mails.Select(id => new Violation($"Mail {id.Value} {how}.", "/support/mail"));

    static async Task<HashSet<RawMailId>> LetOut(Reader reader, DateTime since) => [.. (await reader.All<LogSubject>().Where(s => s.Kind == "RawMail")
        .Join(reader.All<LogEntry>().Where(e => e.Kind == "support.mail-tried-again" && e.At >= since), s => s.Position, e => e.Position, (s, e) => s.Id).ToListAsync()).Select(id => new RawMailId(id))];
}
