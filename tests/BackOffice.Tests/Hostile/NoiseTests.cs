using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using BackOffice.Kernel;
using BackOffice.Support;
using BackOffice.Testing;
using BackOffice.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BackOffice.Tests.Hostile;

/// <summary>What comes out of us when something goes wrong: a number, never a cause; and what comes into the log: one line.</summary>
public sealed class NoiseTests
{
    sealed class Breaks : IAuthorizationHandler
    {
        public const string Secret = "the-connection-string-of-the-database";

        public Task HandleAsync(AuthorizationHandlerContext context) =>
            context.Resource is Microsoft.AspNetCore.Http.HttpContext http && http.Request.Headers.ContainsKey("X-Break") ? throw new InvalidOperationException(Secret) : Task.CompletedTask;
    }

    static Task<OpenHost> Breaking(string environment) => environment == "Production"
        ? OpenHost.Start(builder => builder.Services.AddSingleton<IAuthorizationHandler, Breaks>(), environment, null, "--AzureAd:ClientId=portal", "--AzureAd:ClientSecret=a-secret-for-this-test", "--AzureAd:Authority=http://127.0.0.1:1")
        : OpenHost.Start(builder => builder.Services.AddSingleton<IAuthorizationHandler, Breaks>(), environment);

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task A_programs_answer_holds_a_number_and_no_cause(string environment)
    {
        await using var host = await Breaking(environment);
        using var program = host.Browser();
        program.DefaultRequestHeaders.Add("X-Break", "1");
        foreach (var address in new[] { "/api/orders/shop/1", "/documents/invoice/1", "/hubs/live", "/exports/audit" })
        {
            using var answer = await program.GetAsync(address);
            var said = await answer.Content.ReadAsStringAsync();
            Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            Assert.Contains("\"incident\"", said);
            Silent(said);
        }
    }

    [Fact]
    public async Task A_persons_error_page_holds_a_number_and_no_cause()
    {
        await using var host = await Breaking("Production");
        using var browser = host.Browser();
        browser.DefaultRequestHeaders.Add("X-Break", "1");
        using var answer = await browser.GetAsync("/orders");
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Silent(await answer.Content.ReadAsStringAsync());
        Assert.False(host.Services.GetRequiredService<IOptions<CircuitOptions>>().Value.DetailedErrors);
        Assert.NotEqual(true, host.Services.GetRequiredService<IOptions<HubOptions>>().Value.EnableDetailedErrors);
    }

    [Fact]
    public async Task Unreadable_and_overlong_requests_are_refused_without_a_trace()
    {
        await using var host = await OpenHost.Start(before: Matrix.Everyone.Enter);
        using var program = host.Browser();
        program.DefaultRequestHeaders.Add("X-Api-Key", Matrix.Everyone.KeyOf("orders"));
        var deep = string.Concat(Enumerable.Repeat("[", 5000));
        (string Body, int[] Status)[] bodies =
        [
            ("{", [400]), ("null", [400]), ("[]", [400]), ("{\"lines\":" + deep, [400]), ("{\"channel\":1}", [400]), ("\u0000", [400]),
            ("{\"channel\":\"hand\",\"externalId\":\"" + new string('x', 5000) + "\",\"country\":\"x\",\"currency\":\"GBP\",\"lines\":[{\"code\":\"a\",\"quantity\":1,\"unitPrice\":1}]}", [422]),
            ("{\"channel\":\"hand\",\"externalId\":\"1\",\"name\":\"" + new string('x', 5000) + "\",\"country\":\"United Kingdom\",\"currency\":\"GBP\",\"lines\":[{\"code\":\"a\",\"quantity\":1,\"unitPrice\":1}]}", [422]),
            (new string(' ', 3 * 1024 * 1024) + "{}", [413]),
        ];
        foreach (var (body, status) in bodies)
        {
            using var answer = await Answered(program, body);
            Assert.True(status.Contains((int)answer.StatusCode), $"{body[..Math.Min(60, body.Length)]}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            Silent(await answer.Content.ReadAsStringAsync());
        }
        Assert.Equal(HttpStatusCode.RequestUriTooLong, (await program.GetAsync("/orders?q=" + new string('x', 9000))).StatusCode);
        using var headers = new HttpRequestMessage(HttpMethod.Get, "/health/live");
        headers.Headers.Add("X-Long", new string('x', 40_000));
        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, (await program.SendAsync(headers)).StatusCode);
        using var many = new HttpRequestMessage(HttpMethod.Get, "/health/live");
        for (var i = 0; i < 120; i++) many.Headers.Add($"X-{i}", "x");
        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, (await program.SendAsync(many)).StatusCode);
    }

    // Who is refused for its length may find the line closed while it still sends, before it can read why: it asks again.
    static async Task<HttpResponseMessage> Answered(HttpClient program, string body)
    {
        for (var tries = 1; ; tries++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/orders") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
            request.Headers.ExpectContinue = body.Length > 1_000_000;
            try { return await program.SendAsync(request); }
            catch (HttpRequestException) when (tries < 10) { /* its answer came too late to be read */ }
        }
    }

    [Fact]
    public async Task A_hub_answers_nonsense_with_a_closed_set_of_words()
    {
        await using var host = await OpenHost.Start();
        var cookies = new CookieContainer();
        using var max = await host.SignedIn(new PersonId(116), cookies);
        foreach (var (method, arguments) in new (string, object?[])[]
        {
            ("OnConnectedAsync", []), ("Dispose", []), ("ToString", []), ("Who", []), ("Replay", [new[] { "orders" }, 0]), ("NoSuchMethod", []),
            ("Watch", []), ("Watch", [1, 2, 3]), ("Watch", [null, "x"]), ("Watch", [new[] { "nothing", "'; DROP TABLE Orders; --" }, null]), ("Watch", [null, null]),
        })
        {
            var (socket, _) = await HubSocket.Open(host.Address, "/hubs/live", cookies);
            await using (socket)
            {
                var (ok, error) = await socket!.Invoke(method, arguments);
                Assert.False(ok, method);
                Silent((error ?? "").Replace("HubException: ", "", StringComparison.Ordinal)); // the one kind whose own words are meant for the other side
            }
        }
    }

    [Fact]
    public async Task A_connection_that_floods_is_slowed_then_cut_off_and_others_are_unharmed()
    {
        var limits = new EventLimits(new EventLimitSettings { ASecond = 500, AtOnce = 50, Patience = TimeSpan.FromMilliseconds(100) }, TimeProvider.System, NullLogger<EventLimits>.Instance);
        var (flood, calm) = (new Caller("flood"), new Caller("calm"));
        await limits.OnConnectedAsync(new(flood, null!, null!), _ => Task.CompletedTask);
        await limits.OnConnectedAsync(new(calm, null!, null!), _ => Task.CompletedTask);
        var done = 0;
        for (var i = 0; i < 1000 && !flood.WasCut; i++)
        {
            await limits.InvokeMethodAsync(Call(flood), _ => ValueTask.FromResult<object?>(++done));
            if (i % 100 == 0) Assert.True(await limits.InvokeMethodAsync(Call(calm), _ => ValueTask.FromResult<object?>(true)) is true);
        }
        Assert.True(flood.WasCut);
        Assert.InRange(done, 60, 999);
        Assert.False(calm.WasCut);

        HubInvocationContext Call(Caller caller) => new(caller, null!, null!, typeof(object).GetMethod("ToString")!, []);
    }

    sealed class Caller(string id) : HubCallerContext
    {
        public bool WasCut { get; private set; }
        public override string ConnectionId => id;
        public override string? UserIdentifier => null;
        public override System.Security.Claims.ClaimsPrincipal? User => null;
        public override IDictionary<object, object?> Items { get; } = new Dictionary<object, object?>();
        public override Microsoft.AspNetCore.Http.Features.IFeatureCollection Features { get; } = new Microsoft.AspNetCore.Http.Features.FeatureCollection();
        public override CancellationToken ConnectionAborted => default;
        public override void Abort() => WasCut = true;
    }

    [Fact]
    public async Task A_circuit_has_the_same_limits_as_every_hub()
    {
        await using var host = await OpenHost.Start();
        var circuits = typeof(CircuitOptions).Assembly.GetType("Microsoft.AspNetCore.Components.Server.ComponentHub")!;
        var options = typeof(IOptions<>).MakeGenericType(typeof(HubOptions<>).MakeGenericType(circuits));
        var hub = (HubOptions)options.GetProperty("Value")!.GetValue(host.Services.GetRequiredService(options))!;
        Assert.Equal(32 * 1024, hub.MaximumReceiveMessageSize);
        Assert.Equal(1, hub.MaximumParallelInvocationsPerClient);
        var filters = (System.Collections.IList)typeof(HubOptions).GetProperty("HubFilters", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!.GetValue(hub)!;
        Assert.NotEmpty(filters);
        Assert.InRange(host.Services.GetRequiredService<IOptions<CircuitOptions>>().Value.DisconnectedCircuitMaxRetained, 1, 500);
        Assert.InRange(host.Services.GetRequiredService<IOptions<CircuitOptions>>().Value.MaxBufferedUnacknowledgedRenderBatches, 1, 20);
    }

    [Fact]
    public void The_flow_of_events_is_counted_by_the_second()
    {
        var settings = new EventLimitSettings { ASecond = 10, AtOnce = 5, Patience = TimeSpan.FromSeconds(1) };
        var now = new DateTimeOffset(2026, 11, 24, 10, 0, 0, TimeSpan.Zero);
        var flow = new EventLimits.Flow(now, 5);
        for (var i = 0; i < 5; i++) Assert.Equal(TimeSpan.Zero, flow.Wait(now, settings));
        Assert.Equal(TimeSpan.FromMilliseconds(100), flow.Wait(now, settings));
        Assert.True(flow.SlowedFor > TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, flow.Wait(now.AddSeconds(10), settings));
        Assert.Equal(TimeSpan.Zero, flow.SlowedFor);
    }

    [Fact]
    public async Task Too_many_tries_to_sign_in_are_told_how_long_to_wait()
    {
        await using var host = await OpenHost.Start(more: ["--SignIn:TriesPerMinute=3"]);
        using var browser = host.Browser();
        HttpStatusCode last = 0;
        string? wait = null;
        for (var i = 0; i < 5; i++)
        {
            using var answer = await OpenHost.Post(browser, "/sign-in", new() { ["person"] = "999999" });
            (last, wait) = (answer.StatusCode, answer.Headers.RetryAfter?.ToString());
        }
        Assert.Equal(HttpStatusCode.TooManyRequests, last);
        Assert.InRange(int.Parse(wait!), 1, 60);
    }

    [Theory]
    [InlineData("a\nfake: entry", "a\\u000afake: entry")]
    [InlineData("a\r\nb", "a\\u000d\\u000ab")]
    [InlineData("\u001b[2J\u001b[31mred", "\\u001b[2J\\u001b[31mred")]
    [InlineData("bell\a tab\t null\0", "bell\\u0007 tab\\u0009 null\\u0000")]
    [InlineData("line\u2028par\u2029", "line\\u2028par\\u2029")]
    [InlineData("txt.\u202egnp", "txt.\\u202egnp")]
    [InlineData("Señora Müller, 東京", "Señora Müller, 東京")]
    public void One_entry_is_one_line(string written, string logged)
    {
        using var output = new StringWriter();
        var entry = new LogEntry<string>(LogLevel.Warning, "Test", 0, written, null, (state, _) => $"Subject {state}.");
        new OneLineConsole(TimeProvider.System).Write(entry, null, output);
        Assert.EndsWith($" warn  Test: Subject {logged}.{Environment.NewLine}", output.ToString());
        Assert.Equal(1, output.ToString().Count(c => c == '\n'));

        using var failed = new StringWriter();
        new OneLineConsole(TimeProvider.System).Write(new LogEntry<string>(LogLevel.Error, "Test", 0, "x", new InvalidOperationException(written), (_, _) => "failed"), null, failed);
        Assert.All(failed.ToString().TrimEnd().Split('\n').Skip(1), line => Assert.StartsWith("  | ", line));
    }

    [Fact]
    public async Task A_mail_port_that_is_taken_is_one_sentence_in_the_log()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        await using var company = await Company.Open(also: services => services.AddSupport(new FolderMail("unused")));
        var heard = new Heard();
        using var door = new SmtpDoor(new(port, null), company.Services.GetRequiredService<MailIntake>(), heard);
        await ((IHostedService)door).StartAsync(default);
        await heard.First.Task.WaitAsync(TimeSpan.FromSeconds(30));
        var (level, words, exception) = Assert.Single(heard.Entries);
        Assert.Equal(LogLevel.Error, level);
        Assert.Contains($"port {port}", words);
        Assert.Contains("Mail:Receiver:Port", words);
        Assert.Null(exception);
    }

    sealed class Heard : ILogger<SmtpDoor>
    {
        public List<(LogLevel, string, Exception?)> Entries { get; } = [];
        public TaskCompletionSource First { get; } = new();
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel level) => true;
        public void Log<TState>(LogLevel level, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> words)
        {
            Entries.Add((level, words(state, exception), exception));
            First.TrySetResult();
        }
    }

    internal static void Silent(string said)
    {
        foreach (var word in new[] { Breaks.Secret, "Exception", "   at ", "BackOffice.", "Microsoft.", "System.", ".cs:line", "SQLite", "/src/", "StackTrace" })
            Assert.DoesNotContain(word, said, StringComparison.Ordinal);
    }
}
