using System.Text.RegularExpressions;
using BackOffice.Accounting;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Support;
using BackOffice.Testing;
using BackOffice.Tests.Fulfillment;
using BackOffice.Ui;
using BackOffice.Web.Keys;
using BackOffice.Web.Webhooks;
using Bunit;

namespace BackOffice.Tests;

/// <summary>What is typed into a form is kept by record, person and kind, and given back.</summary>
public sealed partial class DraftedTests : IAsyncLifetime
{
    Company company = null!;

    public async ValueTask InitializeAsync() => company = await Company.Open();
    public ValueTask DisposeAsync() => company.DisposeAsync();

    [Fact]
    public async Task A_form_comes_back_with_its_fields_and_its_rows_and_to_nobody_else()
    {
        await using (var first = await company.Joe.Opens<NewOrderPage>())
        {
            await first.Find(".drafted").TriggerEventAsync("ondraft", new DraftArgs { Fields = """{"no-name":"Hannah Wren"}""" });
            first.Press("Another item");
            first.WaitForAssertion(() => Assert.Equal(2, first.All("input[data-scan], input[id^=no-code]").Count));
            for (var tries = 0; tries < 200 && (await company.Read(new DraftOf(company.Joe.Id, "Form", "new-order")))?.Content.Contains("\"more\":\"2\"") is not true; tries++) await Task.Delay(25, Xunit.TestContext.Current.CancellationToken);
            first.WaitForAssertion(() => Assert.Contains("Draft kept", first.Markup));
        }
        await using var again = await company.Joe.Opens<NewOrderPage>();
        again.WaitForAssertion(() => Assert.Equal("""{"no-name":"Hannah Wren"}""", again.All(".drafted")[0].GetAttribute("data-drafted")));
        Assert.Equal(2, again.All("input[id^=no-code]").Count);

        await using var other = await company.Max.Opens<NewOrderPage>();
        Assert.Null(other.All(".drafted")[0].GetAttribute("data-drafted"));
        Assert.Single(other.All("input[id^=no-code]"));
    }

    [Fact]
    public async Task What_was_sent_is_forgotten()
    {
        await using (var screen = await company.Priya.Opens<TypePayment>())
        {
            await screen.Find(".drafted").TriggerEventAsync("ondraft", new DraftArgs { Fields = """{"pay-from":"H WREN"}""" });
            Assert.NotNull(await company.Read(new DraftOf(company.Priya.Id, "Form", "type-payment")));
            screen.Find("#pay-amount").Change("12.50");
            screen.Press("Record");
            screen.WaitForAssertion(() => Assert.Contains("Recorded.", screen.Markup));
        }
        Assert.Null(await company.Read(new DraftOf(company.Priya.Id, "Form", "type-payment")));
    }

    [Fact]
    public async Task What_was_refused_is_kept()
    {
        await using var screen = await company.Priya.Opens<TypePayment>();
        await screen.Find(".drafted").TriggerEventAsync("ondraft", new DraftArgs { Fields = """{"pay-from":"H WREN"}""" });
        screen.Press("Record");
        screen.WaitForAssertion(() => Assert.Contains("Give the amount", screen.Markup));
        Assert.NotNull(await company.Read(new DraftOf(company.Priya.Id, "Form", "type-payment")));
    }

    [Fact]
    public void Every_field_that_is_typed_into_is_kept_or_says_why_not()
    {
        // What is typed there, and why it needs no draft.
        var reasons = new Dictionary<string, string>
        {
            ["DraftText.razor"] = "keeps its own text",
            ["Palette.razor"] = "a search",
            ["Desk.razor"] = "a search",
            ["PeoplePage.razor"] = "a search",
            ["OrdersPage.razor"] = "a search, in the address once sent",
            ["StockPage.razor"] = "a search, in the address once sent",
            ["AuditPage.razor"] = "filters, in the address once sent",
            ["DispatchPage.razor"] = "a scan box, emptied by each scan",
            ["PartsPage.razor"] = "a scan box, emptied by each scan",
            ["PickNow.razor"] = "a scan box, emptied by each scan",
            ["PrivacyPage.razor"] = "the number is typed as a word of confirmation, anew each time",
            ["IntakePage.razor"] = "goes with a file, which no browser gives back",
        };
        var open = new List<string>();
        foreach (var file in TidyTests.Sources("*.razor"))
        {
            var (text, name) = (File.ReadAllText(file), Path.GetFileName(file));
            foreach (var field in TypedField().Matches(text).Where(m => !NotTyped().IsMatch(m.Value)))
            {
                var before = text[..field.Index];
                var isKept = before.Split("<Drafted ").Length > before.Split("</Drafted>").Length;
                if (!isKept && !reasons.ContainsKey(name)) open.Add($"{name}: {field.Value}");
            }
        }
        Assert.Empty(open);
        Assert.Empty(reasons.Keys.Except(TidyTests.Sources("*.razor").Select(Path.GetFileName)));
    }

    [GeneratedRegex("<(input|textarea|MudTextField|MudNumericField|MudAutocomplete|MudDatePicker)\\b[^>]*")]
    private static partial Regex TypedField();

    [GeneratedRegex("type=\"(checkbox|radio|hidden|file|submit|button)\"")]
    private static partial Regex NotTyped();

    /// <summary>What is open stands in the address: a page that is opened there again shows the form.</summary>
    [Fact]
    public async Task Forms_are_open_again_by_their_address()
    {
        var (order, _) = await company.Released(("A", 2));
        await using (var screen = await company.Noor.Opens<OrderPage>(p => p.Add(page => page.Number, order.Value)))
        {
            screen.Press("Hold");
            screen.WaitForAssertion(() => Assert.EndsWith("form=Hold", screen.Address));
            screen.WaitForAssertion(() => Assert.NotEmpty(screen.All("#hold-note")));
            screen.Press("Hold");
            screen.WaitForAssertion(() => Assert.DoesNotContain("form", screen.Address));
        }
        await using var again = await company.Noor.Opens<OrderPage>(p => p.Add(page => page.Number, order.Value), "/orders/1?form=Cancel");
        again.WaitForAssertion(() => Assert.NotEmpty(again.All("#cancel-note")));
        await using var keys = await company.Ada.Opens<KeysPage>(address: "/admin/keys?form=new");
        keys.WaitForAssertion(() => Assert.NotEmpty(keys.All("#key-name")));
        await using var hooks = await company.Ada.Opens<WebhooksPage>(address: "/admin/webhooks?form=new");
        hooks.WaitForAssertion(() => Assert.NotEmpty(hooks.All("#hook-url")));
    }

    [Fact]
    public async Task Nobody_s_drafts_grow_without_end()
    {
        for (var i = 0; i < SaveDraft.MostKept + 5; i++) await company.Sam.Does(new SaveDraft($"Ticket:{i}", "reply", "Dear"));

        Assert.Equal(SaveDraft.MostKept, (await company.All<Draft>()).Count(draft => draft.Person == company.Sam.Id));
        Assert.NotNull(await company.Read(new DraftOf(company.Sam.Id, $"Ticket:{SaveDraft.MostKept + 4}", "reply")));
    }
}
