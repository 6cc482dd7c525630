using Microsoft.Playwright;

namespace BackOffice.Browser.Tests;

/// <summary>Every page, as someone with many hats sees it: it opens, says nothing wrong to the console, fits, and bars nobody (axe).</summary>
public class EveryPageTests(Browser browser)
{
    public static TheoryData<string> Pages =>
    [
        "/", "/board", "/orders", "/orders/new", "/orders?stage=Draft", "/intake", "/pick", "/dispatch", "/stock", "/receiving", "/cash", "/to-invoice", "/invoices", "/statements",
        "/trial-balance", "/journal", "/months", "/queue", "/tickets/new", "/support/mail", "/admin/status", "/audit", "/audit/1", "/admin/keys", "/admin/webhooks", "/admin/webhooks/deliveries",
    ];

    [Theory, MemberData(nameof(Pages))]
    public async Task It_opens_and_bars_nobody(string address)
    {
        foreach (var (width, scheme) in new[] { (1440, "light"), (1440, "dark"), (390, "light") })
        {
            var page = await browser.Window("Max", "/", width, width == 390 ? 844 : 900, scheme);
            var errors = new List<string>();
            page.Console += (_, message) => { if (message.Type is "error") errors.Add(message.Text); };
            page.PageError += (_, error) => errors.Add(error);
            await page.GotoAsync(address);
            await page.WaitForSelectorAsync("h1");
            await page.WaitForFunctionAsync("() => !document.querySelector('.skeleton')");

            Assert.Empty(errors);
            var barriers = await Browser.Barriers(page);
            Assert.True(barriers.Length == 0, $"{width} px, {scheme}:\n{barriers}");
            if (width == 390) Assert.Equal(0, await page.EvaluateAsync<int>("() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
            await page.Context.CloseAsync();
        }
    }

    [Theory]
    [InlineData("/orders", "tr[data-id]")]
    [InlineData("/queue", "tr[data-id]")]
    [InlineData("/invoices", "tr[data-id]")]
    public async Task The_first_record_of_a_list_opens_and_bars_nobody(string list, string row)
    {
        var page = await browser.Window("Max", list);
        await page.Locator(row).First.ClickAsync();
        await page.WaitForURLAsync(url => !url.EndsWith(list, StringComparison.Ordinal));
        await page.WaitForSelectorAsync("h1");
        await page.WaitForFunctionAsync("() => !document.querySelector('.skeleton')");
        var barriers = await Browser.Barriers(page);
        Assert.True(barriers.Length == 0, barriers);
    }

    [Fact]
    public async Task The_palette_finds_an_order_by_keyboard_alone()
    {
        var page = await browser.Window("Max", "/orders");
        var number = $"O-{await page.Locator("tr[data-id]").First.GetAttributeAsync("data-id")}";
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync(number, new() { Delay = 90 }); // slower than a scanner
        await Expect(page.Locator("#palette a[role=option][aria-selected=true]")).ToContainTextAsync(number);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("h1")).ToContainTextAsync(number);
        Assert.EndsWith($"/orders/{number[2..]}", page.Url);
    }

    [Fact]
    public async Task Another_departments_address_is_refused_in_words()
    {
        var page = await browser.Window("Sam", "/to-invoice");
        await Expect(page.Locator("body")).Not.ToContainTextAsync("Shipped and not invoiced");
    }

    [Fact]
    public async Task In_Spanish_the_pages_speak_Spanish()
    {
        var page = await browser.Window("Max", "/");
        await page.Context.AddCookiesAsync([new() { Name = "language", Value = "es", Url = browser.Portal.Address }]);
        await page.GotoAsync("/orders");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Pedidos");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "es");
    }

    [Fact]
    public async Task Nothing_is_asked_of_the_outside_and_the_page_is_light()
    {
        var page = await browser.Window("Max", "/");
        var outside = new List<string>();
        page.Request += (_, request) => { if (!request.Url.StartsWith(browser.Portal.Address, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal)) outside.Add(request.Url); };
        await page.GotoAsync("/queue", new() { WaitUntil = WaitUntilState.NetworkIdle });
        Assert.Empty(outside);
        var bytes = await page.EvaluateAsync<long>("() => [...performance.getEntriesByType('resource'), ...performance.getEntriesByType('navigation')].reduce((sum, e) => sum + e.transferSize, 0)");
        Assert.InRange(bytes, 1, 600 * 1024);
    }
}
