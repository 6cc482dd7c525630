using System.Text.Json;
using BackOffice.Testing;
using Microsoft.Playwright;

namespace BackOffice.Browser.Tests;

public class LiveHubTests(Browser browser)
{
    [Fact]
    public async Task The_documented_example_hears_of_a_ticket()
    {
        var (code, output, error) = await PortalProcess.Run(["keys", "add", $"example-{Guid.CreateVersion7():N}", "--scope", "tickets", "--data", browser.Portal.Folder, "--json"]);
        Assert.True(code == 0, error);
        var key = JsonDocument.Parse(output).RootElement.GetProperty("key").GetString()!;

        var page = await browser.Screen("/sign-in");
        await page.AddScriptTagAsync(new() { Url = "/js/signalr.min.js" });
        await page.EvaluateAsync($$"""
            ([portal, key]) => {
            {{Example("js")}}
            window.heard = [];
            listen(portal, key, ["tickets"], null, message => window.heard.push(message));
            }
            """, new[] { browser.Portal.Address, key });

        // Until it listens nothing is told; a ticket that comes then is.
        using var desk = new HttpClient { BaseAddress = new(browser.Portal.Address) };
        desk.DefaultRequestHeaders.Authorization = new("Bearer", key);
        for (var i = 0; i < 30 && await page.EvaluateAsync<int>("() => window.heard.length") == 0; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/tickets") { Content = new StringContent("""{"email":"clara@mail.example","subject":"Where is it?","text":"I wait.","name":"Clara"}""", System.Text.Encoding.UTF8, "application/json") };
            request.Headers.Add("Idempotency-Key", $"t-{i}");
            Assert.True((await desk.SendAsync(request, TestContext.Current.CancellationToken)).IsSuccessStatusCode);
            await page.WaitForTimeoutAsync(1000);
        }
        var heard = await page.EvaluateAsync<JsonElement>("() => window.heard[0]");
        Assert.Equal(("tickets", "support.ticket-opened"), (heard.GetProperty("topic").GetString(), heard.GetProperty("kind").GetString()));
        Assert.True(heard.GetProperty("position").GetInt64() > 0);
    }

    static string Example(string language)
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "BackOffice.sln"))) root = Path.GetDirectoryName(root)!;
        var text = File.ReadAllText(Path.Combine(root, "docs", "live-hub.md"));
        var at = text.IndexOf($"```{language}\n", StringComparison.Ordinal) + language.Length + 4;
        return text[at..text.IndexOf("```", at, StringComparison.Ordinal)];
    }
}
