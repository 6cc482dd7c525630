using BackOffice.Kernel;
using BackOffice.Support;
using BackOffice.Testing;

namespace BackOffice.Tests.Support;

public sealed class TicketTests
{
    [Fact]
    public async Task A_reply_leaves_as_one_mail_with_a_signed_id_and_stops_the_clock()
    {
        var (company, sent) = await SupportCompany.Open();
        await using var closing = company;
        var ticket = await company.Writes("Where is it?", "Hello");

        await company.Replies(company.Sam, ticket, "It left this morning.");
        await company.RunErrands();

        var mail = sent.Sent.Single(m => m.Headers["Auto-Submitted"] is null);
        Assert.Contains("It left this morning.", mail.TextBody);
        Assert.Equal($"Re: Where is it? [T-{ticket.Value}]", mail.Subject);
        Assert.StartsWith($"t.{ticket.Value}.", mail.MessageId);
        Assert.EndsWith("@wren.example", mail.InReplyTo);
        var after = await company.Ticket(ticket);
        Assert.Equal((TicketState.PendingCustomer, company.Sam.Id), (after.State, after.Assignee));
        Assert.NotNull(after.FirstRespondedAt);
        Assert.Equal(Delivery.Sent, (await company.All<TicketMessage>()).Single(m => m.MailMessageId == mail.MessageId).Delivery);
        await company.Verified();
    }

    [Fact]
    public async Task A_reply_stops_if_something_new_arrived_and_the_draft_stays()
    {
        var (company, _) = await SupportCompany.Open();
        await using var closing = company;
        var ticket = await company.Writes("Where is it?", "Hello");
        var seen = await company.Seen(ticket);
        await company.Sam.Does(new SaveDraft(Touched.Key(ticket), "reply", "Dear Hannah"));
        await company.Writes($"[T-{ticket.Value}]", "Forget it, it came");

        var refusal = await company.Sam.IsRefused(new ReplyToTicket(ticket, "Dear Hannah", TicketState.Open, seen), Refusal.Conflict);

        Assert.Contains("Something new arrived", refusal.ToString());
        Assert.Equal("Dear Hannah", (await company.Read(new DraftOf(company.Sam.Id, Touched.Key(ticket), "reply")))!.Content);
        await company.Replies(company.Sam, ticket, "Dear Hannah");
        Assert.Null(await company.Read(new DraftOf(company.Sam.Id, Touched.Key(ticket), "reply")));
    }

    [Fact]
    public async Task A_note_never_leaves_the_house()
    {
        var (company, sent) = await SupportCompany.Open();
        await using var closing = company;
        const string canary = "CANARY-7f3a: she is always right, pay her";
        var ticket = await company.Writes("Where is it?", "Hello");

        await company.Sam.Does(new AddNote(ticket, canary));
        await company.Replies(company.Sam, ticket, "On its way.");
        await company.Writes($"[T-{ticket.Value}]", "Thank you");
        await company.Sam.Does(new AddNote(ticket, canary));
        await company.Replies(company.Sam, ticket, "Welcome.", TicketState.Solved);
        await company.RunErrands();

        Assert.Equal(3, sent.Sent.Count);
        Assert.All(sent.Sent, mail => Assert.DoesNotContain("CANARY", mail.ToString()));
        Assert.All(await company.All<TicketMessage>(), m => Assert.DoesNotContain("CANARY", m.Text + m.Subject + m.Preview));
        Assert.All(await company.All<Ticket>(), t => Assert.DoesNotContain("CANARY", t.Preview));
        Assert.All(await company.All<ErrandRow>(), e => Assert.DoesNotContain("CANARY", e.Content));
        Assert.DoesNotContain("TicketNote", File.ReadAllText(Path.Combine(TidyTests.Root, "src/BackOffice.Support/Mail/SendReply.cs")));
    }

    [Fact]
    public async Task An_unknown_outcome_is_shown_and_not_tried_again_by_itself()
    {
        var (company, sent) = await SupportCompany.Open();
        await using var closing = company;
        var ticket = await company.Writes("Where is it?", "Hello");
        await company.RunErrands();
        sent.Fails = new UnknownOutcome("The connection was lost while the mail was handed over.");

        await company.Replies(company.Sam, ticket);
        await company.RunErrands();
        sent.Fails = null;
        await company.RunErrands();

        Assert.Single(sent.Sent);
        Assert.Contains("connection was lost", Assert.Single((await company.Read(new TicketDetail(ticket)))!.NotSent));
    }

    [Fact]
    public async Task The_clock_warns_at_three_quarters_and_notes_the_miss_when_it_happens()
    {
        var (company, _) = await SupportCompany.Open();
        await using var closing = company;
        // Tuesday 10:00, four open hours: three quarters are used at 13:00, due is 14:00.
        var ticket = await company.Writes("Where is it?", "Hello");
        var due = (await company.Ticket(ticket)).DueAt!.Value;

        await company.Passes(TimeSpan.FromHours(2.9));
        Assert.Equal(SlaStand.InTime, (await company.Ticket(ticket)).Stand);
        await company.Passes(TimeSpan.FromHours(0.2));
        Assert.Equal(SlaStand.Warned, (await company.Ticket(ticket)).Stand);
        await company.Passes(TimeSpan.FromHours(1));

        var late = await company.Ticket(ticket);
        Assert.Equal((SlaStand.Missed, 1, due), (late.Stand, late.MissedCount, late.DueAt));
        var kinds = await company.Db(reader => Task.FromResult(reader.All<LogEntry>().Select(l => l.Kind).ToList()));
        Assert.Single(kinds, "support.sla-warned");
        Assert.Single(kinds, "support.sla-missed");
        Assert.Equal(1, (await company.Read(new QueueCounts())).DueSoon);
    }

    [Fact]
    public async Task A_raised_priority_promises_other_times_and_a_miss_that_comes_of_it_is_stamped_then()
    {
        var (company, _) = await SupportCompany.Open();
        await using var closing = company;
        var ticket = await company.Writes("Where is it?", "Hello");
        company.Clock.Advance(TimeSpan.FromHours(2));

        await company.Sam.Does(new SetPriority(ticket, TicketPriority.Urgent));

        var reading = (await company.Ticket(ticket)).ReadClocks(company.Clock.GetUtcNow().UtcDateTime);
        Assert.Equal(SlaMissCause.ByReprioritisation, reading.FirstResponse!.Miss!.Cause);
        Assert.Equal(company.Clock.GetUtcNow().UtcDateTime, reading.FirstResponse.Miss.At);
        await company.Sam.IsRefused(new SetPriority(ticket, TicketPriority.Urgent));
    }

    [Fact]
    public async Task The_form_opens_a_ticket_and_says_what_is_missing()
    {
        var (company, _) = await SupportCompany.Open();
        await using var closing = company;

        var given = await company.Sal.Does(new OpenTicket("Hannah Wren", "hannah@wren.example", "Missing", "Two hearts"));

        Assert.Equal($"T-{given.Ticket.Value}", given.Number);
        await company.Sal.IsRefused(new OpenTicket("Hannah", "no address", "Missing", "Two hearts"));
        await company.Sal.IsRefused(new OpenTicket("Hannah", "hannah@wren.example", "", "Two hearts"));
        await company.Sal.IsRefused(new OpenTicket("Hannah", "hannah@wren.example", "Missing", " "));
        await company.Kim.IsRefused(new OpenTicket("Hannah", "hannah@wren.example", "Missing", "Two hearts"), Refusal.NotAllowed);
        await company.Verified();
    }

    [Fact]
    public async Task States_follow_the_table_and_nothing_else()
    {
        var (company, _) = await SupportCompany.Open();
        await using var closing = company;
        var ticket = await company.Writes("Where is it?", "Hello");

        await company.Sam.Does(new HandTicketTo(ticket, "Accounting"));
        Assert.Equal(("Accounting", TicketState.PendingInternal), ((await company.Ticket(ticket)).WithDepartment, (await company.Ticket(ticket)).State));
        Assert.NotNull((await company.Ticket(ticket)).DueAt);
        await company.Sam.IsRefused(new HandTicketTo(ticket, "The moon"));
        await company.Sam.IsRefused(new ChangeTicketState(ticket, TicketState.Closed));
        await company.Sam.IsRefused(new ChangeTicketState(ticket, TicketState.Merged));
        await company.Sam.Does(new ChangeTicketState(ticket, TicketState.Solved));
        await company.Sam.IsRefused(new ChangeTicketState(ticket, TicketState.Solved));
        await company.Sam.Does(new ChangeTicketState(ticket, TicketState.Closed));
        await company.Sam.IsRefused(new ReplyToTicket(ticket, "Hello", TicketState.Open, await company.Seen(ticket)));

        var followUp = await company.Writes($"[T-{ticket.Value}]", "It happened again");
        Assert.Equal(ticket, (await company.Ticket(followUp)).FollowUpOf);
    }

    [Fact]
    public async Task Merged_tickets_are_one_conversation_and_later_mail_follows()
    {
        var (company, _) = await SupportCompany.Open();
        await using var closing = company;
        var first = await company.Writes("Where is it?", "Hello");
        var second = await company.Writes("Still nothing", "Hello again");

        await company.Sam.Does(new MergeTickets(second, first));
        var third = await company.Writes($"[T-{second.Value}]", "And again");

        Assert.Equal(first, third);
        Assert.Equal(TicketState.Merged, (await company.Ticket(second)).State);
        Assert.Empty((await company.Ticket(second)).ReadClocks(company.Clock.GetUtcNow().UtcDateTime).Running);
        Assert.Equal(3, (await company.Read(new TicketDetail(first)))!.Conversation.Count(s => s.Kind is SaidKind.Customer));
        await company.Sam.IsRefused(new MergeTickets(second, first));
        await company.Sam.IsRefused(new MergeTickets(first, first));
        await company.Verified();
    }

    [Fact]
    public async Task An_assignment_that_changed_meanwhile_names_who_has_it()
    {
        var (company, _) = await SupportCompany.Open();
        await using var closing = company;
        var ticket = await company.Writes("Where is it?", "Hello");
        await company.Greta.Does(new AssignTicket(ticket, company.Greta.Id, null));

        Assert.Contains("Greta Olsen", (await company.Sam.IsRefused(new AssignTicket(ticket, company.Sam.Id, null), Refusal.Conflict)).ToString());
        await company.Sam.Does(new AssignTicket(ticket, company.Sam.Id, company.Greta.Id));
    }

    [Fact]
    public async Task Take_next_gives_the_most_urgent_first_and_a_lease_that_runs_out()
    {
        var (company, _) = await SupportCompany.Open();
        await using var closing = company;
        var calm = await company.Writes("Calm", "Hello");
        var urgent = (await company.Sal.Does(new OpenTicket("Hannah", "hannah@wren.example", "Urgent", "Now", Priority: TicketPriority.Urgent))).Ticket;

        Assert.Equal(urgent, (await company.Sam.Does(new TakeNext())).Ticket);
        Assert.Equal(calm, (await company.Greta.Does(new TakeNext())).Ticket);
        Assert.Null((await company.Greta.Does(new TakeNext())).Ticket);
        await company.Replies(company.Greta, calm, then: TicketState.Open);
        company.Clock.Advance(TimeSpan.FromMinutes(16));

        Assert.Equal(urgent, (await company.Greta.Does(new TakeNext())).Ticket);
        Assert.Null((await company.Sam.Does(new TakeNext())).Ticket);
    }

    [Fact]
    public async Task The_queue_is_sorted_by_due_paged_by_key_and_counted_by_the_same_predicate()
    {
        var (company, _) = await SupportCompany.Open();
        await using var closing = company;
        for (var i = 0; i < 5; i++)
        {
            await company.Writes($"Number {i}", "Hello", from: $"c{i}@example.org");
            company.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var all = await company.Read(new Queue(QueueTab.All));
        var rest = await company.Read(new Queue(QueueTab.All, After: Queue.CursorOf(all[1])));

        Assert.Equal(["Number 0", "Number 1", "Number 2", "Number 3", "Number 4"], all.Select(r => r.Subject));
        Assert.Equal(["Number 2", "Number 3", "Number 4"], rest.Select(r => r.Subject));
        Assert.Equal(5, (await company.Read(new QueueCounts())).Unassigned);
        Assert.Equal(5, (await company.Read(new Queue(QueueTab.Unassigned))).Count);

        await company.Stella.Does(new AssignTicket(all[0].Id, company.Sam.Id, null));
        await company.Stella.Does(new AssignTicket(all[1].Id, company.Greta.Id, null));
        await company.Stella.Does(new AssignTicket(all[2].Id, company.Greta.Id, null));
        var counts = await company.Read(new QueueCounts());
        Assert.Equal((1, 2, 0, 2), (counts.Of(company.Sam.Id), counts.Of(company.Greta.Id), counts.Of(company.Max.Id), counts.Unassigned));

        // What is done is nobody's any more, and no bar of the wall.
        await company.Greta.Does(new ChangeTicketState(all[1].Id, TicketState.Solved));
        await company.Greta.Does(new ChangeTicketState(all[3].Id, TicketState.Spam));
        Assert.Equal((1, 1), ((await company.Read(new QueueCounts())).Of(company.Greta.Id), (await company.Read(new QueueCounts())).Unassigned));
        Assert.Equal(3, (await company.Read(new SupportFigure(SupportFigureOf.ByState))).Parts!.Sum(part => part.Count));
    }

    [Fact]
    public async Task Spam_leaves_the_queue_and_comes_back_with_its_clocks_when_it_was_none()
    {
        var (company, _) = await SupportCompany.Open();
        await using var closing = company;
        var ticket = await company.Writes("Cheap watches?", "I bought one here and it broke");

        await company.Sam.Does(new ChangeTicketState(ticket, TicketState.Spam));
        Assert.Empty(await company.Read(new Queue(QueueTab.All)));
        await company.Sam.Does(new ChangeTicketState(ticket, TicketState.Open));

        Assert.Equal(ticket, Assert.Single(await company.Read(new Queue(QueueTab.All))).Id);
        Assert.NotNull((await company.Ticket(ticket)).ResolutionDueAt);
        await company.Verified();
    }

    [Fact]
    public async Task The_queue_and_its_counts_are_read_from_an_index()
    {
        var (company, _) = await SupportCompany.Open();
        await using var closing = company;

        foreach (var tab in new[] { QueueTab.All, QueueTab.Mine, QueueTab.Unassigned })
        {
            var sql = await company.Db(reader => Task.FromResult(Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.ToQueryString(new Queue(tab, company.Sam.Id).Read(reader).Take(100))));
            var plan = await Plan(company, sql);
            Assert.Contains("USING INDEX", plan);
            Assert.DoesNotContain("TEMP B-TREE", plan);
        }
    }

    static async Task<string> Plan(Company company, string sql)
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(company.Folder, "backoffice.db")};Mode=ReadOnly");
        await connection.OpenAsync();
        var text = string.Join('\n', sql.Split('\n').Where(l => !l.StartsWith(".param", StringComparison.Ordinal)));
        using var command = connection.CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + text;
        foreach (System.Text.RegularExpressions.Match hole in System.Text.RegularExpressions.Regex.Matches(sql, @"^\.param set (@\w+) (.+)$", System.Text.RegularExpressions.RegexOptions.Multiline))
            command.Parameters.AddWithValue(hole.Groups[1].Value, hole.Groups[2].Value.Trim('\''));
        using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync()) lines.Add(reader.GetString(3));
        return string.Join('\n', lines);
    }
}
