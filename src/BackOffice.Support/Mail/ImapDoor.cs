using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MailKit.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BackOffice.Support;

/// <summary>The mailbox on the company's mail server.</summary>
public sealed record ImapSettings(string Host, int Port, string User, string Password, bool Tls, int TimeoutSeconds = 60);

/// <summary>
/// Fetches mail by IMAP: waits with IDLE (or looks every ten seconds), takes each message above the cursor in the order of UIDs, stores and
/// commits it, then marks it on the server with a keyword of ours and moves the cursor. It never reads or sets the Seen flag. When the
/// server made its numbers anew (UIDVALIDITY) everything is read again, and what is known is a duplicate by its content.
/// </summary>
public sealed class ImapDoor(ImapSettings settings, MailIntake intake, Commands commands, Database database, Leases leases, TimeProvider clock, ILogger<ImapDoor> log) : BackgroundService
{
    public const string Keyword = "BackOfficeTaken";
    static readonly TimeSpan look = TimeSpan.FromSeconds(10), longestIdle = TimeSpan.FromMinutes(9), afterTrouble = TimeSpan.FromSeconds(5);
    const int MostTries = 5;
    static readonly Actor post = Actor.House(HouseActor.Post);
    // How often which mail broke the connection: one that always does must not hold back those behind it.
    (uint Uid, int Tries) broken;

    protected override Task ExecuteAsync(CancellationToken stop) => leases.Run($"the mailbox {settings.User}", Watch, stop);

    async Task Watch(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await intake.MayOpen(stop);
                await Serve(stop);
            }
            catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
            {
                log.LogWarning("The mailbox {User} at {Host} cannot be read: {Reason}. It is tried again; nothing is lost.", settings.User, settings.Host, e.Message);
                await Wait(afterTrouble, stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    async Task Serve(CancellationToken stop)
    {
        using var client = new ImapClient { Timeout = settings.TimeoutSeconds * 1000 };
        await client.ConnectAsync(settings.Host, settings.Port, settings.Tls ? SecureSocketOptions.Auto : SecureSocketOptions.None, stop);
        await client.AuthenticateAsync(settings.User, settings.Password, stop);
        var inbox = client.Inbox!;
        await inbox.OpenAsync(FolderAccess.ReadWrite, stop);
        while (!stop.IsCancellationRequested)
        {
            await Fetch(inbox, stop);
            await News(client, inbox, stop);
        }
    }

    /// <summary>Takes everything above the cursor.</summary>
    internal async Task<int> Fetch(IMailFolder inbox, CancellationToken stop)
    {
        var (mailbox, validity, last) = await Cursor();
        if (validity != inbox.UidValidity) last = 0;
        // A range that ends in * always holds the last message, so what is not above the cursor is left out.
        var fresh = (await inbox.SearchAsync(SearchQuery.Uids(new UniqueIdRange(new UniqueId((uint)last + 1), UniqueId.MaxValue)), stop)).Where(uid => uid.Id > last).OrderBy(uid => uid.Id).ToList();
        for (var i = 0; i < fresh.Count; i++)
        {
            var uid = fresh[i];
            // One that broke off before: is it the mail or the line? The one behind it tells, if it comes through.
            var proof = broken.Uid == uid.Id && i + 1 < fresh.Count ? fresh[i + 1] : (UniqueId?)null;
            if (proof is { } next) await Take(inbox, next, mailbox.Address, stop);
            await TakeOrSetAside(inbox, uid, mailbox.Address, proof is not null, stop);
            await Mark(inbox, uid, stop);
            var moved = await commands.Send(new MoveImapCursor(mailbox.Id, inbox.UidValidity, uid.Id), post);
            if (!moved.Ok) throw new InvalidOperationException($"The cursor could not be moved: {moved.Refusal}");
        }

        return fresh.Count;
    }

    // A mail that is set aside has broken the connection, too: the next one is fetched on a new one.
    async Task TakeOrSetAside(IMailFolder inbox, UniqueId uid, string address, bool isProven, CancellationToken stop)
    {
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
            limit.CancelAfter(TimeSpan.FromSeconds(5 * settings.TimeoutSeconds));
            await Take(inbox, uid, address, limit.Token);
            broken = default;
        }
        catch (Exception e) when (!stop.IsCancellationRequested && e is IOException or System.Net.Sockets.SocketException or MailKit.ProtocolException or CommandException or OperationCanceledException or TimeoutException)
        {
            broken = (uid.Id, (broken.Uid == uid.Id ? broken.Tries : 0) + (isProven ? 1 : 0));
            if (broken.Tries < MostTries) throw new IOException($"a mail broke off ({e.Message})", e);
            log.LogError(e, "The mail {Uid} broke off {Tries} times while others came through; it is set aside and stays on the server.", uid.Id, broken.Tries);
            await intake.Refuse($"It broke off in {MostTries} tries while others came through; it is still on the mail server.", "IMAP", $"{settings.User}@{settings.Host} {inbox.UidValidity}/{uid.Id}");
            var (mailbox, _, _) = await Cursor();
            await commands.Send(new MoveImapCursor(mailbox.Id, inbox.UidValidity, uid.Id), post);
            broken = default;
            throw new IOException("a mail was set aside; the connection is begun anew", e);
        }
    }

    async Task Take(IMailFolder inbox, UniqueId uid, string address, CancellationToken stop)
    {
        var size = (await inbox.FetchAsync([uid], MessageSummaryItems.UniqueId | MessageSummaryItems.Size, stop)).FirstOrDefault()?.Size ?? 0;
        var where = $"{settings.User}@{settings.Host} {inbox.UidValidity}/{uid.Id}";
        if (size > MailFiles.LargestMail)
        {
            await intake.Refuse("It is larger than 25 MB; it is still on the mail server.", "IMAP", where);
            return;
        }

        await using var stream = await inbox.GetStreamAsync(uid, "", stop);
        using var raw = new MemoryStream();
        await stream.CopyToAsync(raw, stop);
        await intake.Take(raw.ToArray(), "IMAP", where, [address]);
    }

    // The mark is for people who look into the mailbox with another program; the cursor is what counts.
    static async Task Mark(IMailFolder inbox, UniqueId uid, CancellationToken stop)
    {
        if (inbox.PermanentFlags.HasFlag(MessageFlags.UserDefined)) await inbox.AddFlagsAsync([uid], MessageFlags.None, new HashSet<string> { Keyword }, true, stop);
    }

    async Task News(ImapClient client, IMailFolder inbox, CancellationToken stop)
    {
        if (!client.Capabilities.HasFlag(ImapCapabilities.Idle))
        {
            await Wait(look, stop);
            await client.NoOpAsync(stop);
            return;
        }

        using var done = new CancellationTokenSource(longestIdle, clock);
        void Came(object? sender, EventArgs e) => done.Cancel();
        inbox.CountChanged += Came;
        try
        {
            await client.IdleAsync(done.Token, stop);
        }
        finally
        {
            inbox.CountChanged -= Came;
        }
    }

    async Task<((MailboxId Id, string Address) Mailbox, long Validity, long LastUid)> Cursor()
    {
        using var reading = await database.Read();
        var boxes = await reading.Reader.All<Mailbox>().OrderBy(m => m.Id).Select(m => new { m.Id, m.Address }).ToListAsync();
        var box = boxes.FirstOrDefault(m => m.Address.Equals(settings.User, StringComparison.OrdinalIgnoreCase)) ?? boxes[0];
        var cursor = await reading.Reader.All<ImapCursor>().FirstOrDefaultAsync(c => c.Mailbox == box.Id);
        return ((box.Id, box.Address), cursor?.Validity ?? 0, cursor?.LastUid ?? 0);
    }

    async Task Wait(TimeSpan time, CancellationToken stop)
    {
        try
        {
            await Task.Delay(time, clock, stop);
        }
        catch (OperationCanceledException)
        {
            // The host is stopping; the loop sees it.
        }
    }
}
