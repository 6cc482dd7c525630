using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BackOffice.Tests.Webhooks;

/// <summary>Another program that is told: a real HTTP server that keeps what it was sent and answers as the test says.</summary>
public sealed class Receiver : IAsyncDisposable
{
    readonly WebApplication app;

    Receiver(WebApplication app) => this.app = app;

    public sealed record Heard(string Path, string Id, string Timestamp, string Signature, string Body);

    public ConcurrentQueue<Heard> All { get; } = new();
    public Func<HttpContext, Task> Answers { get; set; } = _ => Task.CompletedTask;
    public string Url => $"{app.Urls.First()}/hooks";

    public static async Task<Receiver> Start(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var receiver = new Receiver(builder.Build());
        receiver.app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var headers = context.Request.Headers;
            receiver.All.Enqueue(new(context.Request.Path, headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString(), headers["webhook-signature"].ToString(), await reader.ReadToEndAsync()));
            await receiver.Answers(context);
        });
        await receiver.app.StartAsync();
        return receiver;
    }

    /// <summary>Answers every request with this status.</summary>
    public void Says(int status) => Answers = context => { context.Response.StatusCode = status; return Task.CompletedTask; };

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
