using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

[Event("portal.webhook-added", 1)]
public sealed record WebhookAdded(WebhookId Webhook) : Event
{
    public override Words Says() => "Webhook made";
}

// Tells an address of events from now on. The secret comes closed (see SecretBox): whoever asks makes it and shows it once.
[Needs(May.ManageKeys), Raises<WebhookAdded>]
public sealed record AddWebhook(string Name, string Url, string Kinds, [property: Secret] string ClosedSecret) : Command<WebhookAdded>
{
    public const int Most = 50;

    public override async Task<WebhookAdded> Run(Work work)
    {
        Refuse.If(Name.Trim().Length is 0 or > 80, "A webhook needs a name of at most 80 signs.");
        Refuse.If(Url.Length > 400 || !Uri.TryCreate(Url, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http") || address.UserInfo.Length > 0, "Give the whole address, beginning with https:// and without a name or password in it.");
        var kinds = Kinds.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Refuse.If(kinds.Length is 0 or > 20, "Say of which kinds of events it is told (1 to 20 beginnings).");
        var unknown = kinds.FirstOrDefault(begin => !EventKinds.Names.Any(kind => kind.StartsWith(begin, StringComparison.Ordinal)));
        Refuse.If(unknown is not null, $"No kind of event begins with {unknown}.");
        Refuse.If(ClosedSecret.Length is < 40 or > 1000, "A webhook needs a secret to sign with.");
        Refuse.If(await work.All<Webhook>().CountAsync(w => w.EndedAt == null) >= Most, $"There are {Most} webhooks already; end one first.");

        var webhook = new Webhook
        {
            Id = work.New<WebhookId>(),
            Name = Name.Trim(),
            Url = Url,
            Kinds = string.Join(' ', kinds),
            CreatedAt = work.Now,
            ToldTo = await work.All<Head>().Select(h => h.Position).SingleAsync(),
        };
        webhook.SignWith(ClosedSecret);
        work.Add(webhook);
        var added = new WebhookAdded(webhook.Id);
        work.Raise(added);
        return added;
    }
}
