using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace BackOffice.Integration.Tests.Mail;

/// <summary>A real IMAP server of a test's own, with one mailbox in a Maildir: its own folder and port, on the loopback address.</summary>
sealed class Dovecot : IDisposable
{
    public const string User = "support@practice.example", Password = "secret";
    readonly string folder;

    Dovecot(string folder, int port) => (this.folder, Port) = (folder, port);

    public int Port { get; }
    public string Inbox => Path.Combine(folder, "mail", "new");

    /// <summary>Why there can be none here; null if there can.</summary>
    public static string? Lacks => !File.Exists("/usr/sbin/dovecot") ? "Dovecot is not installed."
        : !Directory.EnumerateFiles("/usr/lib/dovecot", "imap*").Any() ? "Dovecot's IMAP part is not installed."
        : Environment.UserName != "root" ? "Dovecot can only be started by root." : null;

    public static async Task<Dovecot> Start()
    {
        var folder = Directory.CreateTempSubdirectory("bo-dc-").FullName;
        var dovecot = new Dovecot(folder, Postfix.FreePort());
        Run("chmod", "755", folder);
        foreach (var part in new[] { "mail/new", "mail/cur", "mail/tmp", "run", "state" }) Directory.CreateDirectory(Path.Combine(folder, part));
        Run("chown", "-R", "mail:mail", Path.Combine(folder, "mail"));
        File.WriteAllText(Path.Combine(folder, "users"), $"{User}:{{PLAIN}}{Password}\n");
        File.WriteAllText(Path.Combine(folder, "dovecot.conf"), $$"""
            base_dir = {{folder}}/run
            state_dir = {{folder}}/state
            log_path = {{folder}}/log
            protocols = imap
            listen = 127.0.0.1
            ssl = no
            disable_plaintext_auth = no
            mail_location = maildir:{{folder}}/mail
            mail_uid = mail
            mail_gid = mail
            first_valid_uid = 1
            default_internal_user = dovecot
            passdb {
              driver = passwd-file
              args = {{folder}}/users
            }
            userdb {
              driver = static
              args = uid=mail gid=mail home={{folder}}/mail
            }
            service imap-login {
              chroot =
              inet_listener imap {
                port = {{dovecot.Port}}
              }
              inet_listener imaps {
                port = 0
              }
            }
            service anvil {
              chroot =
            }
            service stats {
              chroot =
            }

            """.Replace("\r", ""));
        Run("/usr/sbin/dovecot", "-c", Path.Combine(folder, "dovecot.conf"));
        await dovecot.Listens();
        return dovecot;
    }

    /// <summary>Lays a mail into the mailbox, as a mail server does.</summary>
    public void Deliver(string text)
    {
        var name = $"{Stopwatch.GetTimestamp()}.M1.test";
        var before = Path.Combine(folder, "mail", "tmp", name);
        File.WriteAllText(before, text.ReplaceLineEndings("\n"));
        Run("chown", "mail:mail", before);
        File.Move(before, Path.Combine(Inbox, name));
    }

    async Task Listens()
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException) when (tries < 100)
            {
                await Task.Delay(100);
            }
        }
    }

    static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit(30_000);
        return output;
    }

    public void Dispose()
    {
        Run("/usr/bin/doveadm", "-c", Path.Combine(folder, "dovecot.conf"), "stop");
        Directory.Delete(folder, recursive: true);
    }
}
