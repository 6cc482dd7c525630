using Microsoft.EntityFrameworkCore;

namespace BackOffice.Support;

/// <summary>
/// What Support keeps about a customer: every ticket of theirs, or written from their address; mail as it came, attachments,
/// messages, notes. All of it goes, but that there were tickets, and how long they took.
/// </summary>
sealed class SaidByCustomer : CustomerRecords
{
    public override async Task Export(Reader reader, Customer customer, PersonalExport export)
    {
        var email = customer.Email ?? "-";
        var tickets = await reader.All<Ticket>().IgnoreAutoIncludes().Where(t => t.Customer == customer.Id || t.RequesterAddress == email).OrderBy(t => t.Id).ToListAsync();
        var ids = tickets.ConvertAll(t => t.Id);
        var messages = await reader.All<TicketMessage>().Where(m => ids.Contains(m.Ticket) || m.FromAddress == email).OrderBy(m => m.Id).ToListAsync();
        var notes = await reader.All<TicketNote>().Where(n => ids.Contains(n.Ticket)).OrderBy(n => n.Id).ToListAsync();
        export.Add("tickets", tickets.ConvertAll(t => new
        {
            t.Number,
            t.Subject,
            t.RequesterName,
            t.RequesterAddress,
            t.ReceivedAt,
            State = t.State.ToString(),
            Messages = messages.Where(m => m.Ticket == t.Id).Select(m => new { m.At, Way = m.Way.ToString(), m.FromName, m.FromAddress, m.To, m.Subject, m.Text }).ToList(),
            Notes = notes.Where(n => n.Ticket == t.Id).Select(n => new { n.At, n.Text }).ToList(),
        }));
        foreach (var file in await reader.All<TicketAttachment>().Where(a => ids.Contains(a.Ticket)).OrderBy(a => a.Id).ToListAsync()) export.File(file.Name, file.File);
        var raws = messages.Select(m => m.Raw).OfType<RawMailId>().ToList();
        foreach (var raw in await reader.All<RawMail>().Where(r => raws.Contains(r.Id)).OrderBy(r => r.Id).ToListAsync()) export.File($"mail-{raw.Id.Value}.eml", raw.File);
    }

    public override async Task Erase(Work work, Customer customer, Erasure erasure)
    {
        var email = customer.Email ?? "-";
        var own = work.All<Ticket>().IgnoreAutoIncludes().Where(t => t.Customer == customer.Id || t.RequesterAddress == email);
        if (await own.AsNoTracking().OrderBy(t => t.Id).FirstOrDefaultAsync(t => t.State != TicketState.Solved && t.State != TicketState.Merged && t.State != TicketState.Spam) is { } open)
            Refuse.Because($"{open.Number} is still open; solve it first.");
        var ids = await own.Select(t => t.Id).ToListAsync();
        var messages = work.All<TicketMessage>().Where(m => ids.Contains(m.Ticket) || m.FromAddress == email);
        var said = await messages.AsNoTracking().Select(m => new { m.Id, m.Raw, m.HtmlFile }).ToListAsync();
        var messageIds = said.ConvertAll(m => m.Id);
        var raws = said.Select(m => m.Raw).OfType<RawMailId>().ToList();

        await Files(work, erasure, ids, messageIds, raws, said.ConvertAll(m => m.HtmlFile));
        erasure.Blanked("Messages", await work.All<TicketMessage>().Where(m => messageIds.Contains(m.Id)).ExecuteUpdateAsync(set => set
            .SetProperty(m => m.FromName, Erasure.Blank).SetProperty(m => m.FromAddress, "").SetProperty(m => m.To, "").SetProperty(m => m.Subject, Erasure.Blank).SetProperty(m => m.Text, Erasure.Blank)
            .SetProperty(m => m.Preview, "").SetProperty(m => m.HtmlFile, (string?)null).SetProperty(m => m.MailMessageId, (string?)null).SetProperty(m => m.InReplyTo, (string?)null)));
        erasure.Blanked("Notes among colleagues", await work.All<TicketNote>().Where(n => ids.Contains(n.Ticket)).ExecuteUpdateAsync(set => set.SetProperty(n => n.Text, Erasure.Blank)));
        erasure.Blanked("Addresses that took part", await work.All<TicketParticipant>().Where(p => ids.Contains(p.Ticket) || p.Address == email).ExecuteDeleteAsync());
        erasure.Blanked("When mail was acknowledged", await work.All<Acknowledged>().Where(a => a.Address == email).ExecuteDeleteAsync());
        erasure.Blanked("Subjects, names and addresses of tickets", await work.All<Ticket>().Where(t => ids.Contains(t.Id)).ExecuteUpdateAsync(set => set
            .SetProperty(t => t.Subject, Erasure.Blank).SetProperty(t => t.RequesterName, Erasure.Blank).SetProperty(t => t.RequesterAddress, "").SetProperty(t => t.CustomerName, t => t.CustomerName == null ? null : Erasure.Blank)
            .SetProperty(t => t.Preview, "").SetProperty(t => t.ExternalKey, (string?)null)));
        erasure.Kept("Tickets with their clocks", ids.Count, "How long customers wait is measured from them; they name nobody now.");
        var unclaimed = await work.All<RawMail>().CountAsync(r => r.End == RawMailEnd.Dropped || r.End == RawMailEnd.Quarantined);
        erasure.Kept("Mails that became no ticket", unclaimed, "Whose they are was never read; look through them on the mail page.");
        await erasure.FindBy("Ticket", ids.ToDictionary(id => id, id => $"T-{id.Value}"));
        await erasure.ForgetDrafts(ids);
        work.Touched<Ticket>();
        work.Touched<TicketMessage>();
        work.Touched<TicketNote>();
    }

    static async Task Files(Work work, Erasure erasure, List<TicketId> tickets, List<TicketMessageId> messages, List<RawMailId> raws, List<string?> html)
    {
        var attachments = work.All<TicketAttachment>().Where(a => tickets.Contains(a.Ticket) || messages.Contains(a.Message));
        var mails = work.All<RawMail>().Where(r => raws.Contains(r.Id) || (r.Ticket != null && tickets.Contains(r.Ticket.Value)));
        erasure.Drop(html);
        erasure.Drop(await attachments.Select(a => a.File).ToListAsync());
        erasure.Drop(await mails.Select(r => r.File).ToListAsync());
        erasure.Blanked("Attachments", await attachments.ExecuteUpdateAsync(set => set.SetProperty(a => a.Name, Erasure.Blank).SetProperty(a => a.File, "").SetProperty(a => a.ContentId, (string?)null)));
        erasure.Blanked("Mails as they came", await mails.ExecuteUpdateAsync(set => set.SetProperty(r => r.File, "").SetProperty(r => r.FoundAt, "").SetProperty(r => r.Reason, r => r.Reason == null ? null : Erasure.Blank)));
        work.Touched<TicketAttachment>();
        work.Touched<RawMail>();
    }

    public override async Task<bool> Names(Reader reader, string hash) => await reader.All<RawMail>().AnyAsync(r => r.File == hash)
        || await reader.All<TicketAttachment>().AnyAsync(a => a.File == hash) || await reader.All<TicketMessage>().AnyAsync(m => m.HtmlFile == hash);
}
