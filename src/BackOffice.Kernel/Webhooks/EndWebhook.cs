using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

[Event("portal.webhook-ended", 1)]
public sealed record WebhookEnded(WebhookId Webhook) : Event
{
    public override Words Says() => "Webhook ended";
}

// For good: what still waits for it is let go.
[Needs(May.ManageKeys), Raises<WebhookEnded>]
public sealed record EndWebhook(WebhookId Webhook) : Command
{
    public override async Task Run(Work work)
    {
        (await work.Find<Webhook>(Webhook)).End(work.Now);
        await work.All<WebhookDelivery>().Where(d => d.Webhook == Webhook && d.State == DeliveryState.Waiting).ExecuteUpdateAsync(set => set.SetProperty(d => d.State, DeliveryState.SetAside));
        work.Touched<WebhookDelivery>();
        work.Raise(new WebhookEnded(Webhook));
    }
}
