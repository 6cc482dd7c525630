using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace BackOffice.Support;

/// <summary>The practice company's way out: each mail is a file that one can read. The same mail twice is one file.</summary>
public sealed class FolderMail(string folder) : IOutgoingMail
{
    public async Task Send(MimeMessage message, CancellationToken stop = default)
    {
        Directory.CreateDirectory(folder);
        var name = string.Concat((message.MessageId ?? "mail").Select(c => char.IsLetterOrDigit(c) || c is '.' or '-' ? c : '_'));
        var path = Path.Combine(folder, $"{name}.eml");
        await message.WriteToAsync(path + ".part", stop);
        File.Move(path + ".part", path, overwrite: true);
    }
}

/// <summary>Where the company's mail server is, and how long it may take to do anything.</summary>
public sealed record SmtpSettings(string Host, int Port = 25, string? User = null, string? Password = null, bool Tls = false, int TimeoutSeconds = 20);

/// <summary>
/// Sends by SMTP. What fails before the whole mail was handed over was not sent and is tried again. When the connection is lost between
/// the mail's last byte and the server's answer, it may have been sent: an unknown outcome, and a person decides.
/// </summary>
public sealed class SmtpMail(SmtpSettings settings) : IOutgoingMail
{
    public async Task Send(MimeMessage message, CancellationToken stop = default)
    {
        // Each step has its time, and so has the whole: a server that drips a byte now and then ends too.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(TimeSpan.FromSeconds(2 * settings.TimeoutSeconds));
        using var client = new SmtpClient { Timeout = settings.TimeoutSeconds * 1000 };
        var handed = new HandedOver();
        try
        {
            await client.ConnectAsync(settings.Host, settings.Port, settings.Tls ? SecureSocketOptions.StartTls : SecureSocketOptions.Auto, limit.Token);
            if (settings.User is { Length: > 0 } user) await client.AuthenticateAsync(user, settings.Password ?? "", limit.Token);
            await client.SendAsync(message, limit.Token, handed);
        }
        catch (Exception e) when (e is IOException or SocketException or ProtocolException or OperationCanceledException or TimeoutException or ServiceNotConnectedException)
        {
            if (handed.Whole) throw new UnknownOutcome($"The connection to {settings.Host} was lost after the mail was handed over and before the answer; it may have been sent.", e);
            throw new InvalidOperationException($"The mail server {settings.Host} cannot be reached or did not take the mail: {(e is OperationCanceledException ? "it took too long" : e.Message)}", e);
        }

        try
        {
            await client.DisconnectAsync(true, limit.Token);
        }
        catch (Exception e) when (e is IOException or SocketException or ProtocolException or OperationCanceledException or TimeoutException)
        {
            // The mail is over there; how they say goodbye does not matter.
        }
    }

    // Told by the client how much of the mail it has written.
    sealed class HandedOver : ITransferProgress
    {
        public bool Whole { get; private set; }
        public void Report(long bytesTransferred, long totalSize) => Whole = bytesTransferred >= totalSize;
        public void Report(long bytesTransferred) => Whole = true;
    }
}
