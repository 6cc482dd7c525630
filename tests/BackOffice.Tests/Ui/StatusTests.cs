using System.Diagnostics.Metrics;
using BackOffice.Kernel;
using BackOffice.Support;
using BackOffice.Testing;
using BackOffice.Ui;
using BackOffice.Web.Status;
using Microsoft.Extensions.DependencyInjection;
using May = BackOffice.Kernel.May;

namespace BackOffice.Tests;

/// <summary>What administrators and operators see of the live part.</summary>
public sealed class StatusTests : IAsyncLifetime
{
    Company company = null!;

    public async ValueTask InitializeAsync() => company = await Company.Open();
    public ValueTask DisposeAsync() => company.DisposeAsync();

    [Fact]
    public async Task Only_administrators_may_see_the_status()
    {
        Assert.True((await company.Ada.Actor()).May(May.SeeStatus));
        Assert.False((await company.Noor.Actor()).May(May.SeeStatus));
        Assert.Equal(May.SeeStatus, Assert.Single(typeof(StatusPage).GetCustomAttributes(typeof(NeedsAttribute), true).Cast<NeedsAttribute>()).Permission);
    }

    [Fact]
    public async Task The_status_says_how_many_watch_and_what_is_stuck_and_is_live()
    {
        await using var sam = await company.Sam.Opens<QueuePage>();
        sam.WaitForAssertion(() => Assert.Contains("Nothing waits here", sam.Markup));
        var figures = company.Services.GetRequiredService<LiveFigures>();
        await figures.Look();
        await using var ada = await company.Ada.Opens<StatusPage>();
        var watchers = company.Services.GetRequiredService<LiveViews>().Watchers;
        ada.WaitForAssertion(() => Assert.Contains("Nothing is stuck", ada.Markup));
        await figures.Look();
        ada.WaitForAssertion(() => Assert.Contains($"{company.Services.GetRequiredService<LiveMetrics>().Components} live parts on open pages", ada.Markup));

        for (var i = 0; i < 3; i++) await company.Does(HouseActor.Post, new OpenTicket("Hannah Wren", "hannah@wrenstreet.example", "Broken", "It came broken."));
        await figures.Look();

        ada.WaitForAssertion(() => Assert.Contains($"head is {figures.Now.Head}", ada.Markup));
        Assert.True(figures.Now.Head >= 3);
        Assert.True(figures.Changes[^1] > 0);
        Assert.True(watchers > 0);
    }

    [Fact]
    public async Task Operators_measure_commit_to_screen_and_what_watches()
    {
        var seen = new Dictionary<string, double>();
        using var listener = new MeterListener();
        // Other companies of this run publish meters of the same name: only this company's own count.
        var mine = company.Services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, on) => { if (instrument.Meter.Name == LiveMetrics.MeterName && instrument.Meter.Scope == mine) on.EnableMeasurementEvents(instrument); };
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => { lock (seen) seen[instrument.Name] = value; });
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => { lock (seen) seen[instrument.Name] = value; });
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => { lock (seen) seen[instrument.Name] = value; });
        company.Services.GetRequiredService<LiveFigures>();
        listener.Start();
        await using var sam = await company.Sam.Opens<QueuePage>();
        sam.WaitForAssertion(() => Assert.Contains("Nothing waits here", sam.Markup));

        await company.Does(HouseActor.Post, new OpenTicket("Hannah Wren", "hannah@wrenstreet.example", "Broken", "It came broken."));
        sam.WaitForAssertion(() => Assert.Contains("Broken", sam.Markup));
        sam.WaitForAssertion(() => { lock (seen) Assert.True(seen.ContainsKey("backoffice.live.commit_to_screen")); });
        listener.RecordObservableInstruments();

        Assert.InRange(seen["backoffice.live.commit_to_screen"], 0, 60);
        Assert.True(seen["backoffice.live.subscribers"] > 0);
        foreach (var name in (string[])["views", "components", "reads", "renders", "coalesced", "circuits"]) Assert.Contains($"backoffice.live.{name}", seen.Keys);
        foreach (var name in (string[])["feed.lag", "feed.position", "errands.waiting", "errands.oldest_age", "errands.stuck"]) Assert.Contains($"backoffice.{name}", seen.Keys);
    }

    [Fact]
    public void Durations_are_spread_by_quarters()
    {
        var spread = new Spread();
        Assert.Equal((0L, null, null, null), spread.Read());
        for (var ms = 1; ms <= 100; ms++) spread.Add(TimeSpan.FromMilliseconds(ms));
        var (count, half, most99, most) = spread.Read();
        Assert.Equal(100, count);
        Assert.InRange(half!.Value, 50, 63);
        Assert.InRange(most99!.Value, 99, 125);
        Assert.InRange(most!.Value, 100, 125);
        Assert.Equal(100, spread.Bars().Sum(bar => bar.Count));
    }
}
