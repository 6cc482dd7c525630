using Microsoft.EntityFrameworkCore;

namespace BackOffice.Support;

/// <summary>The ticket that was taken; null if nothing waits.</summary>
public sealed record TicketLent(TicketId? Ticket);

// Lends the most urgent waiting ticket to whoever asks, for a quarter of an hour; doing anything with it makes it theirs. One conditional
// update decides between two who ask at once: the second finds no row and takes the following one.
[Needs(May.AnswerTickets), Raises<TicketTaken>]
public sealed record TakeNext : Command<TicketLent>
{
    const int MostTries = 20;

    public override async Task<TicketLent> Run(Work work)
    {
        var until = work.Now + Ticket.Lease;
        for (var tries = 0; tries < MostTries; tries++)
        {
            var next = await Free(work).OrderBy(t => t.SortAt).ThenBy(t => t.Id).Select(t => new { t.Id, t.Assignee, t.AssigneeName }).FirstOrDefaultAsync();
            if (next is null) return new((TicketId?)null);
            var (id, me, name, now) = (next.Id, work.Actor.Id, work.Actor.Name, work.Now);
            var taken = await Free(work).Where(t => t.Id == id && t.Assignee == next.Assignee).ExecuteUpdateAsync(set => set
                .SetProperty(t => t.Assignee, me).SetProperty(t => t.AssigneeName, name).SetProperty(t => t.TakenAt, now).SetProperty(t => t.LeasedUntil, until)
                .SetProperty(t => t.Version, t => t.Version + 1));
            if (taken == 0) continue;

            work.Touched<Ticket>(id);
            work.Raise(TicketTaken.Of(work.Actor, id, next.Assignee, next.AssigneeName));
            return new(id);
        }

        Refuse.Because("Everyone is taking tickets at this moment; try again.");
        return new((TicketId?)null);
    }

    static IQueryable<Ticket> Free(Work work)
    {
        var (now, still) = (work.Now, Ticket.StandsStill);
        return work.Tickets.Where(t => t.SortAt <= still && (t.State == TicketState.New || t.State == TicketState.Open) && (t.Assignee == null || t.LeasedUntil < now));
    }
}
