using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace BackOffice.Tests;

/// <summary>A host with a secret in every setting that takes one is used by every door; none of them stands in what it says or keeps.</summary>
public sealed partial class SecretsTests
{
    const string Smtp = "Canary-smtp-5d1e", Imap = "Canary-imap-77aa", Oidc = "Canary-oidc-90bc", Guessed = "bo_canaryguessed";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_secret_stands_in_the_log_the_database_or_the_files_and_the_audit_says_who_came_from_where()
    {
        using var folder = new PortalFolder();
        await using var serving = await folder.Serve(more:
        [
            "--Mail:Smtp:Host=127.0.0.1", "--Mail:Smtp:Port=1", "--Mail:Smtp:User=portal", $"--Mail:Smtp:Password={Smtp}", "--Mail:Imap:Host=127.0.0.1", "--Mail:Imap:Port=1", "--Mail:Imap:User=portal",
            $"--Mail:Imap:Password={Imap}", "--AzureAd:Authority=http://127.0.0.1:1", "--AzureAd:ClientId=portal", $"--AzureAd:ClientSecret={Oidc}", "--SignIn:Mode=Development", "--Webhooks:AllowPrivate=true", "--Logging:LogLevel:Default=Debug",
        ]);
        var key = (await folder.Json("keys", "add", "shop", "--scope", "tickets")).GetProperty("key").GetString()!;
        var signing = (await folder.Json("webhooks", "add", "their-program", "http://127.0.0.1:1/hooks", "--kinds", "portal.sign", "support.ticket")).GetProperty("secret").GetString()!;

        using var program = serving.Browser();
        program.DefaultRequestHeaders.Add("X-Api-Key", key);
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/tickets") { Content = JsonContent.Create(new { email = "clara@mail.example", subject = "Where is it?", text = "I wait.", name = "Clara" }) };
        request.Headers.Add("Idempotency-Key", "s-1");
        Assert.Equal(HttpStatusCode.Created, (await program.SendAsync(request, Stop)).StatusCode);
        using var stranger = serving.Browser();
        // A secret in an address is refused before anyone looks at it.
        Assert.Equal(HttpStatusCode.BadRequest, (await stranger.PostAsync($"/hubs/live/negotiate?access_token={Guessed}", null, Stop)).StatusCode);
        using var guess = new HttpRequestMessage(HttpMethod.Post, "/hubs/live/negotiate");
        guess.Headers.Add("X-Api-Key", Guessed);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.SendAsync(guess, Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await stranger.GetAsync("/sign-in/company", Stop)).StatusCode);

        using var auditor = serving.Browser();
        await SignIn(auditor, "Olga Petrova");
        using var clerk = serving.Browser();
        await SignIn(clerk, "Joe Barlow");
        Assert.NotEqual(HttpStatusCode.OK, (await clerk.GetAsync("/exports/audit", Stop)).StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, (await clerk.GetAsync("/exports/customer/1", Stop)).StatusCode);
        await Audit(auditor);

        // The mailbox fails by itself meanwhile (nobody listens on port 1) and the log tells it.
        for (var tries = 0; tries < 100 && !serving.Said.Contains("cannot be read"); tries++) await Task.Delay(100, Stop);
        Assert.Contains("cannot be read", serving.Said);
        var secrets = new[] { Smtp, Imap, Oidc, Guessed, key, signing, signing["whsec_".Length..] };
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, serving.Said));
        foreach (var file in Directory.EnumerateFiles(folder.Path_, "*", SearchOption.AllDirectories)) Assert.All(secrets, secret => Assert.False(Holds(file, secret), $"{Path.GetFileName(file)} holds a secret."));
    }

    // Signing in, failing to, and this export itself, each with the address.
    static async Task Audit(HttpClient auditor)
    {
        for (var tries = 0; ; tries++)
        {
            var rows = await auditor.GetFromJsonAsync<JsonElement>("/exports/audit?format=json&kind=portal.", Stop);
            var found = rows.EnumerateArray().Select(r => (Kind: r.GetProperty("kind").GetString()!, Who: r.GetProperty("who").GetString()!, Origin: r.GetProperty("origin").GetString()!)).ToList();
            if (tries < 50 && !(found.Exists(r => r.Kind == "portal.sign-in-failed") && found.Exists(r => r.Kind == "portal.exported"))) { await Task.Delay(100, Stop); continue; }
            Assert.Contains(found, r => r is { Kind: "portal.signed-in", Who: "Olga Petrova" } && r.Origin.StartsWith("127.0.0.1", StringComparison.Ordinal));
            Assert.Contains(found, r => r.Kind == "portal.sign-in-failed" && r.Origin.StartsWith("127.0.0.1", StringComparison.Ordinal));
            Assert.Contains(found, r => r is { Kind: "portal.exported", Who: "Olga Petrova" });
            return;
        }
    }

    static async Task SignIn(HttpClient browser, string name)
    {
        var page = await browser.GetStringAsync("/sign-in", Stop);
        var at = page.IndexOf(name, StringComparison.Ordinal);
        Assert.True(at > 0, $"{name} is not on the sign-in page.");
        var id = Person().Matches(page).Last(m => m.Index < at).Groups[1].Value;
        var token = Token().Match(page).Groups[1].Value;
        var answer = await browser.PostAsync("/sign-in", new FormUrlEncodedContent([new("person", id), new("__RequestVerificationToken", token)]), Stop);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    static bool Holds(string file, string secret)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return bytes.AsSpan(0, read).IndexOf(Encoding.UTF8.GetBytes(secret)) >= 0;
        }
        catch (IOException) { return false; /* a lock, or a file that was just moved */ }
    }

    [GeneratedRegex("name=\"person\" value=\"(\\d+)\"")]
    private static partial Regex Person();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
