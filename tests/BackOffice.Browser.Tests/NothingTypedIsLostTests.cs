using Microsoft.Playwright;

namespace BackOffice.Browser.Tests;

/// <summary>The server is killed while people type; tabs are hidden, put to sleep and woken.</summary>
public class NothingTypedIsLostTests(Browser browser)
{
    [Fact]
    public async Task Forms_are_where_they_were_and_filled_in_after_the_server_was_killed()
    {
        var joe = await browser.Window("Joe", "/orders/new");
        await joe.FillAsync("#no-name", "Hannah Wren");
        await joe.FillAsync("#no-address", "1 Wren Street, Leeds");
        await joe.FillAsync("#no-code-1", "85123A");
        await joe.GetByRole(AriaRole.Button, new() { Name = "Another item" }).ClickAsync();
        await joe.FillAsync("#no-code-2", "71053");
        await joe.FillAsync("#no-count-2", "12");
        await joe.Keyboard.PressAsync("Tab");
        var priya = await browser.Window("Priya", "/cash");
        await priya.Locator("a[data-key=n]").ClickAsync();
        await priya.FillAsync("#pay-from", "H WREN");
        await priya.FillAsync("#pay-reference", "O-1007 and thanks");
        await priya.Keyboard.PressAsync("Tab");
        var sam = await browser.Window("Sam", "/queue");
        await sam.SetViewportSizeAsync(1280, 480);
        await sam.WaitForSelectorAsync("tr[data-id]");
        var scrolled = await sam.EvaluateAsync<int>("() => { const list = document.querySelector('.sheet .body'); list.scrollTop = 120; return Math.round(list.scrollTop); }");
        Assert.True(scrolled > 0);
        foreach (var page in (IPage[])[joe, priya]) await Expect(page.Locator("body")).ToContainTextAsync("Draft kept");
        // What was typed last is kept half a second later.
        await Task.Delay(1500, TestContext.Current.CancellationToken);

        await browser.Portal.Kill();
        await Expect(joe.Locator("#components-reconnect-modal")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await browser.Portal.StartAgain();

        foreach (var page in (IPage[])[joe, priya])
            await page.WaitForFunctionAsync("() => document.querySelector('.livedot') && !document.querySelector('.sheet.stale')", null, new() { Timeout = 90_000 });
        await Filled(joe);
        Assert.EndsWith("/cash?typing=True", priya.Url, StringComparison.OrdinalIgnoreCase);
        await Has(priya, "#pay-from", "H WREN");
        await Has(priya, "#pay-reference", "O-1007 and thanks");
        await sam.WaitForFunctionAsync("top => Math.abs(document.querySelector('.sheet .body')?.scrollTop - top) < 2", scrolled, new() { Timeout = 60_000 });
        // On another computer too: the server kept it, not this browser.
        await Filled(await browser.Window("Joe", "/orders/new"));

        // Sent, it is forgotten.
        await joe.Locator("button[data-key=s]").ClickAsync();
        await joe.WaitForURLAsync(url => !url.EndsWith("/new", StringComparison.Ordinal));
        await joe.GotoAsync("/orders/new");
        await joe.WaitForSelectorAsync("#no-code-1");
        await Task.Delay(1000, TestContext.Current.CancellationToken);
        Assert.Equal("", await joe.InputValueAsync("#no-name"));
    }

    [Fact]
    public async Task Reloaded_in_the_middle_of_a_word_an_answer_is_there_to_its_last_letter()
    {
        var sam = await browser.Window("Sam", "/queue");
        await sam.Locator("tr[data-id]").First.ClickAsync();
        await sam.WaitForSelectorAsync("#reply");
        await sam.Locator("h1").FocusAsync();
        await sam.Keyboard.PressAsync("r");
        await Expect(sam.Locator("#reply")).ToBeFocusedAsync();
        await sam.Keyboard.TypeAsync("Dear customer, your parcel left this mor", new() { Delay = 60 }); // slower than a scanner
        await sam.ReloadAsync();
        await Has(sam, "#reply", "Dear customer, your parcel left this mor");
    }

    [Fact]
    public async Task A_hidden_tab_stands_still_and_shows_the_latest_when_it_is_looked_at()
    {
        var sam = await browser.Window("Sam", "/queue");
        var stella = await browser.Window("Stella", "/tickets/new");
        await sam.WaitForSelectorAsync("tr[data-id]");
        await Seen(sam, false);

        await stella.FillAsync("#name", "Kofi Kowalski");
        await stella.FillAsync("#address", "kofi@kowalski.example");
        await stella.FillAsync("#subject", "The lantern that nobody sees yet");
        await stella.FillAsync("#text", "It came broken.");
        await stella.GetByRole(AriaRole.Button, new() { Name = "Open ticket" }).ClickAsync();
        await stella.WaitForURLAsync(url => !url.EndsWith("/new", StringComparison.Ordinal));
        await Task.Delay(1500, TestContext.Current.CancellationToken);
        Assert.DoesNotContain("The lantern that nobody sees yet", await sam.InnerTextAsync("body"));

        await Seen(sam, true);
        await Expect(sam.Locator("[data-list]")).ToContainTextAsync("The lantern that nobody sees yet");
    }

    [Fact]
    public async Task A_circuit_that_was_put_to_sleep_comes_back_where_it_was()
    {
        var sam = await browser.Window("Sam", "/tickets/new");
        await sam.FillAsync("#subject", "Asleep for an hour");
        await sam.Keyboard.PressAsync("Tab");
        await Expect(sam.Locator("body")).ToContainTextAsync("Draft kept");
        await Task.Delay(1000, TestContext.Current.CancellationToken);

        Assert.True(await sam.EvaluateAsync<bool>("() => Blazor.pauseCircuit()"));
        Assert.True(await sam.EvaluateAsync<bool>("() => Blazor.resumeCircuit()"));

        await Has(sam, "#subject", "Asleep for an hour");
        await sam.FillAsync("#name", "Hannah Wren");
        await sam.FillAsync("#address", "hannah@wrenstreet.example");
        await sam.FillAsync("#text", "It is awake.");
        await sam.GetByRole(AriaRole.Button, new() { Name = "Open ticket" }).ClickAsync();
        await Expect(sam.Locator("h1")).ToContainTextAsync("Asleep for an hour");
    }

    [Fact]
    public async Task While_the_focus_is_in_the_list_newcomers_wait_and_the_chip_brings_them_in_by_key()
    {
        var sam = await browser.Window("Sam", "/queue");
        var stella = await browser.Window("Stella", "/tickets/new");
        await sam.WaitForSelectorAsync("tr[data-id]");
        await sam.Mouse.MoveAsync(0, 0);
        await sam.Keyboard.PressAsync("j");
        var row = await sam.EvaluateAsync<string>("() => document.activeElement.dataset.id");
        var before = await sam.EvaluateAsync<string>(Rows);

        await stella.FillAsync("#name", "Kofi Kowalski");
        await stella.FillAsync("#address", "kofi@kowalski.example");
        await stella.FillAsync("#subject", "The lantern that waits behind the chip");
        await stella.FillAsync("#text", "It came broken.");
        await stella.SelectOptionAsync("#priority", "Urgent");
        await stella.GetByRole(AriaRole.Button, new() { Name = "Open ticket" }).ClickAsync();
        var chip = sam.Locator("[data-list] .newchip");
        await chip.WaitForAsync();
        Assert.Equal(before, await sam.EvaluateAsync<string>(Rows));
        Assert.Equal(row, await sam.EvaluateAsync<string>("() => document.activeElement.dataset.id"));

        await sam.Keyboard.PressAsync("Shift+Tab");
        Assert.True(await chip.EvaluateAsync<bool>("chip => chip === document.activeElement"));
        await sam.Keyboard.PressAsync("Enter");
        await Expect(sam.Locator("[data-list]")).ToContainTextAsync("The lantern that waits behind the chip");
        await Expect(chip).ToHaveCountAsync(0);
        // Focus goes on in the list, at its first row.
        await sam.WaitForFunctionAsync("() => document.activeElement === document.querySelector('[data-list] [data-id]')");
    }

    const string Rows = "() => [...document.querySelectorAll('[data-list] [data-id]')].map(row => row.dataset.id).join()";

    static async Task Filled(IPage page)
    {
        await Has(page, "#no-name", "Hannah Wren");
        await Has(page, "#no-address", "1 Wren Street, Leeds");
        await Has(page, "#no-code-1", "85123A");
        await Has(page, "#no-code-2", "71053");
        await Has(page, "#no-count-2", "12");
    }

    static Task Has(IPage page, string field, string text) => Expect(page.Locator(field)).ToHaveValueAsync(text, new() { Timeout = 30_000 });

    static Task Seen(IPage page, bool seen) => page.EvaluateAsync("seen => { Object.defineProperty(document, 'hidden', { value: !seen, configurable: true }); document.dispatchEvent(new Event('visibilitychange')); }", seen);
}
