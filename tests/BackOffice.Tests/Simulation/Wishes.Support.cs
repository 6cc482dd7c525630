using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Support;

namespace BackOffice.Tests.Simulation;

static partial class Wishes
{
    static bool IsOpen(Ticket t) => t.State is TicketState.New or TicketState.Open or TicketState.PendingCustomer or TicketState.PendingInternal;

    static OpenTicket OpenTicket(Picture p, Luck luck) => new("Hannah", luck.Of("hannah@wren.example", "tom@wren.example"), "Where is it", p.Orders.Count > 0 && luck.OneIn(2) ? $"About {luck.Of(p.Orders).Number}" : "My parcel", luck.Of(TicketChannel.Form, TicketChannel.Phone), luck.Of(Enum.GetValues<TicketPriority>()));
    static ReplyToTicket? ReplyToTicket(Picture p, Luck luck) => luck.Pick(p.Tickets, IsOpen) is { } t ? new(t.Id, "It is on its way.", luck.Of(TicketState.PendingCustomer, TicketState.Solved, TicketState.Open), luck.OneIn(8) ? null : t.LatestMessage) : null;
    static AddNote? AddNote(Picture p, Luck luck) => luck.Pick(p.Tickets, IsOpen) is { } t ? new(t.Id, "Called the carrier") : null;
    static AssignTicket? AssignTicket(Picture p, Luck luck) => luck.Pick(p.Tickets, IsOpen) is { } t ? new(t.Id, luck.OneIn(3) ? null : luck.Of(p.People).Id, luck.OneIn(5) ? null : t.Assignee) : null;
    static ChangeTicketState? ChangeTicketState(Picture p, Luck luck) => luck.Pick(p.Tickets, t => t.State is not (TicketState.Merged or TicketState.Closed)) is { } t ? new(t.Id, luck.Of(Enum.GetValues<TicketState>())) : null;
    static HandTicketTo? HandTicketTo(Picture p, Luck luck) => luck.Pick(p.Tickets, IsOpen) is { } t ? new(t.Id, luck.Of("Fulfillment", "Accounting")) : null;
    static LinkOrder? LinkOrder(Picture p, Luck luck) => luck.Pick(p.Tickets, IsOpen) is { } t && p.Orders.Count > 0 ? new(t.Id, luck.Of(p.Orders).Number) : null;
    static MergeTickets? MergeTickets(Picture p, Luck luck) => luck.Pick(p.Tickets, IsOpen) is { } t && luck.Pick(p.Tickets, IsOpen) is { } into ? new(t.Id, into.Id) : null;
    static SetPriority? SetPriority(Picture p, Luck luck) => luck.Pick(p.Tickets, IsOpen) is { } t ? new(t.Id, luck.Of(Enum.GetValues<TicketPriority>())) : null;
    static StrikeTicketClock? StrikeTicketClock(Picture p, Luck luck) => luck.Pick(p.Tickets, IsOpen) is { } t ? new(t.Id) : null;
    static TryMailAgain? TryMailAgain(Picture p, Luck luck) => luck.Pick(p.All<RawMail>(), r => r.End is RawMailEnd.Quarantined) is { } r ? new(r.Id) : null;
    static QuarantineMail? QuarantineMail(Picture p, Luck luck) => luck.Pick(p.All<RawMail>(), r => r.End is RawMailEnd.Waiting) is { } r ? new(r.Id, "Not understood") : null;

    static StoreRawMail? StoreRawMail(Picture p, Luck luck) => p.All<Mailbox>() is { Count: > 0 } boxes ? new(boxes[0].Id, $"mail-{luck.Next(8)}", "no such file", 100, "test", "test") : null;

    static ReceiveMail? ReceiveMail(Picture p, Luck luck)
    {
        if (luck.Pick(p.All<RawMail>(), r => r.End is RawMailEnd.Waiting) is not { } raw) return null;
        var about = p.All<TicketMessage>().Where(m => m.MailMessageId is not null).ToList();
        return new(raw.Id, new()
        {
            MessageId = $"<{raw.Id.Value}@wren.example>",
            FromAddress = luck.Of("hannah@wren.example", "tom@wren.example"),
            FromName = "Hannah",
            To = ["support@practice.example"],
            Subject = "My order",
            Text = "Where is it?",
            Class = luck.OneIn(5) ? luck.Of(Enum.GetValues<MailClass>()) : MailClass.Human,
            InReplyTo = about.Count > 0 && luck.OneIn(2) ? [luck.Of(about).MailMessageId!] : [],
        }, null, []);
    }

    static RecordSent? RecordSent(Picture p, Luck luck) => luck.Pick(p.All<TicketMessage>(), m => m.Delivery is Delivery.Waiting) is { } m ? new(m.Id) : null;

    static RetryErrand? RetryErrand(Picture p, Luck luck) => luck.Pick(p.All<ErrandRow>(), e => e.State is ErrandState.Stuck or ErrandState.UnknownOutcome) is { } e ? new(e.Id) : null;
    static SetErrandAside? SetErrandAside(Picture p, Luck luck) => luck.OneIn(2) && luck.Pick(p.All<ErrandRow>(), e => e.State is ErrandState.Waiting) is { } e ? new(e.Id, "The outside is silent", luck.OneIn(2)) : null;

    static SaveDraft SaveDraft(Picture p, Luck luck) => new($"Ticket:{1001 + luck.Next(3)}", "reply", luck.Of("", "Dear", "Dear Hannah"));

    // Roles come and go in the middle of the day; Ada's and Max's stay, or nobody could give them back.
    static KeepPerson? KeepPerson(Picture p, Luck luck)
    {
        var person = luck.Of([.. p.People.Where(x => x.Login is not (null or "ada" or "max"))]);
        var roles = p.All<RolePermission>().Select(r => r.Role).Distinct().Order(StringComparer.Ordinal).ToList();
        return person.Login is null ? null : new(person.Login, person.Name, person.Email, person.Title, luck.OneIn(4) ? [] : luck.OneIn(2) ? [luck.Of(roles)] : [luck.Of(roles), luck.Of(roles)]);
    }
}
