using BackOffice.Kernel;
using BackOffice.Support;
using BackOffice.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests.Support;

public sealed class MailInTests
{
    [Fact]
    public async Task A_mail_becomes_a_ticket_of_its_customer_and_is_acknowledged_once_a_day()
    {
        var (company, sent) = await SupportCompany.Open();
        await using var _ = company;

        var ticket = await company.Writes("Two hearts missing", "The delivery note says 48 but we counted 46.");
        await company.Writes("And another thing", "The box was wet.");
        await company.RunErrands();

        var found = await company.Ticket(ticket);
        Assert.Equal((TicketState.New, "Two hearts missing", "hannah@wren.example"), (found.State, found.Subject, found.RequesterAddress));
        Assert.NotNull(found.FirstResponseDueAt);
        var acknowledgement = Assert.Single(sent.Sent);
        Assert.DoesNotContain("hearts", acknowledgement.ToString());
        Assert.Equal("auto-replied", acknowledgement.Headers["Auto-Submitted"]);
        company.Clock.Advance(TimeSpan.FromHours(25));
        await company.Writes("A third", "Still nobody?");
        await company.RunErrands();
        Assert.Equal(2, sent.Sent.Count);
        await company.Verified();
    }

    [Fact]
    public async Task How_mail_ended_is_told_of_the_companys_day_and_adds_up()
    {
        var (company, _) = await SupportCompany.Open();
        await using var closing = company;
        var ticket = await company.Writes("Where is it?", "Hello");
        await company.Writes($"Re: [T-{ticket.Value}]", "Still nothing");
        await company.Receives("From: b@example.org\nTo: support@practice.example\nSubject: Away\nAuto-Submitted: auto-replied\nMessage-ID: <away@example.org>\n\nI am away.\n");

        var today = Assert.Single(await company.Read(new MailHealth()), box => box.Came > 0);
        Assert.Equal((3, 3), (today.Came, today.Ticketed + today.Joined + today.Dropped + today.Quarantined + today.Waiting));
        Assert.Equal(1, today.Dropped);

        company.Clock.Advance(TimeSpan.FromDays(1));
        Assert.DoesNotContain(await company.Read(new MailHealth()), box => box.Came > 0);
        await company.Writes("Another", "Hello");
        Assert.Equal(1, (await company.Read(new MailHealth())).Sum(box => box.Came));
    }

    [Fact]
    public async Task The_same_mail_twice_is_one_message_and_another_content_under_the_same_id_is_a_new_one()
    {
        var (company, _) = await SupportCompany.Open();
        await using var closing = company;
        const string mail = "From: a@example.org\nTo: support@practice.example\nSubject: Hello\nMessage-ID: <one@example.org>\n\nText\n";

        var first = await company.Receives(mail);
        var again = await company.Receives("Received: from somewhere\n" + mail);
        var other = await company.Receives(mail.Replace("Text", "Another text", StringComparison.Ordinal));

        Assert.False(first.IsDuplicate);
        Assert.True(again.IsDuplicate);
        Assert.False(other.IsDuplicate);
        Assert.Equal(2, (await company.All<TicketMessage>()).Count(m => m.Way is MessageWay.In));
        Assert.Equal(1, (await company.All<RawMail>()).Sum(r => r.AgainCount));
        await company.Verified();
    }

    [Fact]
    public async Task An_answer_to_our_mail_joins_and_a_stranger_with_the_number_gets_a_ticket_of_their_own()
    {
        var (company, sent) = await SupportCompany.Open();
        await using var closing = company;
        var ticket = await company.Writes("Where is it?", "Hello");
        await company.Replies(company.Sam, ticket);
        await company.RunErrands();
        var reply = sent.Sent.Single(m => m.Headers["Auto-Submitted"] is null);

        Assert.Equal(ticket, await company.Writes("Re: Where is it?", "Thank you", from: "hannah.private@example.org", inReplyTo: reply.MessageId));
        Assert.Equal(ticket, await company.Writes("Thanks", "By address", to: reply.ReplyTo.Mailboxes.Single().Address));
        Assert.Equal(ticket, await company.Writes($"Re: [T-{ticket.Value}]", "By number"));
        var stranger = await company.Writes($"Re: [T-{ticket.Value}]", "Give me their address", from: "mallory@example.org");
        Assert.NotEqual(ticket, stranger);
        Assert.Equal(ticket, (await company.Ticket(stranger)).RelatedTo);
        Assert.Equal(
            [JoinRule.New, JoinRule.OwnMessageId, JoinRule.ReplyAddress, JoinRule.SubjectTag],
            (await company.All<TicketMessage>()).Where(m => m.Ticket == ticket && m.Way is MessageWay.In).OrderBy(m => m.Id.Value).Select(m => m.JoinedBy));
        await company.Verified();
    }

    [Fact]
    public async Task A_customer_who_writes_wakes_the_ticket_and_reopens_a_solved_one()
    {
        var (company, _) = await SupportCompany.Open();
        await using var closing = company;
        var ticket = await company.Writes("Where is it?", "Hello");
        await company.Replies(company.Sam, ticket);
        Assert.Null((await company.Ticket(ticket)).DueAt);

        await company.Writes($"[T-{ticket.Value}]", "Here is the photograph");
        var woken = await company.Ticket(ticket);
        Assert.Equal((TicketState.Open, SlaKind.NextResponse), (woken.State, woken.DueKind));

        await company.Replies(company.Sam, ticket, then: TicketState.Solved);
        await company.Writes($"[T-{ticket.Value}]", "It happened again", extra: "Auto-Submitted: auto-replied\n");
        Assert.Equal(TicketState.Solved, (await company.Ticket(ticket)).State);
        await company.Writes($"[T-{ticket.Value}]", "It happened again");
        var reopened = await company.Ticket(ticket);
        Assert.Equal((TicketState.Open, 1), (reopened.State, reopened.ReopenedCount));
        await company.Verified();
    }

    [Fact]
    public async Task Our_own_mail_and_answers_of_machines_open_no_ticket_and_say_by_which_rule()
    {
        var (company, _) = await SupportCompany.Open();
        await using var closing = company;

        await company.Receives("From: support@practice.example\nSubject: loop\n\nText");
        await company.Receives("From: a@example.org\nAuto-Submitted: auto-replied\nSubject: Away\n\nI am away");
        await company.Post.Take(SupportData.Bytes("mail/bounce.eml"), "test", "bounce");

        Assert.Empty(await company.All<Ticket>());
        Assert.Equal(
            ["our own mail came back", "an automatic answer to nothing of ours", "a bounce of a mail that we did not send"],
            (await company.All<RawMail>()).OrderBy(r => r.Id.Value).Select(r => r.Reason!));
    }

    [Fact]
    public async Task A_bounce_of_our_reply_joins_its_ticket_and_marks_the_reply()
    {
        var (company, sent) = await SupportCompany.Open();
        await using var closing = company;
        var ticket = await company.Writes("Where is it?", "Hello");
        await company.Replies(company.Sam, ticket);
        await company.RunErrands();
        var reply = sent.Sent.Single(m => m.Headers["Auto-Submitted"] is null);

        var end = await company.Receives($"From: MAILER-DAEMON@mx.example\nSubject: Undelivered\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: text/plain\n\nIt failed.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <{reply.MessageId}>\nSubject: x\n--b--\n");

        Assert.Equal((RawMailEnd.Joined, ticket), (end.End, end.Ticket));
        Assert.Equal(Delivery.GivenBack, (await company.All<TicketMessage>()).Single(m => m.MailMessageId == reply.MessageId).Delivery);
    }

    [Fact]
    public async Task What_is_no_mail_waits_in_quarantine_does_not_block_the_next_and_can_be_tried_again()
    {
        var (company, _) = await SupportCompany.Open();
        await using var closing = company;

        var end = await company.Receives("just words");
        await company.Writes("A good one", "Hello");

        Assert.Equal(RawMailEnd.Quarantined, end.End);
        var row = Assert.Single(await company.Read(new MailAside(RawMailEnd.Quarantined)));
        Assert.Single(await company.All<Ticket>());
        await company.Stella.Does(new TryMailAgain(row.Id));
        Assert.Equal(1, await company.Post.Resume());
        Assert.Single(await company.Read(new MailAside(RawMailEnd.Quarantined)));
        await company.Sam.IsRefused(new TryMailAgain(row.Id), Refusal.NotAllowed);
        await company.Verified();
    }

    [Fact]
    public async Task A_crash_after_the_raw_mail_was_stored_loses_nothing()
    {
        var (company, _) = await SupportCompany.Open();
        await using var closing = company;
        var raw = System.Text.Encoding.UTF8.GetBytes("From: a@example.org\nSubject: Half way\n\nText\n");
        var file = await company.Services.GetRequiredService<Files>().Keep(raw);
        await company.Does(HouseActor.Post, new StoreRawMail(new(1), MailFiles.ContentHash(raw), file, raw.Length, "test", "crash"));

        Assert.Equal(1, await company.Post.Resume());
        Assert.Equal(0, await company.Post.Resume());
        var again = await company.Post.Take(raw, "test", "again");

        Assert.True(again.IsDuplicate);
        Assert.Equal("Half way", Assert.Single(await company.All<Ticket>()).Subject);
        await company.Verified();
    }

    [Fact]
    public async Task All_the_real_mail_ends_somewhere_counted_and_a_second_time_changes_nothing()
    {
        var (company, _) = await SupportCompany.Open();
        await using var closing = company;
        var import = company.Services.GetRequiredService<MailImport>();

        var first = await import.Run([SupportData.Path("mail")]);
        var tickets = (await company.All<Ticket>()).Count;
        var second = await import.Run([SupportData.Path("mail")]);

        Assert.True(first.Read > 20, first.ToString());
        Assert.Equal(first.Read, first.Ticketed + first.Joined + first.Dropped + first.Quarantined + first.Duplicates);
        Assert.Equal(0, first.Quarantined);
        Assert.Equal(first with { Ticketed = 0, Joined = 0, Dropped = 0, Duplicates = first.Read }, second);
        Assert.Equal(tickets, (await company.All<Ticket>()).Count);
        Assert.Equal(first.Ticketed, tickets);
        await company.Verified();
    }

    [Fact]
    public async Task Attachments_are_kept_and_html_is_only_a_file()
    {
        var (company, _) = await SupportCompany.Open();
        await using var closing = company;

        await company.Post.Take(SupportData.Bytes("mail/related.eml"), "test", "related");

        var message = Assert.Single(await company.All<TicketMessage>(), m => m.Way is MessageWay.In);
        Assert.NotNull(message.HtmlFile);
        var picture = (await company.All<TicketAttachment>()).First(a => a.ContentId is not null);
        using var content = company.Services.GetRequiredService<Files>().Open(picture.File);
        Assert.Equal(picture.Size, content!.Length);
    }
}
