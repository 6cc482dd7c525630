namespace BackOffice.Support;

/// <summary>What one may do in Support; which role may what is data.</summary>
public static class May
{
    public const string SeeTickets = "support.see-tickets";
    public const string OpenTickets = "support.open-tickets";
    public const string AnswerTickets = "support.answer-tickets";
    public const string WriteNotes = "support.write-notes";
    public const string AssignTickets = "support.assign-tickets";
    public const string MergeTickets = "support.merge-tickets";
    public const string ReceiveMail = "support.receive-mail";
    public const string SeeMail = "support.see-mail";
    public const string SetPolicies = "support.set-policies";
}
