using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace BackOffice.Browser.Tests;

/// <summary>The company's day: three people in three windows and a wall; an order comes in by a file, is shipped, invoiced, asked about and paid.</summary>
public partial class CompanyDayTests(Browser browser)
{
    [Fact]
    public async Task An_order_goes_through_three_departments_without_a_reload()
    {
        var noor = await browser.Window("Noor", "/intake");
        var bea = await browser.Window("Bea", "/to-invoice");
        var sam = await browser.Window("Sam", "/queue");
        var wall = await browser.Window("Stella", "/wall/company", waitFor: "[data-tiles] .w-lbl");
        var gone = await Gone(wall);

        // Fulfillment: a file with one order.
        var order = await Import(noor, "D900001", "85123A", 2);

        // Support: the customer asks about it; the agent keeps the ticket open in a window of their own.
        await sam.GotoAsync("/tickets/new");
        await sam.FillAsync("#name", "Hannah Wren");
        await sam.FillAsync("#address", "hannah@wrenstreet.example");
        await sam.FillAsync("#subject", $"Where is {order}?");
        await sam.FillAsync("#text", $"Hello, will {order} be here before Wednesday?");
        await sam.GetByRole(AriaRole.Button, new() { Name = "Open ticket" }).ClickAsync();
        await sam.WaitForURLAsync(TicketAddress());
        await Expect(sam.Locator("body")).ToContainTextAsync("0 of 2 shipped");

        // Fulfillment: confirm, release, pick, pack, label, dispatch.
        await Ship(noor, order);

        // The two others and the wall see it by themselves.
        await Expect(bea.Locator("[data-list]")).ToContainTextAsync(order);
        await Expect(sam.Locator("body")).ToContainTextAsync("2 of 2 shipped");
        // One more; should midnight fall in between, the wall has begun again.
        await wall.WaitForFunctionAsync("before => [...document.querySelectorAll('.w-card, .w-calm, .w-worst')].filter(t => t.innerText.includes('Parcels gone today')).map(t => Number(t.innerText.match(/([\\d,]+)\\s*$/m)?.[1].replaceAll(',', ''))).some(n => n > 0 && n !== before)", gone);

        // Accounting: issue, then the bank's file pays it.
        var row = bea.Locator("tr[data-id]", new() { HasTextString = order });
        var gross = Amount().Match(await row.Locator("td.num.m").InnerTextAsync()).Value;
        await row.HoverAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "Issue" }).ClickAsync();
        await Expect(bea.GetByText("1 invoice issued.")).ToBeVisibleAsync();

        await noor.GotoAsync($"/orders/{order[2..]}");
        await Expect(noor.Locator("body")).ToContainTextAsync("INV-");
        var priya = await browser.Window("Priya", "/statements");
        await priya.SetInputFilesAsync("input[type=file]", new FilePayload { Name = "bank.xml", MimeType = "application/xml", Buffer = Encoding.UTF8.GetBytes(Statement(order, gross)) });
        await priya.CheckAsync("input[name=newAccounts]");
        await priya.GetByRole(AriaRole.Button, new() { Name = "Bring in" }).ClickAsync();
        await Expect(priya.Locator("body")).ToContainTextAsync("1 receipts matched by themselves");
        await Expect(noor.Locator("body")).ToContainTextAsync("Paid in full");
    }

    [Fact]
    public async Task What_was_typed_is_there_after_the_server_was_restarted()
    {
        var sam = await browser.Window("Sam", "/tickets/new");
        await sam.FillAsync("#name", "Hannah Wren");
        await sam.FillAsync("#address", "hannah@wrenstreet.example");
        await sam.FillAsync("#subject", "Two hearts missing");
        await sam.FillAsync("#text", "The box was short.");
        await sam.GetByRole(AriaRole.Button, new() { Name = "Open ticket" }).ClickAsync();
        await sam.WaitForURLAsync(TicketAddress());
        var address = sam.Url;
        await sam.FillAsync("textarea.draft", "Dear Hannah, you are right, and I am sorry.");
        await Expect(sam.Locator("body")).ToContainTextAsync("Draft kept");

        await browser.Portal.Kill();
        await Expect(sam.Locator("textarea.draft")).ToHaveValueAsync("Dear Hannah, you are right, and I am sorry.");
        await browser.Portal.StartAgain();

        // The page finds its way back by itself, where it was, filled in.
        await sam.WaitForFunctionAsync("() => document.querySelector('.livedot') && !document.querySelector('.sheet.stale')", null, new() { Timeout = 60_000 });
        Assert.Equal(address, sam.Url);
        await Expect(sam.Locator("textarea.draft")).ToHaveValueAsync("Dear Hannah, you are right, and I am sorry.", new() { Timeout = 30_000 });
    }

    [Fact]
    public async Task A_picker_ships_with_a_hand_held()
    {
        var order = await Import(await browser.Window("Joe", "/intake"), "D900002", "71053", 1);
        var noor = await browser.Window("Noor", width: 390, height: 844);
        await Ship(noor, order);
        await noor.GotoAsync($"/orders/{order[2..]}");
        await Expect(noor.Locator("body")).ToContainTextAsync("Handed to the carrier");
        Assert.Equal(0, await noor.EvaluateAsync<int>("() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
    }

    static async Task<string> Import(IPage page, string number, string code, int count)
    {
        var csv = $"InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n{number},{code},GOODS,{count},2010-12-01 08:26:00,2.55,17850.0,United Kingdom\nC{number},{code},GOODS,-1,2010-12-01 09:00:00,2.55,17850.0,United Kingdom\n";
        await page.SetInputFilesAsync("#im-files", new FilePayload { Name = $"{number}.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(csv) });
        await page.GetByRole(AriaRole.Button, new() { Name = "Import" }).ClickAsync();
        await page.WaitForURLAsync(ImportAddress());
        await page.GotoAsync($"{page.Url.Split('?')[0]}?tab=orders");
        var row = page.Locator("tr[data-id]", new() { HasTextString = number }).First;
        await row.WaitForAsync();
        return $"O-{await row.GetAttributeAsync("data-id")}";
    }

    static async Task Ship(IPage page, string order)
    {
        await page.GotoAsync($"/orders/{order[2..]}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = Release() }).ClickAsync();
        await page.Locator("a[data-key=p]").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = LineDone() }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Pack" }).ClickAsync();
        await page.GotoAsync("/dispatch");
        var parcel = page.Locator("tr[data-id]", new() { HasTextString = order });
        await parcel.Locator("[data-do=label]").ClickAsync();
        await parcel.Locator("[data-do=dispatch]").ClickAsync();
        // While the pointer is in the list the row that left stays where it was, struck through.
        await Expect(page.Locator("tr[data-id]:not(.gonerow)", new() { HasTextString = order })).ToHaveCountAsync(0);
    }

    static async Task<long> Gone(IPage wall)
    {
        var text = await wall.Locator(".w-card, .w-calm, .w-worst", new() { HasTextString = "Parcels gone today" }).First.InnerTextAsync();
        return long.Parse(Figure().Match(text).Groups[1].Value.Replace(",", "", StringComparison.Ordinal));
    }

    static string Statement(string reference, string amount) => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr><MsgId>{reference}</MsgId><CreDtTm>2026-01-05T06:00:00</CreDtTm></GrpHdr>
        <Stmt><Id>{reference}</Id><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>GBP</Ccy></Acct>
        {Balance("OPBD", "0.00")}{Balance("CLBD", amount)}
        <Ntry><Amt Ccy="GBP">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>{Today}</Dt></BookgDt><ValDt><Dt>{Today}</Dt></ValDt><AcctSvcrRef>{reference}-1</AcctSvcrRef>
        <NtryDtls><TxDtls><RltdPties><Dbtr><Nm>H WREN</Nm></Dbtr></RltdPties><RmtInf><Ustrd>{reference}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
        </Stmt></BkToCstmrStmt></Document>
        """;

    static string Balance(string code, string amount) =>
        $"""<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="GBP">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>{Today}</Dt></Dt></Bal>""";

    static string Today => DateTime.UtcNow.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"/tickets/\d+$")]
    private static partial Regex TicketAddress();
    [GeneratedRegex(@"/intake/\d+")]
    private static partial Regex ImportAddress();
    [GeneratedRegex("^Release to")]
    private static partial Regex Release();
    [GeneratedRegex("^Line done")]
    private static partial Regex LineDone();
    [GeneratedRegex(@"[\d,]+\.\d\d")]
    private static partial Regex Amount();
    [GeneratedRegex(@"([\d,]+)\s*$", RegexOptions.Multiline)]
    private static partial Regex Figure();
}
