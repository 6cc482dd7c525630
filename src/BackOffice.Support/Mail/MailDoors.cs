using System.Buffers;
using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SmtpServer;
using SmtpServer.ComponentModel;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace BackOffice.Support;

/// <summary>Where mail comes in: the port of the portal's own receiver on the loopback address (null: none), and the drop folder.</summary>
public sealed record MailDoorSettings(int? SmtpPort, string? DropFolder);

/// <summary>
/// The portal's own SMTP receiver. It says 250 only after the raw mail is stored and committed; a mail over 25 MB is refused with 552,
/// a recipient that is not ours with 550. It listens on the loopback address: a real mail server stands in front of it.
/// </summary>
public sealed class SmtpDoor(MailDoorSettings settings, MailIntake intake, ILogger<SmtpDoor> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        if (settings.SmtpPort is not { } port) return;
        try { await intake.MayOpen(stop); } catch (OperationCanceledException) { return; }
        var options = new SmtpServerOptionsBuilder().ServerName("backoffice").MaxMessageSize(MailFiles.LargestMail, MaxMessageSizeHandling.Strict)
            .CommandWaitTimeout(TimeSpan.FromMinutes(2)).Endpoint(e => e.Endpoint(new IPEndPoint(IPAddress.Loopback, port)).AllowUnsecureAuthentication(false).Build()).Build();
        var services = new ServiceProvider();
        services.Add(new Store(intake, log));
        services.Add(new OnlyOurs(intake));
        try
        {
            await new SmtpServer.SmtpServer(options, services).StartAsync(stop);
        }
        catch (OperationCanceledException)
        {
            // The host is stopping.
        }
        catch (Exception e) when (e is System.Net.Sockets.SocketException or IOException)
        {
            // One sentence: where the port is taken there is nothing else to know, and a stack trace would hide it.
            log.LogError("The mail receiver cannot listen on port {Port} ({Reason}); mail by SMTP does not come in until another port is set (Mail:Receiver:Port, 0 for none).", port, e.GetBaseException().Message);
        }
    }

    sealed class Store(MailIntake intake, ILogger log) : MessageStore
    {
        public override async Task<SmtpResponse> SaveAsync(
            ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancel)
        {
            if (buffer.Length > MailFiles.LargestMail) return SmtpResponse.SizeLimitExceeded;
            try
            {
                await intake.Take(buffer.ToArray(), "SMTP", transaction.From?.AsAddress() ?? "", [.. transaction.To.Select(to => to.AsAddress())]);
                return SmtpResponse.Ok;
            }
            catch (Exception e)
            {
                // 451: the sender keeps it and comes again. A 5xx would send it back to the customer.
                log.LogError(e, "A mail could not be stored; the sender was told to try again.");
                return new SmtpResponse(SmtpReplyCode.Aborted, "not stored, try again later");
            }
        }
    }

    sealed class OnlyOurs(MailIntake intake) : MailboxFilter
    {
        public override Task<bool> CanAcceptFromAsync(ISessionContext context, IMailbox from, int size, CancellationToken cancel) =>
            size > MailFiles.LargestMail ? throw new SmtpResponseException(SmtpResponse.SizeLimitExceeded) : Task.FromResult(true);

        public override async Task<bool> CanDeliverToAsync(ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancel) =>
            (await intake.OurAddresses()).Contains(MailIntake.WithoutTag(to.AsAddress()), StringComparer.OrdinalIgnoreCase)
                ? true : throw new SmtpResponseException(new SmtpResponse(SmtpReplyCode.MailboxUnavailable, "no such mailbox here"));
    }
}

/// <summary>
/// Takes what is put into a folder (.eml, mbox or raw). A file is taken when it has not changed for a second; afterwards it stands in the
/// folder "taken". At the start it takes up what a crash left half done.
/// </summary>
public sealed class DropFolder(MailDoorSettings settings, MailIntake intake, MailImport import, Leases leases, TimeProvider clock, ILogger<DropFolder> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stop) => leases.Run("the drop folder", Watch, stop);

    async Task Watch(CancellationToken stop)
    {
        try { await intake.MayOpen(stop); } catch (OperationCanceledException) { return; }
        if (settings.DropFolder is { } folder) Directory.CreateDirectory(Path.Combine(folder, "taken"));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500), clock);
        do
        {
            try
            {
                await intake.Resume();
                if (settings.DropFolder is { } watched) await Look(watched, stop);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "The drop folder could not be looked at; it is tried again.");
            }
        }
        while (await Next(timer, stop));
    }

    async Task Look(string folder, CancellationToken stop)
    {
        foreach (var path in Directory.EnumerateFiles(folder).Where(f => !Path.GetFileName(f).StartsWith('.')).Order(StringComparer.Ordinal).Take(1_000))
        {
            if (clock.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(path) < TimeSpan.FromSeconds(1)) continue;
            var sum = await import.Run([path], "drop folder", stop);
            File.Move(path, Path.Combine(folder, "taken", Path.GetFileName(path)), overwrite: true);
            log.LogInformation("{File}: {Sum}", path, sum);
        }
    }

    static async Task<bool> Next(PeriodicTimer timer, CancellationToken stop)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
