namespace BackOffice.Support;

[Event("support.mail-quarantined", 1)]
public sealed record MailQuarantined(RawMailId Raw, string Reason) : Event
{
    public override Words Says() => $"Put into quarantine: {Reason}";
}

// Sets a mail aside that could not be understood. It stays whole, visible, and can be tried again.
[Needs(May.ReceiveMail), Raises<MailQuarantined>]
public sealed record QuarantineMail(RawMailId Raw, string Reason) : Command
{
    public override async Task Run(Work work)
    {
        var raw = await work.Find<RawMail>(Raw);
        raw.Quarantine(Reason);
        work.Raise(new MailQuarantined(Raw, Masked.Addresses(raw.Reason!)));
    }
}

[Event("support.mail-dropped", 1)]
public sealed record MailDropped(RawMailId Raw, string Rule) : Event
{
    public override Words Says() => $"Dropped: {Rule}";
}

[Event("support.mail-tried-again", 1)]
public sealed record MailTriedAgain(RawMailId Raw) : Event
{
    public override Words Says() => "Tried again";
}

// Takes a mail out of quarantine: the post takes it in anew.
[Needs(May.SeeMail), Raises<MailTriedAgain>]
public sealed record TryMailAgain(RawMailId Raw) : Command
{
    public override async Task Run(Work work)
    {
        var raw = await work.Find<RawMail>(Raw);
        raw.TryAgain();
        work.Raise(new MailTriedAgain(Raw));
    }
}
