using Microsoft.EntityFrameworkCore;

namespace BackOffice.Support;

sealed class MessagesAreCounted : Invariant
{
    public override Words Name => "Messages counted";
    public override Words Says => "Every ticket knows how many messages it has.";

    public override async Task<Checked> Check(Reader reader)
    {
        var tickets = reader.All<Ticket>().IgnoreAutoIncludes();
        var messages = reader.All<TicketMessage>();
        var wrong = await tickets.Where(t => t.MessageCount != messages.Count(m => m.Ticket == t.Id && !m.IsAcknowledgement)).OrderBy(t => t.Id).Select(t => t.Id).Take(MostNamed).ToListAsync();
        return new(await tickets.LongCountAsync(), [.. wrong.Select(id => new Violation($"T-{id.Value} counts its messages wrongly.", $"/tickets/{id.Value}"))]);
    }
}
