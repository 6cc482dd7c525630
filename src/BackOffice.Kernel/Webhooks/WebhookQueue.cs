using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

/// <summary>Makes deliveries of what the log says: once for each webhook and event, since the webhook remembers up to where.</summary>
sealed class WebhookQueue(Database database, IWriter writer, TimeProvider clock)
{
    const int MostRows = 500;

    /// <summary>Reads the log on for every webhook that is not paused; how many deliveries were made.</summary>
    public async Task<int> Fill()
    {
        List<Webhook> webhooks;
        List<LogEntry> rows;
        using (var reading = await database.Read())
        {
            webhooks = await reading.Reader.All<Webhook>().Where(w => w.EndedAt == null && w.PausedAt == null && w.ToldTo < reading.Reader.Position).ToListAsync();
            if (webhooks.Count == 0) return 0;
            var from = webhooks.Min(w => w.ToldTo);
            rows = await reading.Reader.All<LogEntry>().Where(e => e.Position > from).OrderBy(e => e.Position).Take(MostRows).ToListAsync();
        }
        var made = 0;
        foreach (var webhook in webhooks.Where(w => rows.Count > 0 && w.ToldTo < rows[^1].Position)) made += await Fill(webhook, rows);
        return made;
    }

    Task<int> Fill(Webhook webhook, List<LogEntry> rows) => writer.Chore(async writing =>
    {
        await using var db = writing.Context();
        var (id, from, to, now) = (webhook.Id, webhook.ToldTo, rows[^1].Position, clock.GetUtcNow().UtcDateTime);
        // Another node may have told it further already: then nothing is done.
        if (await db.Set<Webhook>().Where(w => w.Id == id && w.ToldTo == from).ExecuteUpdateAsync(set => set.SetProperty(w => w.ToldTo, to)) == 0) return 0;
        foreach (var row in rows.Where(r => r.Position > from && r.Kind.Length > 0 && !IsOwn(r.Kind) && webhook.Wants(r.Kind)))
        {
            var subject = EventKinds.Read(row.Kind, row.Content) is { } fact ? EventKinds.SubjectsOf(fact).FirstOrDefault() : null;
            var delivery = new WebhookDelivery { Webhook = id, Position = row.Position, Kind = row.Kind, Subject = subject is null ? "" : Touched.Key(subject), At = row.At };
            delivery.Wait(now);
            db.Add(delivery);
        }
        return await db.SaveChangesAsync();
    });

    // What webhooks themselves do is told to none, or they would tell each other for ever.
    static bool IsOwn(string kind) => kind.StartsWith("portal.webhook", StringComparison.Ordinal);
}
