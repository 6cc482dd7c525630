using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Testing;
using BackOffice.Tests.Fulfillment;
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
}
