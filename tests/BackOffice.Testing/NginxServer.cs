using System.Diagnostics;
using System.Text.RegularExpressions;

namespace BackOffice.Testing;

/// <summary>A real nginx of a test's own, with a configuration of <c>infra</c> that is changed only in its addresses and without TLS.</summary>
public sealed partial class NginxServer : IAsyncDisposable
{
    readonly string folder;
    Process? process;

    NginxServer(string folder, int port) => (this.folder, Port) = (folder, port);

    public int Port { get; }
    public string Address => $"http://127.0.0.1:{Port}";

    /// <summary>Why there can be none here; null if there can.</summary>
    public static string? Lacks => Programs.Find("nginx") is null ? "nginx is not installed." : null;

    /// <param name="configuration">The text of the file in infra.</param>
    /// <param name="hosts">What stands in it for an address ("portal-a:5080"), and the address here.</param>
    public static async Task<NginxServer> Start(string configuration, IReadOnlyDictionary<string, string> hosts)
    {
        var nginx = new NginxServer(Directory.CreateTempSubdirectory("backoffice-nginx-").FullName, PortalProcess.FreePort());
        foreach (var (name, address) in hosts) configuration = configuration.Replace(name, address);
        configuration = Certificate().Replace(configuration, "").Replace("listen 443 ssl;", $"listen 127.0.0.1:{nginx.Port};");
        await File.WriteAllTextAsync(Path.Combine(nginx.folder, "nginx.conf"), $$"""
            daemon off;
            {{(Environment.UserName == "root" ? "user root;" : "")}}
            worker_processes 1;
            pid {{nginx.folder}}/pid;
            error_log {{nginx.folder}}/error.log;
            events { worker_connections 512; }
            http {
                access_log off;
                client_body_temp_path {{nginx.folder}}/body;
                proxy_temp_path {{nginx.folder}}/proxy;
                fastcgi_temp_path {{nginx.folder}}/fastcgi;
                uwsgi_temp_path {{nginx.folder}}/uwsgi;
                scgi_temp_path {{nginx.folder}}/scgi;
            {{configuration}}
            }
            """);
        nginx.process = Process.Start(new ProcessStartInfo(Programs.Find("nginx")!, $"-c {nginx.folder}/nginx.conf -p {nginx.folder} -e {nginx.folder}/error.log"))!;
        await Programs.Listens(nginx.Port);
        return nginx;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
        process?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [GeneratedRegex(@"^\s*ssl_certificate.*$", RegexOptions.Multiline)]
    private static partial Regex Certificate();
}
