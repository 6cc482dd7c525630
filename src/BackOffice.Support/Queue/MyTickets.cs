using Microsoft.EntityFrameworkCore;

namespace BackOffice.Support;

/// <summary>What an agent has to do next: their own tickets by due instant, then how much waits for anybody.</summary>
[Needs(May.AnswerTickets)]
public sealed record MyTickets(PersonId Me) : View<Many<WorkItem>>
{
    public override async Task<Many<WorkItem>> Read(Reader reader)
    {
        var mine = await Queue.In(reader, QueueTab.Mine, Me).Where(t => t.State == TicketState.New || t.State == TicketState.Open)
            .OrderBy(t => t.SortAt).ThenBy(t => t.Id).Take(20).Select(t => new { t.Id, t.Subject, Customer = t.CustomerName ?? t.RequesterName, t.DueAt, t.Stand }).ToListAsync();
        var waiting = await Queue.In(reader, QueueTab.Unassigned, null).OrderBy(t => t.SortAt).ThenBy(t => t.Id).Select(t => new { t.DueAt, t.Stand }).FirstOrDefaultAsync();
        var count = waiting is null ? 0 : await Queue.In(reader, QueueTab.Unassigned, null).CountAsync();

        var items = mine.Select(t => new WorkItem(
            $"ticket-{t.Id.Value}", t.DueAt, "mail", $"{t.Customer}: {t.Subject}", "yours, an answer is due", $"/tickets/{t.Id.Value}", "Answer", t.Stand is SlaStand.Missed));
        if (waiting is not null)
            items = items.Append(new("queue", waiting.DueAt, "queue", $"{count} tickets wait without an owner", "the most urgent comes first", "/queue?tab=unassigned", "Take next", waiting.Stand is SlaStand.Missed));
        return items.ToMany();
    }
}

/// <summary>Mail that could not be understood waits for a person.</summary>
[Needs(May.SeeMail)]
public sealed record QuarantineWork : View<Many<WorkItem>>
{
    public override async Task<Many<WorkItem>> Read(Reader reader)
    {
        var count = await reader.All<RawMail>().CountAsync(r => r.End == RawMailEnd.Quarantined);
        return count == 0 ? [] : [new("quarantine", null, "mail", $"{count} mails in quarantine", "they could not be understood", "/support/mail", "Look")];
    }
}
