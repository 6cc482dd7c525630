using System.Text.RegularExpressions;

namespace BackOffice.Support;

/// <summary>The rule that joined a mail to a ticket; every message says which.</summary>
public enum JoinRule { New, Bounce, OwnMessageId, ReplyAddress, ForeignMessageId, ExternalKey, SubjectTag, ByHand }

/// <summary>What a mail's ticket is to another: nothing, its follow-up, or only related.</summary>
public enum TicketLink { None, FollowUpOf, RelatedTo }

/// <summary>A trace of a ticket in a mail: by a proof of ours, by a foreign Message-ID, or by a key that must be looked up.</summary>
public sealed record Clue(JoinRule Rule, TicketId? Ticket, string Key);

/// <summary>What threading must know of a ticket.</summary>
public sealed record KnownTicket(TicketId Id, TicketState State, TicketId? MergedInto, IReadOnlyCollection<string> Participants);

/// <summary>
/// Where a mail goes: <c>Join</c> names the ticket it joins, null a new one, which may be linked to <c>LinkTo</c>; <c>Reopens</c> says that
/// a solved ticket opens again.
/// </summary>
public sealed record ThreadDecision(JoinRule Rule, TicketId? Join, TicketLink Link, TicketId? LinkTo, bool Reopens)
{
    internal static ThreadDecision Fresh { get; } = new(JoinRule.New, null, TicketLink.None, null, false);
}

/// <summary>
/// Which ticket a mail belongs to: first hit wins. Our signed Message-ID and signed reply address prove that the writer had our mail; foreign
/// ids, keys and the subject tag prove nothing, so their writer must already be a participant, otherwise a new, linked ticket is opened and
/// no history is shown to a stranger. Merges are followed, solved reopens (not by a machine), closed makes a follow-up.
/// </summary>
public static partial class Threading
{
    /// <summary>All clues in the order in which they count.</summary>
    public static IReadOnlyList<Clue> CluesIn(IncomingMail mail, Addresses addresses)
    {
        var clues = new List<Clue>();
        if (mail.Class is MailClass.Bounce && mail.FailedMessageId is { } failed)
            clues.Add(new(JoinRule.Bounce, addresses.TicketOfMessageId(failed), failed));
        var answered = mail.InReplyTo.Concat(mail.References.Reverse()).Distinct().Take(100).ToArray();
        foreach (var id in answered)
            if (addresses.TicketOfMessageId(id) is { } ticket) clues.Add(new(JoinRule.OwnMessageId, ticket, id));
        foreach (var to in mail.To.Concat(mail.Cc))
            if (addresses.TicketOfAddress(to) is { } ticket) clues.Add(new(JoinRule.ReplyAddress, ticket, to));
        foreach (var id in answered)
            if (addresses.TicketOfMessageId(id) is null) clues.Add(new(JoinRule.ForeignMessageId, null, id));
        foreach (Match key in ExternalKey().Matches(mail.Subject)) clues.Add(new(JoinRule.ExternalKey, null, key.Groups[1].Value.ToUpperInvariant()));
        foreach (Match tag in Tag().Matches(mail.Subject)) clues.Add(new(JoinRule.SubjectTag, new TicketId(long.Parse(tag.Groups[1].Value)), tag.Value));
        return clues;
    }

    /// <summary>Decides; <paramref name="find"/> finds the ticket of a clue, and by a clue with only a ticket the ticket itself.</summary>
    public static ThreadDecision Decide(IncomingMail mail, IReadOnlyList<Clue> clues, Func<Clue, KnownTicket?> find)
    {
        foreach (var clue in clues)
        {
            if (Followed(clue, find) is not { } ticket) continue;
            if (mail.IsForward) return new(clue.Rule, null, TicketLink.RelatedTo, ticket.Id, false);
            if (NeedsParticipant(clue.Rule) && !ticket.Participants.Contains(mail.FromAddress, StringComparer.OrdinalIgnoreCase))
                return new(clue.Rule, null, TicketLink.RelatedTo, ticket.Id, false);
            if (ticket.State is TicketState.Closed or TicketState.Spam && mail.Class is MailClass.Human)
                return new(clue.Rule, null, TicketLink.FollowUpOf, ticket.Id, false);
            return new(clue.Rule, ticket.Id, TicketLink.None, null, ticket.State is TicketState.Solved && mail.Class is MailClass.Human);
        }

        return ThreadDecision.Fresh;
    }

    // A chain of merges ends after ten steps; more is a circle made by a bug, and the mail is better off with a ticket of its own.
    static KnownTicket? Followed(Clue clue, Func<Clue, KnownTicket?> find)
    {
        var ticket = find(clue);
        for (var steps = 0; ticket?.MergedInto is { } into; steps++)
        {
            if (steps == 10) return null;
            ticket = find(clue with { Ticket = into });
        }

        return ticket;
    }

    static bool NeedsParticipant(JoinRule rule) => rule is JoinRule.ForeignMessageId or JoinRule.ExternalKey or JoinRule.SubjectTag;

    [GeneratedRegex(@"(?<!\w)\[T-(\d{1,12})\](?!\w)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 200)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\b(?:case|ref|reference|claim)[\s:#.]{1,3}((?=[A-Z-]*\d)[A-Z0-9-]{5,40})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 200)]
    private static partial Regex ExternalKey();
}
