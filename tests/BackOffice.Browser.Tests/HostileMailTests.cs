using System.Text;
using BackOffice.Support;
using BackOffice.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;

namespace BackOffice.Browser.Tests;

/// <summary>
/// Mail of strangers in a real browser: through the real pipeline into the real frame, and before each of the two walls (the
/// cleaning, the frame's rules) alone. Nothing runs and nothing is asked of the outside.
/// </summary>
public class HostileMailTests(Browser browser)
{
    [Fact]
    public async Task No_mail_of_the_list_runs_anything_or_calls_anywhere()
    {
        Assert.True(HostileMails.All.Count >= 40);
        var (messages, tickets) = await Received();
        var page = await browser.Window("Stella", "/queue");
        var heard = await Listens(page);

        // As a document of its own, as if someone opened the frame's address.
        foreach (var message in messages)
        {
            var answer = await page.GotoAsync($"/support/messages/{message}/body");
            Assert.Contains("sandbox", await answer!.HeaderValueAsync("content-security-policy"));
        }
        // All of them framed as the ticket's page frames them.
        await page.GotoAsync("/not-allowed");
        await Framed(page, messages.Select(message => $"/support/messages/{message}/body"));
        // And on the tickets' own pages, where subject, sender and file names are a stranger's words too.
        foreach (var ticket in tickets)
        {
            await page.GotoAsync($"/tickets/{ticket}");
            await page.GetByText("As it was sent").First.ClickAsync();
            await page.Locator("iframe.mailframe").WaitForAsync();
            Assert.Equal("", await page.Locator("iframe.mailframe").GetAttributeAsync("sandbox"));
        }
        await page.WaitForTimeoutAsync(500);
        Assert.Empty(heard);
    }

    [Fact]
    public async Task The_cleaning_alone_holds()
    {
        var heard = await Shown(html => $"<!doctype html><body>{MailHtml.Clean(html).Html}</body>", null);
        Assert.Empty(heard);
    }

    [Fact]
    public async Task The_frames_rules_alone_hold()
    {
        var heard = await Shown(html => $"<!doctype html><body>{html}</body>", "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox; base-uri 'none'; form-action 'none'");
        Assert.Empty(heard);
    }

    // Without walls the list bites: else the three tests above would show nothing.
    [Fact]
    public async Task The_list_bites_where_nothing_holds_it()
    {
        var heard = await Shown(html => $"<!doctype html><body>{html}</body>", null);
        var bitten = heard.Select(h => new string([.. h.SkipWhile(c => !char.IsDigit(c)).TakeWhile(char.IsDigit)])).Distinct().Count();
        Assert.True(bitten >= 40, $"{bitten} of {HostileMails.All.Count}");
    }

    // Writes the list as mails and has the running portal take them in.
    async Task<(List<long> Messages, List<long> Tickets)> Received()
    {
        var folder = Directory.CreateDirectory(Path.Combine(browser.Portal.Folder, "hostile")).FullName;
        for (var i = 0; i < HostileMails.All.Count; i++)
            await File.WriteAllTextAsync(Path.Combine(folder, $"{i:000}.eml"), $"""
                From: "<img src=x onerror=console.log('PWNED name')>" <stranger{i}@evil.test>
                To: support@gifts.example
                Subject: hostile {i} <script>console.log('PWNED subject')</script><img src=http://evil.test/subject>
                Message-ID: <hostile-{i}@evil.test>
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary="b"

                --b
                Content-Type: text/html; charset=utf-8
                Content-Transfer-Encoding: base64

                {Convert.ToBase64String(Encoding.UTF8.GetBytes(HostileMails.All[i]), Base64FormattingOptions.InsertLineBreaks)}
                --b
                Content-Type: text/html; name="x.html"
                Content-Disposition: attachment; filename="../<svg onload=console.log('PWNED file')>.html"

                <script>console.log('PWNED attachment')</script>
                --b--
                """.ReplaceLineEndings("\r\n"));
        var (code, output, error) = await PortalProcess.Run(["import", "mail", folder, "--data", browser.Portal.Folder, "--json"]);
        Assert.True(code == 0 && output.Contains($"\"ticketed\":{HostileMails.All.Count}", StringComparison.Ordinal), output + error);

        await using var database = new SqliteConnection($"Data Source={Directory.GetFiles(browser.Portal.Folder, "*.db").Single()};Mode=ReadOnly;Pooling=False");
        await database.OpenAsync();
        await using var query = database.CreateCommand();
        query.CommandText = "SELECT Id, Ticket FROM TicketMessages WHERE HtmlFile IS NOT NULL AND Subject LIKE 'hostile %' ORDER BY Id";
        var (messages, tickets) = (new List<long>(), new List<long>());
        await using var row = await query.ExecuteReaderAsync();
        while (await row.ReadAsync())
        {
            messages.Add(row.GetInt64(0));
            tickets.Add(row.GetInt64(1));
        }
        Assert.Equal(HostileMails.All.Count, messages.Count);
        return (messages, [.. tickets.Where((_, n) => n % 20 == 0)]);
    }

    // Shows each payload in a frame of a page of its own origin, with nothing around it but what is given.
    async Task<List<string>> Shown(Func<string, string> document, string? policy)
    {
        var page = await browser.Window("Stella", "/queue");
        var heard = await Listens(page);
        await page.Context.RouteAsync("http://layer.test/**", route =>
        {
            var name = new Uri(route.Request.Url).AbsolutePath.Trim('/');
            var isOne = int.TryParse(name, out var number) && number < HostileMails.All.Count;
            return route.FulfillAsync(new()
            {
                ContentType = "text/html; charset=utf-8",
                Body = isOne ? document(HostileMails.All[number]) : "<!doctype html><p>frames</p>",
                Headers = isOne && policy is not null ? new Dictionary<string, string> { ["Content-Security-Policy"] = policy, ["Content-Type"] = "text/html; charset=utf-8" } : null,
            });
        });
        await page.GotoAsync("http://layer.test/all");
        await Framed(page, Enumerable.Range(0, HostileMails.All.Count).Select(n => $"http://layer.test/{n}"), sandbox: false);
        await page.WaitForTimeoutAsync(500);
        await page.Context.CloseAsync();
        return [.. heard];
    }

    static Task Framed(IPage page, IEnumerable<string> addresses, bool sandbox = true) => page.EvaluateAsync("""
        ([addresses, sandbox]) => Promise.all(addresses.map(address => new Promise(done => {
            const frame = document.createElement("iframe");
            if (sandbox) frame.setAttribute("sandbox", "");
            frame.onload = done;
            setTimeout(done, 10000);
            frame.src = address;
            document.body.append(frame);
        })))
        """, new object[] { addresses.ToArray(), sandbox });

    // What ran (it says so) and what was asked of the outside; nothing leaves.
    async Task<System.Collections.Concurrent.ConcurrentQueue<string>> Listens(IPage page)
    {
        var heard = new System.Collections.Concurrent.ConcurrentQueue<string>();
        page.Console += (_, message) => { if (message.Text.StartsWith("PWNED", StringComparison.Ordinal)) heard.Enqueue($"ran {message.Text}"); };
        page.Dialog += (_, dialog) => { heard.Enqueue($"dialog {dialog.Message}"); _ = dialog.DismissAsync(); };
        page.Popup += (_, popup) => heard.Enqueue($"popup {popup.Url}");
        await page.Context.RouteAsync(url => url.Contains("evil.test", StringComparison.Ordinal), route =>
        {
            heard.Enqueue($"asked {route.Request.Url}");
            return route.AbortAsync();
        });
        return heard;
    }
}
