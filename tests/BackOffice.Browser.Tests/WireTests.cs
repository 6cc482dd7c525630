using System.Text.RegularExpressions;
using BackOffice.Testing;
using Microsoft.Playwright;

namespace BackOffice.Browser.Tests;

/// <summary>F9: the connection between a browser and the portal is cut, swallowed or slow; what was typed is never lost.</summary>
public sealed partial class WireTests(Browser browser)
{
    [Theory]
    [InlineData(Wire.Refuse)]
    [InlineData(Wire.BlackHole)]
    [InlineData(Wire.Reset)]
    public async Task A_lost_connection_is_said_and_everything_typed_meanwhile_reaches_the_portal_when_it_is_back(Wire way)
    {
        await using var proxy = new TcpProxy(browser.Portal.Port);
        var sam = await Ticket(proxy, $"Lost by {way}");
        await sam.FillAsync("textarea.draft", "Dear Hannah, ");
        await Expect(sam.Locator("body")).ToContainTextAsync("Draft kept");

        proxy.Way = way;
        // A black hole is noticed when nothing was heard for half a minute; the others at once.
        await sam.WaitForSelectorAsync("#components-reconnect-modal.lost", new() { Timeout = 90_000 });
        await sam.FillAsync("textarea.draft", "Dear Hannah, two more hearts come tomorrow.");
        proxy.Way = Wire.Fine;
        proxy.EndAll();
        await sam.WaitForFunctionAsync("() => document.querySelector('.livedot') && !document.querySelector('.sheet.stale') && !document.querySelector('#components-reconnect-modal.lost')", null, new() { Timeout = 90_000 });
        await Expect(sam.Locator("textarea.draft")).ToHaveValueAsync("Dear Hannah, two more hearts come tomorrow.");

        // In the portal too, not only on this screen: another window of the same person shows it.
        var other = await browser.Window("Sam", new Uri(sam.Url).AbsolutePath);
        for (var tries = 0; await other.Locator("textarea.draft").InputValueAsync() != "Dear Hannah, two more hearts come tomorrow." && tries < 20; tries++)
        {
            await Task.Delay(500, TestContext.Current.CancellationToken);
            await other.ReloadAsync();
            await other.WaitForSelectorAsync("textarea.draft");
        }
        await Expect(other.Locator("textarea.draft")).ToHaveValueAsync("Dear Hannah, two more hearts come tomorrow.");
        await sam.Context.CloseAsync();
        await other.Context.CloseAsync();
    }

    [Fact]
    public async Task On_a_slow_line_typing_and_sending_work_once()
    {
        await using var proxy = new TcpProxy(browser.Portal.Port) { Delay = TimeSpan.FromMilliseconds(250) };
        var sam = await Ticket(proxy, "Slow line");
        proxy.Way = Wire.Delay;
        await sam.FillAsync("textarea.draft", "Two more come tomorrow.");
        await Expect(sam.Locator("body")).ToContainTextAsync("Draft kept", new() { Timeout = 60_000 });
        await Expect(sam.Locator("textarea.draft")).ToHaveValueAsync("Two more come tomorrow.");
        await sam.Context.CloseAsync();
    }

    async Task<IPage> Ticket(TcpProxy proxy, string subject)
    {
        var sam = await browser.Window("Sam", "/tickets/new", at: $"http://127.0.0.1:{proxy.Port}");
        await sam.FillAsync("#name", "Hannah Wren");
        await sam.FillAsync("#address", "hannah@wrenstreet.example");
        await sam.FillAsync("#subject", subject);
        await sam.FillAsync("#text", "The box was short.");
        await sam.GetByRole(AriaRole.Button, new() { Name = "Open ticket" }).ClickAsync();
        await sam.WaitForURLAsync(TicketAddress());
        await sam.WaitForSelectorAsync("textarea.draft");
        return sam;
    }

    [GeneratedRegex("/tickets/\\d+$")]
    private static partial Regex TicketAddress();

}
