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

/// <summary>Where the company's mail server is.</summary>
public sealed record SmtpSettings(string Host, int Port = 25, string? User = null, string? Password = null, bool Tls = false);

/// <summary>
/// Sends by SMTP. What is refused before the mail was handed over may be tried again; a connection lost while it was handed over may
/// have sent it, so that is an unknown outcome and a person decides.
/// </summary>
public sealed class SmtpMail(SmtpSettings settings) : IOutgoingMail
{
    public async Task Send(MimeMessage message, CancellationToken stop = default)
    {
        using var client = new SmtpClient { Timeout = 30_000 };
        await client.ConnectAsync(settings.Host, settings.Port, settings.Tls ? SecureSocketOptions.StartTls : SecureSocketOptions.Auto, stop);
        if (settings.User is { Length: > 0 } user) await client.AuthenticateAsync(user, settings.Password ?? "", stop);
        try
        {
            await client.SendAsync(message, stop);
        }
        catch (Exception e) when (e is IOException or SocketException or ProtocolException or OperationCanceledException or TimeoutException or ServiceNotConnectedException)
        {
            throw new UnknownOutcome($"The connection to {settings.Host} was lost while the mail was handed over; it may have been sent.", e);
        }

        try
        {
            await client.DisconnectAsync(true, CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or SocketException or ProtocolException)
        {
            // The mail is over there; how they say goodbye does not matter.
        }
    }
}
