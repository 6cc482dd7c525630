using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace BackOffice.Tests;

/// <summary>A real, empty company that serves, with a key for everything.</summary>
public sealed class RealPortal : IAsyncLifetime
{
    public PortalFolder Folder { get; } = new();
    public Serving Serving { get; private set; } = null!;
    public string Key { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Key = (await Folder.Json("keys", "add", "shop", "--scope", "orders", "payments", "tickets")).GetProperty("key").GetString()!;
        Serving = await Folder.Serve();
    }

    public async ValueTask DisposeAsync()
    {
        await Serving.DisposeAsync();
        Folder.Dispose();
    }
}

public sealed class ApiTests(RealPortal portal) : IClassFixture<RealPortal>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static object Order(string externalId, int quantity = 2) => new
    {
        channel = "hand",
        externalId,
        country = "United Kingdom",
        currency = "GBP",
        name = "Clara Bianchi",
        shipTo = "Clara Bianchi\n3 Mill Lane\nLeeds",
        lines = new[] { new { code = "22158", quantity, unitPrice = 2.55m, description = "Hanging heart" } },
    };

    [Fact]
    public async Task An_order_is_placed_once_however_often_it_is_sent()
    {
        using var shop = Shop();
        var first = await Post(shop, "/api/orders", Order("W-1"), "a-1");
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        var number = (await Body(first)).GetProperty("number").GetString();

        var again = await Post(shop, "/api/orders", Order("W-1"), "a-1");
        Assert.Equal(number, (await Body(again)).GetProperty("number").GetString());
        Assert.True(again.Headers.Contains("Idempotency-Replayed"));

        var otherKey = await Post(shop, "/api/orders", Order("W-1"), "a-2");
        Assert.Equal(HttpStatusCode.OK, otherKey.StatusCode);
        Assert.Equal(number, (await Body(otherKey)).GetProperty("number").GetString());

        Assert.Equal((HttpStatusCode.Conflict, "repeated-with-other-content"), await Refusal(await Post(shop, "/api/orders", Order("W-2"), "a-1")));
        Assert.Equal((HttpStatusCode.Conflict, "repeated-with-other-content"), await Refusal(await Post(shop, "/api/orders", Order("W-1", quantity: 3), "a-3")));

        var standing = await shop.GetFromJsonAsync<JsonElement>("/api/orders/hand/W-1", Stop);
        Assert.Equal(number, standing.GetProperty("number").GetString());
        Assert.Equal(2, standing.GetProperty("ordered").GetInt32());
    }

    [Fact]
    public async Task A_no_is_a_problem_with_a_code_and_what_to_do()
    {
        using var shop = Shop();
        Assert.Equal((HttpStatusCode.BadRequest, "no-idempotency-key"), await Refusal(await shop.PostAsJsonAsync("/api/orders", Order("W-9"), Stop)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Refusal(await Post(shop, "/api/orders", Order("W-9", quantity: 0), "b-1"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await shop.GetAsync("/api/orders/hand/none", Stop)).StatusCode);
        using var stranger = portal.Serving.Browser();
        Assert.Equal((HttpStatusCode.Unauthorized, "no-key"), await Refusal(await stranger.GetAsync("/api/orders/hand/none", Stop)));
    }

    [Fact]
    public async Task A_key_does_only_what_its_scopes_say_and_nothing_once_revoked()
    {
        var key = (await portal.Folder.Json("keys", "add", "tickets-only", "--scope", "tickets")).GetProperty("key").GetString()!;
        using var desk = portal.Serving.Browser();
        desk.DefaultRequestHeaders.Authorization = new("Bearer", key);
        var ticket = new { email = "clara@mail.example", subject = "Where is it?", text = "I wait for my order.", name = "Clara" };
        Assert.Equal(HttpStatusCode.Created, (await Post(desk, "/api/tickets", ticket, "t-1")).StatusCode);
        Assert.Equal((HttpStatusCode.Forbidden, "not-allowed"), await Refusal(await Post(desk, "/api/orders", Order("W-7"), "t-2")));

        await portal.Folder.Json("keys", "revoke", "tickets-only");
        Assert.Equal(HttpStatusCode.Unauthorized, (await Post(desk, "/api/tickets", ticket, "t-3")).StatusCode);
    }

    [Fact]
    public async Task A_rotated_key_works_beside_its_successor_and_a_repeat_under_the_new_one_is_a_repeat()
    {
        var first = (await portal.Folder.Json("keys", "add", "rotating", "--scope", "tickets")).GetProperty("key").GetString()!;
        var second = (await portal.Folder.Json("keys", "rotate", "rotating", "--overlap", "24")).GetProperty("key").GetString()!;
        var ticket = new { email = "clara@mail.example", subject = "Where is it?", text = "I wait for my order.", name = "Clara" };
        using var before = With(first);
        using var after = With(second);
        Assert.Equal(HttpStatusCode.Created, (await Post(before, "/api/tickets", ticket, "r-1")).StatusCode);
        Assert.True((await Post(after, "/api/tickets", ticket, "r-1")).Headers.Contains("Idempotency-Replayed"));

        var third = (await portal.Folder.Json("keys", "rotate", "rotating", "--overlap", "0")).GetProperty("key").GetString()!;
        Assert.Equal(HttpStatusCode.Unauthorized, (await after.GetAsync("/api/tickets/1", Stop)).StatusCode);
        using var last = With(third);
        Assert.Equal(HttpStatusCode.NotFound, (await last.GetAsync("/api/tickets/1", Stop)).StatusCode);
        await portal.Folder.Json("keys", "revoke", "rotating");
        Assert.Equal(HttpStatusCode.Unauthorized, (await last.GetAsync("/api/tickets/1", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await before.GetAsync("/api/tickets/1", Stop)).StatusCode);
    }

    [Fact]
    public async Task A_key_that_reads_writes_nothing_and_a_key_of_one_channel_sees_and_brings_only_that()
    {
        using var shop = Shop();
        var placed = await Body(await Post(shop, "/api/orders", Order("W-30"), "c-1"));
        var (order, number) = (placed.GetProperty("order").GetString(), placed.GetProperty("number").GetString());
        using var reader = With((await portal.Folder.Json("keys", "add", "reader", "--scope", "read")).GetProperty("key").GetString()!);
        Assert.Equal(number, (await reader.GetFromJsonAsync<JsonElement>($"/api/orders/{order}", Stop)).GetProperty("number").GetString());
        Assert.Equal((HttpStatusCode.Forbidden, "not-allowed"), await Refusal(await Post(reader, "/api/orders", Order("W-31"), "c-2")));

        using var other = With((await portal.Folder.Json("keys", "add", "other-shop", "--scope", "orders", "--channel", "web")).GetProperty("key").GetString()!);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/api/orders/{order}", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync("/api/orders/hand/W-30", Stop)).StatusCode);
        Assert.Equal((HttpStatusCode.Forbidden, "not-allowed"), await Refusal(await Post(other, "/api/orders", Order("W-32"), "c-3")));
        Assert.Equal((HttpStatusCode.Forbidden, "not-allowed"), await Refusal(await other.GetAsync("/api/payments/1", Stop)));
    }

    [Fact]
    public async Task Who_asks_too_often_or_guesses_keys_is_told_how_long_to_wait()
    {
        using var folder = new PortalFolder();
        var key = (await folder.Json("keys", "add", "eager", "--scope", "tickets")).GetProperty("key").GetString()!;
        await using var serving = await folder.Serve(more: ["--Api:RequestsPerMinute=20", "--Api:FailuresPerMinute=3"]);
        async Task<HttpResponseMessage> Last(string with, int times)
        {
            using var client = serving.Browser();
            client.DefaultRequestHeaders.Add("X-Api-Key", with);
            HttpResponseMessage answer = null!;
            for (var i = 0; i < times && answer is not { StatusCode: HttpStatusCode.TooManyRequests }; i++) answer = await client.GetAsync("/api/tickets/1", Stop);
            return answer;
        }

        foreach (var answer in new[] { await Last(key, 60), await Last("bo_guessed", 60) })
        {
            Assert.Equal((HttpStatusCode.TooManyRequests, "too-many"), await Refusal(answer));
            Assert.True(answer.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        }
    }

    HttpClient With(string key)
    {
        var client = portal.Serving.Browser();
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return client;
    }

    [Fact]
    public async Task A_payment_told_twice_is_one_payment()
    {
        using var shop = Shop();
        var payment = new { amount = 12.34m, currency = "GBP", receivedOn = "2024-05-02", reference = "unknown", payer = "Clara", externalId = "PSP-77" };
        var first = await Post(shop, "/api/payments", payment, "p-1");
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        var second = await Post(shop, "/api/payments", payment, "p-2");
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal((await Body(first)).GetProperty("payment").GetString(), (await Body(second)).GetProperty("payment").GetString());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Refusal(await Post(shop, "/api/payments", payment with { amount = 1.234m, externalId = "PSP-78" }, "p-3"))).Status);
    }

    [Fact]
    public async Task The_description_names_every_door_and_loads_nothing_from_outside()
    {
        using var anyone = portal.Serving.Browser();
        var description = await anyone.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Stop);
        var paths = description.GetProperty("paths").EnumerateObject().Select(p => p.Name).ToList();
        Assert.Equal(["/api/orders", "/api/orders/{channel}/{externalId}", "/api/orders/{id}", "/api/payments", "/api/payments/{id}", "/api/tickets", "/api/tickets/{id}"], paths.Order(StringComparer.Ordinal));
    }

    HttpClient Shop()
    {
        var client = portal.Serving.Browser();
        client.DefaultRequestHeaders.Add("X-Api-Key", portal.Key);
        return client;
    }

    static Task<HttpResponseMessage> Post(HttpClient client, string address, object body, string idempotencyKey)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", idempotencyKey);
        return client.SendAsync(request, Stop);
    }

    static async Task<JsonElement> Body(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop))!;

    static async Task<(HttpStatusCode Status, string Code)> Refusal(HttpResponseMessage answer)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return (answer.StatusCode, (await Body(answer)).GetProperty("code").GetString()!);
    }
}
