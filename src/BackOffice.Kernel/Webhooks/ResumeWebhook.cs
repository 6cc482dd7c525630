namespace BackOffice.Kernel;

[Event("portal.webhook-resumed", 1)]
public sealed record WebhookResumed(WebhookId Webhook) : Event
{
    public override Words Says() => "Webhook resumed";
}

[Needs(May.ManageKeys), Raises<WebhookResumed>]
public sealed record ResumeWebhook(WebhookId Webhook) : Command
{
    public override async Task Run(Work work)
    {
        (await work.Find<Webhook>(Webhook)).Resume();
        work.Raise(new WebhookResumed(Webhook));
    }
}
