using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Testing;
using BackOffice.Tests.Fulfillment;
using BackOffice.Tests.Support;
using BackOffice.Ui;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests;

/// <summary>A row's button that is pressed twice does its deed once, and says nothing of the second time.</summary>
public sealed class PressedTwiceTests
{
    [Fact]
    public async Task A_rows_button_pressed_again_while_its_deed_is_under_way_asks_nothing_more()
    {
        await using var company = await Company.Open();
        var (_, shipment) = await company.Packed(("A", 1));
        await using var screen = await company.Ana.Opens<DispatchPage>();
        screen.WaitForAssertion(() => Assert.Single(screen.All("tr[data-id]")));

        // The writer is busy, so that the first is still on its way when the second comes.
        using var free = new ManualResetEventSlim();
        var busy = company.Services.GetRequiredService<IWriter>().Chore(_ => { free.Wait(TimeSpan.FromMinutes(1)); return Task.FromResult(true); });
        var label = new RowDeedArgs { Id = shipment.Value.ToString(System.Globalization.CultureInfo.InvariantCulture), Do = "label" };
        var first = screen.Find("[data-list]").TriggerEventAsync("onrowdeed", label);
        var second = screen.Find("[data-list]").TriggerEventAsync("onrowdeed", label);
        await second.WaitAsync(TimeSpan.FromMinutes(1), Xunit.TestContext.Current.CancellationToken);
        Assert.False(first.IsCompleted);
        free.Set();
        await Task.WhenAll(first, busy);

        screen.WaitForAssertion(() => Assert.Single(screen.All("tr[data-id]")));
        Assert.Empty(screen.All("[role=alert]"));
        Assert.Single(await company.All<LogEntry>(), entry => entry.Command == nameof(BuyLabel));
    }

    [Fact]
    public async Task Take_next_pressed_again_while_it_is_under_way_takes_one_ticket()
    {
        var (company, _) = await SupportCompany.Open();
        await using var closing = company;
        await company.Writes("First", "We counted 46.");
        await company.Writes("Second", "We counted 12.");
        await using var screen = await company.Sam.Opens<BackOffice.Support.QueuePage>();
        screen.WaitForAssertion(() => Assert.Contains("We counted 12.", screen.Markup));

        using var free = new ManualResetEventSlim();
        var busy = company.Services.GetRequiredService<IWriter>().Chore(_ => { free.Wait(TimeSpan.FromMinutes(1)); return Task.FromResult(true); });
        var take = screen.Find("button[data-key=t]");
        var first = take.TriggerEventAsync("onclick", new Microsoft.AspNetCore.Components.Web.MouseEventArgs());
        var second = take.TriggerEventAsync("onclick", new Microsoft.AspNetCore.Components.Web.MouseEventArgs());
        free.Set();
        await Task.WhenAll(first, second, busy);

        Assert.Single(await company.All<LogEntry>(), entry => entry.Command == nameof(BackOffice.Support.TakeNext));
    }
}
