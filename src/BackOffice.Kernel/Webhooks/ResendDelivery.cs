using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

[Event("portal.webhook-resent", 1)]
public sealed record WebhookResent(WebhookId Webhook, long Position) : Event
{
    public override Words Says() => $"Webhook sent again: event {Position}";
}

// Sends one event once more, also one that arrived: its id is the same, so that the receiver can tell.
[Needs(May.ManageKeys), Raises<WebhookResent>]
public sealed record ResendDelivery(WebhookId Webhook, long Position) : Command
{
    public override async Task Run(Work work)
    {
        var webhook = await work.Find<Webhook>(Webhook);
        Refuse.If(webhook.EndedAt is not null, $"{webhook.Name} has ended.");
        Refuse.If(webhook.PausedAt is not null, $"{webhook.Name} is paused; resume it first.");
        var delivery = await work.All<WebhookDelivery>().FirstOrDefaultAsync(d => d.Webhook == Webhook && d.Position == Position);
        Refuse.If(delivery is null, "There is no such delivery; those that arrived are kept for 30 days.", Refusal.NotFound);
        delivery.SendAgain(work.Now);
        work.Raise(new WebhookResent(Webhook, Position));
    }
}
