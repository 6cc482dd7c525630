namespace BackOffice.Kernel;

[Event("portal.webhook-rotated", 1)]
public sealed record WebhookRotated(WebhookId Webhook, DateTime OldUntil) : Event
{
    public override Words Says() => "Webhook's secret rotated";
}

// Signs with a new secret; until the overlap ends each delivery carries both signatures.
[Needs(May.ManageKeys), Raises<WebhookRotated>]
public sealed record RotateWebhookSecret(WebhookId Webhook, [property: Secret] string ClosedSecret, int OverlapHours = 24) : Command
{
    public override async Task Run(Work work)
    {
        Refuse.If(ClosedSecret.Length is < 40 or > 1000, "A webhook needs a secret to sign with.");
        Refuse.If(OverlapHours is < 0 or > 720, "The old secret may sign along for at most 720 hours.");
        var webhook = await work.Find<Webhook>(Webhook);
        var until = work.Now.AddHours(OverlapHours);
        webhook.Rotate(ClosedSecret, until);
        work.Raise(new WebhookRotated(Webhook, until));
    }
}
