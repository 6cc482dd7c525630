using BackOffice.Accounting;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Support;
using BackOffice.Testing;
using BackOffice.Ui;
using Bunit;

namespace BackOffice.Tests;

/// <summary>What is typed into a form is kept by record, person and kind, and given back.</summary>
public sealed class DraftedTests : IAsyncLifetime
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
    public async Task Nobody_s_drafts_grow_without_end()
    {
        for (var i = 0; i < SaveDraft.MostKept + 5; i++) await company.Sam.Does(new SaveDraft($"Ticket:{i}", "reply", "Dear"));

        Assert.Equal(SaveDraft.MostKept, (await company.All<Draft>()).Count(draft => draft.Person == company.Sam.Id));
        Assert.NotNull(await company.Read(new DraftOf(company.Sam.Id, $"Ticket:{SaveDraft.MostKept + 4}", "reply")));
    }
}
