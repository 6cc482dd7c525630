using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

/// <summary>Webhooks that have not ended, with how many of their deliveries wait or were given up.</summary>
[Needs(May.ManageKeys)]
public sealed record WebhookList : ListView<WebhookList.Row>
{
    public sealed record Row(WebhookId Id, int Version, string Name, string Url, string Kinds, DateTime CreatedAt, DateTime? PausedAt, string? PausedWhy, DateTime? OldUntil, int Waiting, int GivenUp);

    public override IQueryable<Row> Read(Reader reader)
    {
        var deliveries = reader.All<WebhookDelivery>();
        return reader.All<Webhook>().Where(w => w.EndedAt == null).OrderBy(w => w.Id).Select(w => new Row(w.Id, w.Version, w.Name, w.Url, w.Kinds, w.CreatedAt, w.PausedAt, w.PausedWhy, w.OldUntil,
            deliveries.Count(d => d.Webhook == w.Id && d.State == DeliveryState.Waiting), deliveries.Count(d => d.Webhook == w.Id && d.State == DeliveryState.SetAside)));
    }
}

/// <summary>Deliveries, newest first: to one webhook or to all, in one state or in any.</summary>
[Needs(May.ManageKeys)]
public sealed record DeliveryList(WebhookId? To = null, DeliveryState? State = null, long? After = null) : ListView<DeliveryList.Row>
{
    public sealed record Row(WebhookId Webhook, long Position, string Name, string Kind, string Subject, DateTime At, DeliveryState State, int Tries, int? Status, int? Milliseconds, string? Answer, DateTime NextAt)
    {
        public string Id => $"{Webhook.Value}-{Position}";
    }

    public override int Limit => 50;

    public override IQueryable<Row> Read(Reader reader)
    {
        var deliveries = reader.All<WebhookDelivery>();
        if (To is { } to) deliveries = deliveries.Where(d => d.Webhook == to);
        if (State is { } state) deliveries = deliveries.Where(d => d.State == state);
        if (After is { } after) deliveries = deliveries.Where(d => d.Position < after);
        return from d in deliveries
               join w in reader.All<Webhook>() on d.Webhook equals w.Id
               orderby d.Position descending, d.Webhook
               select new Row(d.Webhook, d.Position, w.Name, d.Kind, d.Subject, d.At, d.State, d.Tries, d.Status, d.Milliseconds, d.Answer, d.NextAt);
    }
}

/// <summary>One delivery with its tries and what is sent.</summary>
[Needs(May.ManageKeys)]
public sealed record DeliveryDetail(WebhookId Webhook, long Position) : View<DeliveryDetail.Value?>
{
    public sealed record Attempt(int Number, DateTime At, int? Status, int Milliseconds, string Answer);
    public sealed record Value(string Name, string Url, string Kind, string Subject, DateTime At, DeliveryState State, DateTime NextAt, string Content, Many<Attempt> Tries);

    public override async Task<Value?> Read(Reader reader)
    {
        if (await reader.All<WebhookDelivery>().FirstOrDefaultAsync(d => d.Webhook == Webhook && d.Position == Position) is not { } d) return null;
        var webhook = await reader.All<Webhook>().FirstAsync(w => w.Id == Webhook);
        var content = await reader.All<LogEntry>().Where(e => e.Position == Position).Select(e => e.Content).FirstAsync();
        var tries = await reader.All<WebhookTry>().Where(t => t.Webhook == Webhook && t.Position == Position).OrderByDescending(t => t.Number).Take(20)
            .Select(t => new Attempt(t.Number, t.At, t.Status, t.Milliseconds, t.Answer)).ToListAsync();
        return new(webhook.Name, webhook.Url, d.Kind, d.Subject, d.At, d.State, d.NextAt, content, tries.ToMany());
    }
}
