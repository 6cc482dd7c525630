using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

[Event("portal.webhook-gave-up", 1)]
public sealed record WebhookGaveUp(WebhookId Webhook, long Position) : Event
{
    public override Words Says() => $"Webhook given up after three days: event {Position}";
}

// After the last try: a person looks at it and sends it again. The later events of the same record go on.
[Needs(May.ManageKeys), Raises<WebhookGaveUp>]
public sealed record SetDeliveryAside(WebhookId Webhook, long Position) : Command
{
    public override async Task Run(Work work)
    {
        var delivery = await work.All<WebhookDelivery>().FirstOrDefaultAsync(d => d.Webhook == Webhook && d.Position == Position);
        Refuse.If(delivery is null, "There is no such delivery; those that arrived are kept for 30 days.", Refusal.NotFound);
        delivery.GiveUp();
        work.Raise(new WebhookGaveUp(Webhook, Position));
    }
}
