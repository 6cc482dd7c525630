using BackOffice.Support;

namespace BackOffice.Tests.Support;

public sealed class ThreadingTests
{
    static readonly Addresses ours = new("a secret of the house", "practice.example");
    static readonly TicketId seven = new(7);
    static readonly TicketId eight = new(8);

    static IncomingMail Mail => new() { FromAddress = "hannah@example.org", Subject = "Where is it?", Class = MailClass.Human };

    static ThreadDecision Decide(IncomingMail mail, params KnownTicket[] tickets) =>
        Threading.Decide(mail, Threading.CluesIn(mail, ours), clue =>
            tickets.FirstOrDefault(t => t.Id == clue.Ticket) ?? (clue is { Rule: JoinRule.ForeignMessageId, Key: "theirs@example.org" } ? tickets[0] : null)
            ?? (clue is { Rule: JoinRule.ExternalKey, Key: "CASE-99123" } ? tickets[0] : null));

    static KnownTicket Ticket(TicketState state = TicketState.Open, TicketId? into = null, params string[] participants) => new(seven, state, into, participants);

    [Fact]
    public void A_mail_without_a_trace_is_a_new_ticket() => Assert.Equal(ThreadDecision.Fresh, Decide(Mail, Ticket()));

    [Fact]
    public void An_answer_to_our_mail_joins_even_from_another_address()
    {
        var decision = Decide(Mail with { InReplyTo = [ours.MessageId(seven, new(3))] }, Ticket());

        Assert.Equal((JoinRule.OwnMessageId, seven), (decision.Rule, decision.Join));
    }

    [Fact]
    public void References_are_read_from_the_last_to_the_first()
    {
        var mail = Mail with { References = [ours.MessageId(eight, new(1)), ours.MessageId(seven, new(2)), "other@example.org"] };

        Assert.Equal(seven, Decide(mail, Ticket(), Ticket() with { Id = eight }).Join);
    }

    [Theory]
    [InlineData("t.7.3.0000000000000000@practice.example")]
    [InlineData("t.7.3.@practice.example")]
    [InlineData("t.99999999999999999999.3.0000000000000000@practice.example")]
    public void A_forged_message_id_joins_nothing(string forged) =>
        Assert.Null(Decide(Mail with { InReplyTo = [forged] }, Ticket(participants: ["nobody@example.org"])).Join);

    [Fact]
    public void A_signed_reply_address_joins_and_a_changed_one_does_not()
    {
        var address = ours.ReplyAddress("support@practice.example", seven);

        Assert.Equal((JoinRule.ReplyAddress, seven), (Decide(Mail with { To = [address] }, Ticket()).Rule, Decide(Mail with { To = [address] }, Ticket()).Join));
        Assert.Null(Decide(Mail with { To = [address.Replace("+t7", "+t8", StringComparison.Ordinal)] }, Ticket() with { Id = eight }).Join);
    }

    [Fact]
    public void A_tag_joins_a_participant_and_gives_a_stranger_a_ticket_of_their_own()
    {
        var mail = Mail with { Subject = "Re: [T-7] Where is it?" };

        Assert.Equal(seven, Decide(mail, Ticket(participants: "Hannah@Example.org")).Join);
        var stranger = Decide(mail with { FromAddress = "mallory@example.org" }, Ticket(participants: "hannah@example.org"));
        Assert.Equal((null, TicketLink.RelatedTo, seven), (stranger.Join, stranger.Link, stranger.LinkTo));
    }

    [Theory]
    [InlineData("x[T-7]")]
    [InlineData("[T-7]x")]
    [InlineData("T-7")]
    [InlineData("[T-]")]
    public void A_tag_stands_alone(string subject) => Assert.Equal(JoinRule.New, Decide(Mail with { Subject = subject }, Ticket(participants: "hannah@example.org")).Rule);

    [Fact]
    public void Foreign_ids_and_keys_need_a_participant()
    {
        var reply = Mail with { InReplyTo = ["theirs@example.org"] };
        var key = Mail with { Subject = "Your claim: CASE-99123" };

        Assert.Equal(JoinRule.ForeignMessageId, Decide(reply, Ticket(participants: "hannah@example.org")).Rule);
        Assert.Equal(seven, Decide(key, Ticket(participants: "hannah@example.org")).Join);
        Assert.Null(Decide(reply, Ticket()).Join);
        Assert.Null(Decide(key, Ticket()).Join);
    }

    [Fact]
    public void A_merge_is_followed_and_a_circle_of_merges_is_left()
    {
        var mail = Mail with { InReplyTo = [ours.MessageId(seven, new(3))] };

        Assert.Equal(eight, Decide(mail, Ticket(TicketState.Merged, eight), Ticket() with { Id = eight }).Join);
        Assert.Equal(JoinRule.New, Decide(mail, Ticket(TicketState.Merged, eight), Ticket(TicketState.Merged, seven) with { Id = eight }).Rule);
    }

    [Fact]
    public void Solved_opens_again_for_a_person_and_not_for_a_machine()
    {
        var mail = Mail with { InReplyTo = [ours.MessageId(seven, new(3))] };

        Assert.True(Decide(mail, Ticket(TicketState.Solved)).Reopens);
        Assert.False(Decide(mail with { Class = MailClass.AutoReply }, Ticket(TicketState.Solved)).Reopens);
    }

    [Fact]
    public void Closed_makes_a_follow_up_and_a_forward_a_linked_ticket()
    {
        var mail = Mail with { InReplyTo = [ours.MessageId(seven, new(3))] };

        var closed = Decide(mail, Ticket(TicketState.Closed));
        var forward = Decide(mail with { IsForward = true }, Ticket());

        Assert.Equal((null, TicketLink.FollowUpOf, seven), (closed.Join, closed.Link, closed.LinkTo));
        Assert.Equal((null, TicketLink.RelatedTo, seven), (forward.Join, forward.Link, forward.LinkTo));
    }

    [Fact]
    public void A_bounce_finds_the_ticket_of_the_mail_that_failed()
    {
        var mail = Mail with { Class = MailClass.Bounce, FailedMessageId = ours.MessageId(seven, new(3)), FromAddress = "mailer-daemon@mx.example" };

        Assert.Equal((JoinRule.Bounce, seven), (Decide(mail, Ticket()).Rule, Decide(mail, Ticket()).Join));
    }
}
