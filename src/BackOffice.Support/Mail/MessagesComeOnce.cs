using Microsoft.EntityFrameworkCore;

namespace BackOffice.Support;

sealed class MessagesComeOnce : Invariant
{
    public override Words Name => "Every mail once";
    public override Words Says => "The same mail, however often it is found, is one mail.";

    public override async Task<Checked> Check(Reader reader)
    {
        var mails = reader.All<RawMail>();
        var twice = await mails.GroupBy(r => new { r.Mailbox, r.ContentHash }).Where(g => g.Count() > 1).Select(g => g.Min(r => r.Id)).Take(MostNamed).ToListAsync();
        return new(await mails.LongCountAsync(), [.. twice.Select(id => new Violation($"Mail {id.Value} is there more than once.", "/support/mail"))]);
    }
}
