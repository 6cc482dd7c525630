using BackOffice.Testing;
using Microsoft.Playwright;

namespace BackOffice.Browser.Tests;

/// <summary>
/// Two nodes on one database behind a real nginx with a real Redis: what is done on one is seen on the other, whatever of it
/// dies, and a browser whose node is gone comes back on the other where it was.
/// </summary>
public class SeveralNodesTests(Browser browser)
{
    [Fact]
    public async Task Two_nodes_are_one_portal_whatever_of_it_dies()
    {
        Assert.SkipWhen((RedisServer.Lacks ?? NginxServer.Lacks) is not null, RedisServer.Lacks ?? NginxServer.Lacks ?? "");
        await using var redis = await RedisServer.Start();
        await using var a = await PortalProcess.Start(environment: Settings("a", redis));
        await using var b = await PortalProcess.Start(a.Folder, Settings("b", redis));
        var infra = await File.ReadAllTextAsync(Path.Combine(PortalProcess.Root, "infra", "nginx-nodes.conf"), TestContext.Current.CancellationToken);
        await using var nginx = await NginxServer.Start(infra, new Dictionary<string, string> { ["portal-a:5080"] = $"127.0.0.1:{a.Port}", ["portal-b:5080"] = $"127.0.0.1:{b.Port}" });

        var sam = await browser.Window("Sam", "/queue", at: nginx.Address, node: "a");
        var greta = await browser.Window("Greta", "/queue", at: nginx.Address, node: "b");
        Assert.Equal("a", await NodeOf(sam));
        Assert.Equal("b", await NodeOf(greta));

        // Redis tells; then it is dead, and the nodes look for themselves; then it is back.
        await Seen(sam, greta, "The teapot has no lid");
        var ticket = sam.Url;
        await greta.GotoAsync(ticket.Replace(nginx.Address, ""));
        await Expect(greta.Locator(".faces [title*=Sam]").First).ToBeVisibleAsync();
        await redis.Kill();
        await Seen(greta, sam, "Two hearts are missing");
        await redis.StartAgain();
        await Seen(sam, greta, "The bunting is torn");

        // A node dies: its browser comes back on the other, at the same page, with what was typed; the other's person saw nothing of it.
        await sam.GotoAsync(ticket);
        await sam.FillAsync("textarea.draft", "Dear customer, a lid is on its way.");
        await Expect(sam.Locator("body")).ToContainTextAsync("Draft kept");
        await a.Kill();
        await sam.WaitForFunctionAsync("() => document.cookie !== null && document.querySelector('.livedot') && !document.querySelector('.sheet.stale')", null, new() { Timeout = 60_000 });
        await Expect(sam.Locator("textarea.draft")).ToHaveValueAsync("Dear customer, a lid is on its way.", new() { Timeout = 60_000 });
        await Until(async () => await NodeOf(sam) == "b");
        Assert.Equal(ticket, sam.Url);
        await Seen(sam, greta, "Where is my order?");

        // It comes back, and who is sent there sees what happened meanwhile and what happens now.
        await a.StartAgain();
        var third = await browser.Window("Noor", "/", at: nginx.Address, node: "a");
        await Until(async () => await NodeOf(third) == "a");
        var uma = await browser.Window("Sam", "/queue", at: nginx.Address, node: "a");
        await Expect(uma.Locator("[data-list]")).ToContainTextAsync("Where is my order?");
        await Seen(greta, uma, "A late question");
    }

    // One opens a ticket; the other, who looks at the queue, sees it without a reload.
    static async Task Seen(IPage who, IPage other, string subject)
    {
        await other.GotoAsync("/queue");
        await other.WaitForSelectorAsync("[data-list]");
        await who.GotoAsync("/tickets/new");
        await who.FillAsync("#name", "Hannah Wren");
        await who.FillAsync("#address", "hannah@wrenstreet.example");
        await who.FillAsync("#subject", subject);
        await who.FillAsync("#text", "Please look.");
        await who.GetByRole(AriaRole.Button, new() { Name = "Open ticket" }).ClickAsync();
        await Expect(other.Locator("[data-list]")).ToContainTextAsync(subject);
        await who.WaitForURLAsync(url => url.Contains("/tickets/") && !url.EndsWith("/new", StringComparison.Ordinal));
    }

    static async Task<string?> NodeOf(IPage page) => (await page.Context.CookiesAsync()).FirstOrDefault(cookie => cookie.Name == "node")?.Value;

    static async Task Until(Func<Task<bool>> holds)
    {
        for (var tries = 0; tries < 300; tries++)
        {
            if (await holds()) return;
            await Task.Delay(200);
        }
        Assert.Fail("It did not come about within a minute.");
    }

    static Dictionary<string, string?> Settings(string node, RedisServer redis) => new() { ["Nodes__Name"] = node, ["Nodes__Redis"] = redis.Address };
}
