using System.Diagnostics;
using System.Globalization;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Support;
using BackOffice.Testing;
using BackOffice.Tests.Fulfillment;
using BackOffice.Ui;
using BackOffice.Web.Shell;
using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests;

/// <summary>How often a screen renders, and how often a view is read, when much happens.</summary>
public sealed class PulseTests : IAsyncLifetime
{
    Company company = null!;

    public async ValueTask InitializeAsync() => company = await Company.Open();
    public ValueTask DisposeAsync() => company.DisposeAsync();

    LiveMetrics Metrics => company.Services.GetRequiredService<LiveMetrics>();
    LiveViews Views => company.Services.GetRequiredService<LiveViews>();

    [Fact]
    public async Task However_much_changes_a_screen_renders_at_most_ten_times_a_second()
    {
        await using var sam = await company.Sam.Opens<QueuePage>();
        sam.WaitForAssertion(() => Assert.Contains("Nothing waits here", sam.Markup));
        await Task.Delay(300, Xunit.TestContext.Current.CancellationToken);
        var (renders, clock) = (Metrics.Renders, Stopwatch.StartNew());

        for (var i = 0; i < 60; i++) await Opened($"Lantern {i} broken");
        sam.WaitForAssertion(() => Assert.Equal(60, sam.All("tr[data-id]").Count));
        var most = (clock.Elapsed.TotalMilliseconds / Pulse.Floor.TotalMilliseconds) + 2;

        Assert.InRange(Metrics.Renders - renders, 1, most);
    }

    [Fact]
    public async Task A_hidden_tab_renders_nothing_and_once_when_it_is_looked_at_again()
    {
        await using var sam = await company.Sam.Opens<QueuePage>();
        sam.WaitForAssertion(() => Assert.Contains("Nothing waits here", sam.Markup));
        await Task.Delay(300, Xunit.TestContext.Current.CancellationToken);
        sam.Session.See(false);
        var (renders, reads) = (Metrics.Renders, Views.Reads);

        for (var i = 0; i < 5; i++)
        {
            await Opened($"Lantern {i} broken");
            await Task.Delay(120, Xunit.TestContext.Current.CancellationToken);
        }
        await Until(() => Views.Reads >= reads + 5);
        Assert.Equal(renders, Metrics.Renders);
        Assert.Empty(sam.All("tr[data-id]"));

        sam.Session.See(true);
        sam.WaitForAssertion(() => Assert.Equal(5, sam.All("tr[data-id]").Count));
        Assert.Equal(renders + 1, Metrics.Renders);
    }

    [Fact]
    public async Task An_import_of_many_orders_wakes_each_view_a_bounded_number_of_times()
    {
        var orders = int.TryParse(Environment.GetEnvironmentVariable("BACKOFFICE_ORDERS"), CultureInfo.InvariantCulture, out var asked) ? asked : 2_000;
        await using var joe = await company.Joe.Opens<OrdersPage>();
        await using var noor = await company.Noor.Opens<OrdersPage>();
        joe.WaitForAssertion(() => Assert.Contains("No order is here", joe.Markup));
        var (reads, renders, clock) = (Views.Reads, Metrics.Renders, Stopwatch.StartNew());

        foreach (var lot in Enumerable.Range(0, orders).Chunk(200))
            await Task.WhenAll(lot.Select(_ => company.Commands.Send(new PlaceOrder(Goods.Order(("A", 1))), Actor.House(HouseActor.Import))));
        var newest = (await company.Db(r => r.All<Order>().IgnoreAutoIncludes().OrderByDescending(o => o.Id).Select(o => o.Id).FirstAsync())).Value.ToString(CultureInfo.InvariantCulture);
        foreach (var screen in (Screen<OrdersPage>[])[joe, noor]) screen.WaitForAssertion(() => Assert.Equal(newest, screen.All("tr[data-id]")[0].GetAttribute("data-id")), TimeSpan.FromSeconds(20));
        var most = (clock.Elapsed.TotalMilliseconds / 100) + 5;

        Assert.InRange(Views.Reads - reads, 1, most * Views.Distinct);
        Assert.InRange(Metrics.Renders - renders, 1, most * 2);
        Assert.True(Metrics.Coalesced + Metrics.Renders < orders, $"{orders} orders woke screens {Metrics.Coalesced + Metrics.Renders} times");
    }

    [Fact]
    public async Task A_view_that_fails_tells_its_own_part_and_no_one_else_and_is_tried_again()
    {
        Sick.IsWell = false;
        await using var sam = await company.Sam.Opens<SoundAndSick>();
        await using var greta = await company.Greta.Opens<QueuePage>();
        sam.WaitForAssertion(() => Assert.Contains("cannot be shown just now", sam.Markup));

        await Opened("Lantern glass broken");
        sam.WaitForAssertion(() => Assert.Contains("open: 1", sam.Markup));
        greta.WaitForAssertion(() => Assert.Contains("Lantern glass broken", greta.Markup));
        Assert.DoesNotContain("cannot be shown", greta.Markup);
        Assert.Contains("cannot be shown just now", sam.Markup);
        Assert.True(Views.FailedReads > 0);

        Sick.IsWell = true;
        sam.WaitForAssertion(() => Assert.Contains("well again", sam.Markup), TimeSpan.FromSeconds(20));
        Assert.DoesNotContain("cannot be shown", sam.Markup);
    }

    [Fact]
    public async Task A_closed_screen_leaves_no_part_and_no_watcher()
    {
        await using (var sam = await company.Sam.Opens<QueuePage>())
        {
            await using var nav = await company.Sam.Opens<NavBar>();
            sam.WaitForAssertion(() => Assert.Contains("Nothing waits here", sam.Markup));
            Assert.True(Metrics.Components > 2);
            Assert.Equal(Metrics.Components, Views.Watchers);
        }
        Assert.Equal((0, 0), (Metrics.Components, Views.Watchers));
    }

    [ForEveryone("A test's own view.")]
    sealed record OpenTickets : View<string>
    {
        public override async Task<string> Read(Reader reader) => $"open: {(await reader.Read(new Queue(QueueTab.All))).Count}";
    }

    [ForEveryone("A test's own view.")]
    sealed record Sick : View<string>
    {
        public static bool IsWell { get; set; }
        public override Task<string> Read(Reader reader) => IsWell ? Task.FromResult("well again") : throw new InvalidOperationException("This view is broken.");
    }

    sealed class SoundAndSick : ComponentBase
    {
        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.AddContent(0, Part(new OpenTickets()));
            builder.AddContent(1, Part(new Sick()));
        }

        static RenderFragment Part(View<string> view) => builder =>
        {
            builder.OpenComponent<Live<string>>(0);
            builder.AddComponentParameter(1, nameof(Live<>.Of), view);
            builder.AddComponentParameter(2, nameof(Live<>.ChildContent), (RenderFragment<string>)(text => inner => inner.AddContent(0, text)));
            builder.CloseComponent();
        };
    }

    Task Opened(string subject) => company.Does(HouseActor.Post, new OpenTicket("Hannah Wren", "hannah@wrenstreet.example", subject, "It came broken."));

    static async Task Until(Func<bool> condition)
    {
        for (var tries = 0; tries < 500 && !condition(); tries++) await Task.Delay(10, Xunit.TestContext.Current.CancellationToken);
        Assert.True(condition());
    }
}
