using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using BackOffice.Testing;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace BackOffice.Integration.Tests.Force;

enum Sort { Order, Payment, Ticket, Mail, Item }

/// <summary>One thing that someone outside sends, always with the same words and the same key.</summary>
sealed record Sent(Sort Sort, int Number)
{
    public string Name => $"{Sort}-{Number}";
    public int Lines => 1 + Number % 3;
    public bool Acknowledged { get; set; }
}

/// <summary>
/// Shops, banks, customers and clerks who send to a portal and keep a journal of what it acknowledged. What was not acknowledged they
/// send again, with the same key, before anything new.
/// </summary>
sealed class Outsiders(PortalProcess portal, int smtp, string key) : IDisposable
{
    static readonly Sort[] senders = [Sort.Order, Sort.Order, Sort.Order, Sort.Payment, Sort.Payment, Sort.Ticket, Sort.Mail, Sort.Mail, Sort.Item];
    readonly ConcurrentDictionary<Sent, bool> journal = new();
    readonly HttpClient http = new() { BaseAddress = new(portal.Address), Timeout = TimeSpan.FromSeconds(20) };
    readonly int[] numbers = new int[Enum.GetValues<Sort>().Length];
    int acknowledged;

    public IReadOnlyList<Sent> Journal => [.. journal.Keys.OrderBy(s => s.Sort).ThenBy(s => s.Number)];
    public int Acknowledged => Volatile.Read(ref acknowledged);

    /// <summary>Everyone sends until <paramref name="stop"/>, or until the portal no longer answers.</summary>
    public async Task Send(CancellationToken stop)
    {
        await Again(stop);
        await Task.WhenAll(senders.Select(async sort =>
        {
            while (!stop.IsCancellationRequested && await Try(new(sort, Interlocked.Increment(ref numbers[(int)sort])), stop)) { }
        }));
    }

    /// <summary>Sends once more what was not acknowledged.</summary>
    public async Task Again(CancellationToken stop)
    {
        foreach (var sent in Journal.Where(s => !s.Acknowledged))
            if (stop.IsCancellationRequested || !await Try(sent, stop)) return;
    }

    /// <summary>Sends one; null when it was acknowledged, else what was said.</summary>
    public Task<string?> Order(int number, CancellationToken stop) => One(new(Sort.Order, number), stop);
    public Task<string?> Ticket(int number, CancellationToken stop) => One(new(Sort.Ticket, number), stop);
    public Task<string?> Letter(int number, CancellationToken stop) => One(new(Sort.Mail, number), stop);

    public async Task<bool> Reads(string externalId, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/orders/hand/{externalId}");
        request.Headers.Add("X-Api-Key", key);
        using var answer = await http.SendAsync(request, stop);
        return answer.IsSuccessStatusCode;
    }

    /// <summary>False when the portal is gone; a refusal fails the test.</summary>
    async Task<bool> Try(Sent sent, CancellationToken stop) => await One(sent, stop) is null;

    async Task<string?> One(Sent sent, CancellationToken stop)
    {
        journal.TryAdd(sent, true);
        try
        {
            await Do(sent, stop);
            sent.Acknowledged = true;
            Interlocked.Increment(ref acknowledged);
            return null;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or System.Net.Sockets.SocketException or MailKit.ProtocolException or SmtpCommandException or MailKit.ServiceNotConnectedException)
        {
            return e.Message;
        }
    }

    Task Do(Sent sent, CancellationToken stop) => sent.Sort switch
    {
        Sort.Order => Post("/api/orders", sent, new
        {
            channel = "hand",
            externalId = sent.Name,
            country = "United Kingdom",
            currency = "GBP",
            name = $"Customer {sent.Number % 20}",
            shipTo = "3 Mill Lane\nLeeds",
            lines = Enumerable.Range(1, sent.Lines).Select(i => new { code = $"G{(sent.Number + i) % 7}", quantity = i, unitPrice = 2.55m }),
        }, stop),
        Sort.Payment => Post("/api/payments", sent, new { amount = 1 + sent.Number % 90, currency = "GBP", receivedOn = "2024-05-02", reference = "unknown", payer = "Clara", externalId = sent.Name }, stop),
        Sort.Ticket => Post("/api/tickets", sent, new { email = $"t{sent.Number}@mail.example", subject = sent.Name, text = "I wait for my order." }, stop),
        Sort.Mail => Mail(sent, stop),
        _ => Verb(sent, stop),
    };

    async Task Post(string address, Sent sent, object body, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", sent.Name);
        request.Headers.Add("X-Api-Key", key);
        using var answer = await http.SendAsync(request, stop);
        // A host that is going down may say 5xx: not acknowledged. Anything else that is no yes is a mistake.
        if (answer.StatusCode >= HttpStatusCode.InternalServerError) throw new HttpRequestException($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(stop)}");
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{sent.Name}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(stop)}");
    }

    async Task Mail(Sent sent, CancellationToken stop)
    {
        using var client = new SmtpClient { Timeout = 20_000 };
        await client.ConnectAsync("127.0.0.1", smtp, SecureSocketOptions.None, stop);
        var mail = new MimeMessage([new MailboxAddress("Hannah", $"m{sent.Number}@wren.example")], [new MailboxAddress("", "support@practice.example")], sent.Name, new TextPart("plain") { Text = "Two hearts are missing." })
        {
            MessageId = $"{sent.Name}@wren.example",
            Date = new DateTimeOffset(2026, 11, 24, 10, 0, 0, TimeSpan.Zero),
        };
        await client.SendAsync(mail, stop);
    }

    // As the command line does it, without the two seconds of a process: the verb is handed to the running host.
    async Task Verb(Sent sent, CancellationToken stop)
    {
        var (code, output, error) = await Hand(["import", "items", await Items(portal, sent.Number)], stop);
        if (code != 0) throw new HttpRequestException($"{sent.Name}: {error}{output}");
    }

    public static async Task<string> Items(PortalProcess portal, int number)
    {
        var file = Path.Combine(portal.Folder, $"Item-{number}.csv");
        await File.WriteAllTextAsync(file, $"code,name\nItem-{number},Item number {number}\n");
        return file;
    }

    public async Task<(int Code, string Output, string Error)> Hand(string[] arguments, CancellationToken stop)
    {
        var served = JsonDocument.Parse(await File.ReadAllBytesAsync(Directory.GetFiles(portal.Folder, "serving*.json").Single(), stop)).RootElement;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/internal/verb") { Content = JsonContent.Create(new { arguments, folder = portal.Folder }) };
        request.Headers.Add("X-BackOffice-Secret", served.GetProperty("Secret").GetString());
        using var answer = await http.SendAsync(request, stop);
        answer.EnsureSuccessStatusCode();
        var result = await answer.Content.ReadFromJsonAsync<JsonElement>(stop);
        return (result.GetProperty("exitCode").GetInt32(), result.GetProperty("output").GetString()!, result.GetProperty("error").GetString()!);
    }

    public void Dispose() => http.Dispose();
}
