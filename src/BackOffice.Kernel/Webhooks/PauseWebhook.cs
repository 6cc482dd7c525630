namespace BackOffice.Kernel;

[Event("portal.webhook-paused", 1)]
public sealed record WebhookPaused(WebhookId Webhook, string? Why) : Event
{
    public override Words Says() => Why is null ? (Words)"Webhook paused" : $"Webhook paused: {Why}";
}

// Nothing more goes out until it is resumed; what happens meanwhile is told then.
[Needs(May.ManageKeys), Raises<WebhookPaused>]
public sealed record PauseWebhook(WebhookId Webhook, string? Why = null) : Command
{
    public override async Task Run(Work work)
    {
        (await work.Find<Webhook>(Webhook)).Pause(work.Now, Why);
        work.Raise(new WebhookPaused(Webhook, Why));
    }
}
