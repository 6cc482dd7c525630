using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using MimeKit;
using SmtpServer;
using SmtpServer.ComponentModel;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace BackOffice.Testing;

/// <summary>A mail server that keeps whatever it is given: what really left the house, each time it did.</summary>
public sealed class SmtpSink : IDisposable
{
    readonly CancellationTokenSource stop = new();
    readonly ConcurrentQueue<MimeMessage> received = new();

    public SmtpSink(int? port = null)
    {
        Port = port ?? PortalProcess.FreePort();
        var services = new ServiceProvider();
        services.Add(new Store(this));
        _ = new SmtpServer.SmtpServer(new SmtpServerOptionsBuilder().ServerName("sink").Endpoint(e => e.Endpoint(new IPEndPoint(IPAddress.Loopback, Port)).Build()).Build(), services).StartAsync(stop.Token);
    }

    public int Port { get; }
    public IReadOnlyList<MimeMessage> Received => [.. received];

    sealed class Store(SmtpSink sink) : MessageStore
    {
        public override Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            sink.received.Enqueue(MimeMessage.Load(new MemoryStream(buffer.ToArray()), cancellationToken));
            return Task.FromResult(SmtpResponse.Ok);
        }
    }

    public void Dispose() => stop.Cancel();
}
