using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace BackOffice.Integration.Tests.Mail;

/// <summary>
/// A real mail server of a test's own: its own folder, its own port, on the loopback address. Mail for practice.example goes to a port that
/// the test names; mail for wren.example lands in a Maildir.
/// </summary>
sealed class Postfix : IDisposable
{
    readonly string folder;

    Postfix(string folder, int port) => (this.folder, Port) = (folder, port);

    public int Port { get; }

    /// <summary>Why there can be none here; null if there can.</summary>
    public static string? Lacks =>
        !File.Exists("/usr/sbin/postfix") ? "Postfix is not installed."
        : Environment.UserName != "root" ? "Postfix can only be started by root."
        : null;

    public static async Task<Postfix> Start(int portal)
    {
        var folder = Directory.CreateTempSubdirectory("bo-pf-").FullName;
        var postfix = new Postfix(folder, FreePort());
        Run("chmod", "755", folder);
        foreach (var part in new[] { "conf", "spool", "lib", "mail" }) Directory.CreateDirectory(Path.Combine(folder, part));
        Run("chown", "postfix", Path.Combine(folder, "lib"), Path.Combine(folder, "mail"));
        var (uid, gid) = (Run("id", "-u", "postfix").Trim(), Run("id", "-g", "postfix").Trim());
        File.WriteAllText(Path.Combine(folder, "conf", "main.cf"), $$"""
            compatibility_level = 3.6
            queue_directory = {{folder}}/spool
            data_directory = {{folder}}/lib
            mail_owner = postfix
            setgid_group = postdrop
            inet_interfaces = 127.0.0.1
            inet_protocols = ipv4
            myhostname = mx.wren.example
            mydestination =
            alias_maps =
            alias_database =
            mynetworks = 127.0.0.0/8
            relay_domains = practice.example
            transport_maps = inline:{ practice.example=smtp:[127.0.0.1]:{{portal}} }
            virtual_mailbox_domains = wren.example
            virtual_mailbox_base = {{folder}}/mail
            virtual_mailbox_maps = inline:{ hannah@wren.example=hannah/ }
            virtual_uid_maps = static:{{uid}}
            virtual_gid_maps = static:{{gid}}
            virtual_minimum_uid = 1
            smtpd_relay_restrictions = permit_mynetworks, reject
            minimal_backoff_time = 1s
            maximal_backoff_time = 2s
            queue_run_delay = 1s
            smtp_connect_timeout = 5s
            smtp_tls_security_level = none
            biff = no
            """.Replace("\r", ""));
        File.WriteAllText(Path.Combine(folder, "conf", "master.cf"), $"""
            127.0.0.1:{postfix.Port} inet n - n - - smtpd
            pickup unix n - n 60 1 pickup
            cleanup unix n - n - 0 cleanup
            qmgr unix n - n 1 1 qmgr
            rewrite unix - - n - - trivial-rewrite
            bounce unix - - n - 0 bounce
            defer unix - - n - 0 bounce
            trace unix - - n - 0 bounce
            verify unix - - n - 1 verify
            flush unix n - n 1000? 0 flush
            proxymap unix - - n - - proxymap
            smtp unix - - n - - smtp
            relay unix - - n - - smtp
            showq unix n - n - - showq
            error unix - - n - - error
            retry unix - - n - - error
            discard unix - - n - - discard
            virtual unix - n n - - virtual
            anvil unix - - n - 1 anvil
            scache unix - - n - 1 scache

            """.Replace("\r", ""));
        Run("/usr/sbin/postfix", "-c", Path.Combine(folder, "conf"), "start");
        await postfix.Listens();
        return postfix;
    }

    /// <summary>The mails that lie in Hannah's mailbox.</summary>
    public IReadOnlyList<string> Received =>
        Directory.Exists(Path.Combine(folder, "mail", "hannah", "new")) ? [.. Directory.GetFiles(Path.Combine(folder, "mail", "hannah", "new")).Select(File.ReadAllText)] : [];

    /// <summary>Tries now what could not be delivered.</summary>
    public void Flush() => Run("/usr/sbin/postqueue", "-c", Path.Combine(folder, "conf"), "-f");

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
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
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit(30_000);
        return output;
    }

    public void Dispose()
    {
        Run("/usr/sbin/postfix", "-c", Path.Combine(folder, "conf"), "stop");
        Directory.Delete(folder, recursive: true);
    }
}
