using BackOffice.Kernel;
using BackOffice.Support;
using BackOffice.Testing;
using Bunit;

namespace BackOffice.Tests.Support;

/// <summary>Whose a ticket is: lent, kept, run out, taken over with both names in the history, given back.</summary>
public sealed class TicketClaimTests : IAsyncLifetime
{
    Company company = null!;
    TicketId ticket;

    public async ValueTask InitializeAsync()
    {
        (company, _) = await SupportCompany.Open();
        ticket = await company.Writes("Where is it?", "Hello");
    }

    public ValueTask DisposeAsync() => company.DisposeAsync();

    [Fact]
    public async Task Who_comes_second_is_told_who_has_it_and_may_take_it_over_with_a_reason()
    {
        await company.Sam.Does(new TakeNext());
        Assert.Contains("Sam Walker has", (await company.Greta.IsRefused(new TakeTicket(ticket, company.Sam.Id), "claimed")).ToString());
        Assert.Contains("is with Sam Walker by now", (await company.Greta.IsRefused(new TakeTicket(ticket, null, "I know her"), Refusal.Conflict)).ToString());
        await company.Greta.IsRefused(new TakeTicket(ticket, company.Sam.Id, new string('x', 201)));
        await company.Sam.IsRefused(new TakeTicket(ticket, company.Sam.Id, "Mine"));

        company.Clock.Advance(TimeSpan.FromMinutes(3));
        await company.Greta.Does(new TakeTicket(ticket, company.Sam.Id, " I know her "));

        var now = await company.Ticket(ticket);
        Assert.Equal((company.Greta.Id, Now, Now + Ticket.Lease), (now.Assignee, now.TakenAt, now.LeasedUntil));
        Assert.Equal("Taken over from Sam Walker: I know her", await LastSaid());
        await company.Sam.IsRefused(new KeepTicket(ticket), Refusal.Conflict);
    }

    [Fact]
    public async Task What_was_only_lent_runs_out_by_the_clock_and_is_taken_over_without_a_word()
    {
        await company.Sam.Does(new TakeNext());
        company.Clock.Advance(Ticket.Lease);
        await company.Greta.IsRefused(new TakeTicket(ticket, company.Sam.Id), "claimed");
        Assert.Null((await company.Greta.Does(new TakeNext())).Ticket);

        company.Clock.Advance(TimeSpan.FromSeconds(1));
        await company.Greta.Does(new TakeTicket(ticket, company.Sam.Id));
        Assert.Equal("Taken over from Sam Walker, whose time had run out", await LastSaid());

        company.Clock.Advance(Ticket.Lease + TimeSpan.FromSeconds(1));
        Assert.Equal(ticket, (await company.Sam.Does(new TakeNext())).Ticket);
        Assert.Equal("Taken over from Greta Olsen, whose time had run out", await LastSaid());
    }

    [Fact]
    public async Task Whoever_begins_to_write_keeps_it_and_gives_it_back()
    {
        await company.Sam.Does(new TakeNext());
        await using (var screen = await company.Sam.Opens<TicketPage>(p => p.Add(page => page.Number, ticket.Value)))
        {
            screen.Find("textarea[aria-label=Reply]").Input("Dear Hannah");
            screen.WaitForAssertion(() => Assert.DoesNotContain("until", Claim(screen)));
        }
        Assert.Null((await company.Ticket(ticket)).LeasedUntil);
        company.Clock.Advance(TimeSpan.FromHours(8));
        Assert.Null((await company.Greta.Does(new TakeNext())).Ticket);

        await company.Sam.Does(new AssignTicket(ticket, null, company.Sam.Id));
        Assert.Null((await company.Ticket(ticket)).TakenAt);
        Assert.Equal(ticket, (await company.Greta.Does(new TakeNext())).Ticket);
        Assert.Equal("Taken from the queue", await LastSaid());
    }

    [Fact]
    public async Task Of_many_who_take_over_at_once_one_has_it_and_the_others_are_told()
    {
        await company.Stella.Does(new AssignTicket(ticket, company.Stella.Id, null));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => (i % 2 == 0 ? company.Sam : company.Greta).Tries(new TakeTicket(ticket, company.Stella.Id, "She is ill"))));
        Assert.Single(outcomes, outcome => outcome.Ok);
        Assert.Single(await company.All<LogEntry>(), e => e.Kind == "support.ticket-taken");
    }

    [Fact]
    public async Task On_two_nodes_a_ticket_is_one_persons_and_the_other_sees_who_took_it_over()
    {
        var line = new NodeLine();
        await using var a = await company.Beside("a", line.Join());
        await using var b = await company.Beside("b", line.Join());
        var taken = await Task.WhenAll(a.Sam.Does(new TakeNext()), b.Greta.Does(new TakeNext()));
        Assert.Equal(ticket, Assert.Single(taken, t => t.Ticket is not null).Ticket);

        var (holder, other, there) = taken[0].Ticket is null ? (b.Greta, a.Sam, a) : (a.Sam, b.Greta, b);
        await using var screen = await holder.Opens<TicketPage>(p => p.Add(page => page.Number, ticket.Value));
        screen.WaitForAssertion(() => Assert.Contains(holder.Name, Claim(screen)));
        Assert.Contains(holder.Name, (await other.IsRefused(new TakeTicket(ticket, holder.Id), "claimed")).ToString());
        await other.Does(new TakeTicket(ticket, holder.Id, "Agreed by phone"));
        screen.WaitForAssertion(() => Assert.Contains(other.Name, Claim(screen)), TimeSpan.FromSeconds(30));
        Assert.Equal(other.Id, (await there.Ticket(ticket)).Assignee);
    }

    [Fact]
    public async Task The_page_says_since_when_asks_why_and_needs_no_word_once_the_time_ran_out()
    {
        await company.Sam.Does(new TakeNext());
        await using var screen = await company.Greta.Opens<TicketPage>(p => p.Add(page => page.Number, ticket.Value));
        screen.WaitForAssertion(() => Assert.Contains("since", Claim(screen)));
        Assert.NotEmpty(screen.All("#take-over-why"));

        company.Clock.Advance(Ticket.Lease + TimeSpan.FromSeconds(1));
        screen.WaitForAssertion(() => Assert.Contains("time ran out", Claim(screen)));
        Assert.Empty(screen.All("#take-over-why"));
        screen.Press("Take it over");
        screen.WaitForAssertion(() => Assert.Contains("Greta Olsen", Claim(screen)));
        Assert.Equal(company.Greta.Id, (await company.Ticket(ticket)).Assignee);
    }

    static string Claim(Screen<TicketPage> screen) => screen.All(".claim").FirstOrDefault()?.TextContent ?? "";

    DateTime Now => company.Clock.GetUtcNow().UtcDateTime;

    async Task<string> LastSaid() => (await company.Read(BackOffice.Kernel.History.Of(ticket, 5)))[0].Says.ToString();
}
