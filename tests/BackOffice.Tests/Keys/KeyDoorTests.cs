using System.Net;
using BackOffice.Kernel;
using BackOffice.Testing;

namespace BackOffice.Tests.Keys;

/// <summary>A key at its door when its time is over, and an address that asks too often whatever keys it has.</summary>
public class KeyDoorTests
{
    static readonly DateTime begun = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    // Names of keys; the secret is bo_ and the name.
    static async Task Enter(Database database)
    {
        await using var db = database.Bare();
        db.Add(new Person { Id = new(2990), Name = "Key", IsHouse = true });
        var at = 2990;
        ApiKey Add(string name)
        {
            var key = new ApiKey { Id = new(at++), Name = name, Person = new(2990), Hash = ApiKey.HashOf($"bo_{name}"), Scopes = "read", CreatedAt = begun };
            db.Add(key);
            return key;
        }
        var good = Add("good");
        Add("over").ExpireAt(begun.AddDays(30));
        Add("rotated-overlap-over").GiveWayTo(good.Id, begun.AddDays(1));
        Add("rotated-overlap-open").GiveWayTo(good.Id, new DateTime(2099, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await db.SaveChangesAsync();
    }

    static Task<HttpResponseMessage> Ask(HttpClient browser, string name)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/tickets/1");
        request.Headers.Add("X-Api-Key", $"bo_{name}");
        return browser.SendAsync(request, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_key_whose_time_or_overlap_is_over_opens_nothing_and_one_in_its_overlap_does()
    {
        await using var host = await OpenHost.Start(before: Enter);
        using var browser = host.Browser();
        var found = new List<(string, HttpStatusCode)>();
        foreach (var name in new[] { "good", "over", "rotated-overlap-over", "rotated-overlap-open" })
        {
            using var answer = await Ask(browser, name);
            found.Add((name, answer.StatusCode));
        }
        Assert.Equal([("good", HttpStatusCode.NotFound), ("over", HttpStatusCode.Unauthorized), ("rotated-overlap-over", HttpStatusCode.Unauthorized), ("rotated-overlap-open", HttpStatusCode.NotFound)], found);
    }

    [Fact]
    public async Task An_address_that_asks_too_often_is_told_how_long_to_wait_whatever_keys_it_has()
    {
        await using var host = await OpenHost.Start(before: Enter, more: ["--Api:RequestsPerMinutePerAddress=40", "--Api:RequestsPerMinute=100000"]);
        using var browser = host.Browser();
        for (var i = 0; i < 200; i++)
        {
            using var answer = await Ask(browser, i % 2 == 0 ? "good" : "rotated-overlap-open");
            if (answer.StatusCode is HttpStatusCode.NotFound) continue;
            Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
            Assert.True(answer.Headers.RetryAfter!.Delta > TimeSpan.Zero);
            Assert.Contains("from this address", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            return;
        }
        Assert.Fail("It was never told to wait.");
    }
}
