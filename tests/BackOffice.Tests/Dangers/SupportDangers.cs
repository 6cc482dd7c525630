using System.Text;
using BackOffice.Kernel;
using BackOffice.Support;
using BackOffice.Tests.Support;

namespace BackOffice.Tests.Dangers;

public sealed class SupportDangers
{
    [Fact]
    public async Task Two_agents_who_take_next_at_once_never_get_the_same_ticket()
    {
        var (company, _) = await SupportCompany.Open();
        await using var closing = company;
        for (var i = 0; i < 20; i++) await company.Writes($"Number {i}", "Hello", from: $"c{i}@example.org");

        var taken = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => (i % 2 == 0 ? company.Sam : company.Greta).Does(new TakeNext())));

        var tickets = taken.Select(t => t.Ticket).Where(t => t is not null).ToArray();
        Assert.Equal(20, tickets.Length);
        Assert.Equal(20, tickets.Distinct().Count());
    }

    [Fact]
    public async Task The_same_reply_sent_twice_is_one_mail()
    {
        var (company, sent) = await SupportCompany.Open();
        await using var closing = company;
        var ticket = await company.Writes("Where is it?", "Hello");
        var reply = new ReplyToTicket(ticket, "On its way.", TicketState.Open, await company.Seen(ticket));

        await Task.WhenAll(company.Sam.Does(reply, "reply-1"), company.Sam.Does(reply, "reply-1"), company.Sam.Does(reply, "reply-1"));
        await company.RunErrands();

        Assert.Single(sent.Sent, m => m.Headers["Auto-Submitted"] is null);
        Assert.Single(await company.All<TicketMessage>(), m => m.Way is MessageWay.Out && !m.IsAcknowledgement);
    }

    [Fact]
    public async Task Two_agents_who_answer_at_once_do_not_both_answer()
    {
        var (company, sent) = await SupportCompany.Open();
        await using var closing = company;
        var ticket = await company.Writes("Where is it?", "Hello");
        var seen = await company.Seen(ticket);

        var outcomes = await Task.WhenAll(
            company.Sam.Tries(new ReplyToTicket(ticket, "On its way.", TicketState.Open, seen)),
            company.Greta.Tries(new ReplyToTicket(ticket, "It is lost.", TicketState.Open, seen)));
        await company.RunErrands();

        Assert.Equal(Refusal.Conflict, Assert.Single(outcomes, o => !o.Ok).Refusal!.Code);
        Assert.Single(sent.Sent, m => m.Headers["Auto-Submitted"] is null);
    }

    [Fact]
    public async Task The_same_mail_at_two_doors_at_once_is_one_message()
    {
        var (company, _) = await SupportCompany.Open();
        await using var closing = company;
        var raw = Encoding.UTF8.GetBytes("From: a@example.org\nSubject: Once\nMessage-ID: <once@example.org>\n\nText\n");

        var ends = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => company.Post.Take(raw, $"door {i}", "")));

        Assert.Single(ends, e => !e.IsDuplicate);
        Assert.Single(await company.All<TicketMessage>(), m => m.Way is MessageWay.In);
        Assert.Equal(7, Assert.Single(await company.All<RawMail>()).AgainCount);
        await company.Verified();
    }
}
