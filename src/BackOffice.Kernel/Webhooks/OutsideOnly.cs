using System.Net;
using System.Net.Sockets;

namespace BackOffice.Kernel;

/// <summary>An address that must not be called from here; its message is for the delivery's log.</summary>
public sealed class NotOutside(string message) : IOException(message);

/// <summary>
/// Connects only to addresses of the public internet, whatever name they were given by: the name is resolved here, every address is
/// looked at, and the connection goes to the one that was looked at (a second resolving could answer otherwise).
/// </summary>
public static class OutsideOnly
{
    /// <summary>A client that follows no redirect, knows no proxy and no cookie, and connects to the outside only (or, where <paramref name="alsoPrivate"/>, anywhere).</summary>
    public static HttpClient Client(bool alsoPrivate, TimeSpan timeout) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = timeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        ConnectCallback = async (context, stop) => await Connect(context.DnsEndPoint, alsoPrivate, stop),
    })
    { Timeout = timeout, MaxResponseContentBufferSize = 64 * 1024 };

    static async Task<Stream> Connect(DnsEndPoint target, bool alsoPrivate, CancellationToken stop)
    {
        var addresses = IPAddress.TryParse(target.Host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(target.Host, stop);
        var allowed = alsoPrivate ? addresses : [.. addresses.Where(IsOutside)];
        if (allowed.Length == 0) throw new NotOutside("This address lies inside our own network and is not called.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, target.Port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>False for loopback, private, link-local, shared, documentation, multicast and reserved addresses, also inside IPv6.</summary>
    public static bool IsOutside(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        if (address.AddressFamily is AddressFamily.InterNetwork) return IsOutside(bytes);
        if (IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal || address.IsIPv6SiteLocal || address.IsIPv6Multicast || address.IsIPv6UniqueLocal || address.Equals(IPAddress.IPv6Any)) return false;
        // ::a.b.c.d, 64:ff9b::a.b.c.d (NAT64) and 2002:: (6to4) carry an IPv4 address inside; 2001:db8:: is for documentation, 2001:0:: is Teredo.
        if (bytes.AsSpan(0, 12).IndexOfAnyExcept((byte)0) < 0 || bytes is [0, 0x64, 0xff, 0x9b, ..]) return IsOutside(bytes[12..]);
        if (bytes is [0x20, 0x02, ..]) return IsOutside(bytes[2..6]);
        return bytes is [>= 0x20 and < 0x40, ..] and not [0x20, 0x01, 0x0d, 0xb8, ..] and not [0x20, 0x01, 0, 0, ..];
    }

    static bool IsOutside(byte[] v4) => v4 switch
    {
        [0 or 10 or 127, ..] or [>= 224, ..] => false,
        [100, >= 64 and < 128, ..] or [169, 254, ..] or [172, >= 16 and < 32, ..] or [192, 168, ..] => false,
        [192, 0, 0 or 2, _] or [192, 88, 99, _] or [198, 18 or 19, ..] or [198, 51, 100, _] or [203, 0, 113, _] => false,
        _ => true,
    };
}
