using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Testing;
using BackOffice.Tests.Fulfillment;
using BackOffice.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests.Kernel;

public class LiveTests
{
    [ForEveryone("A test's own view.")]
    sealed record Placed(string Marker) : ListView<Placed.Row>
    {
        public sealed record Row(OrderId Id, string Number, string ShipTo, OrderState State);
        public override IQueryable<Row> Read(Reader reader) => reader.All<Order>().OrderBy(o => o.Id).Select(o => new Row(o.Id, "O-" + Marker, o.ShipTo, o.State));
    }

    [ForEveryone("A test's own view.")]
    sealed record StateOf(OrderId Id) : View<OrderState?>
    {
        public override IEnumerable<IId> About => [Id];
        public override async Task<OrderState?> Read(Reader reader) => (await reader.All<Order>().IgnoreAutoIncludes().Where(o => o.Id == Id).Select(o => new { o.State }).FirstOrDefaultAsync())?.State;
    }

    [ForEveryone("A test's own view.")]
    sealed record Broken : View<string>
    {
        public override Task<string> Read(Reader reader) => throw new InvalidOperationException("This view is broken.");
    }

    /// <summary>Where a reading of a test waits until the test lets it go on.</summary>
    sealed class Turnstile
    {
        public static TaskCompletionSource? Waits { get; set; }
        public static TaskCompletionSource Came { get; set; } = new();
    }

    [ForEveryone("A test's own view.")]
    sealed record TicketsOnceThereAreOrders : View<int>
    {
        public override async Task<int> Read(Reader reader)
        {
            if (!await reader.All<Order>().AnyAsync()) return -1;
            var count = await reader.All<BackOffice.Support.Ticket>().CountAsync();
            Turnstile.Came.TrySetResult();
            if (Turnstile.Waits is { } waits) await waits.Task;
            return count;
        }
    }

    [Fact]
    public async Task What_changes_while_a_view_reads_more_than_before_is_not_missed()
    {
        await using var company = await Company.Open();
        using var watch = company.Services.GetRequiredService<LiveViews>().Watch(new TicketsOnceThereAreOrders(), Reach.Everything, () => { });
        await Until(() => watch.Current?.Value is -1);

        // It reads tickets for the first time, and before it is done a ticket comes.
        (Turnstile.Came, Turnstile.Waits) = (new(), new());
        await company.Placed(("A", 1));
        await Turnstile.Came.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        var opened = await company.Commands.Send(new BackOffice.Support.OpenTicket("Hannah", "hannah@wren.example", "Where is it?", "I wait."), Actor.House(HouseActor.Operator));
        await Until(() => company.Services.GetRequiredService<Feed>().Position >= opened.Position);
        var waits = Turnstile.Waits;
        Turnstile.Waits = null;
        waits.SetResult();

        Assert.True(await watch.Reach(opened.Position, TimeSpan.FromSeconds(30)));
        Assert.Equal(1, watch.Current!.Value);
    }

    [Fact]
    public async Task A_change_reads_a_view_once_whoever_watches()
    {
        await using var company = await Company.Open();
        var views = company.Services.GetRequiredService<LiveViews>();
        var watches = Enumerable.Range(0, 200).Select(_ => views.Watch(new Placed("x"), Reach.Everything, () => { })).ToList();
        await Until(() => watches[0].Current is not null);
        var before = views.Reads;

        var outcome = await company.Commands.Send(new PlaceOrder(Goods.Order(("A", 1))), Actor.House(HouseActor.Operator));
        foreach (var watch in watches) Assert.True(await watch.Reach(outcome.Position, TimeSpan.FromSeconds(5)));

        Assert.Equal(1, views.Distinct);
        Assert.Equal(1, views.Reads - before);
        Assert.Single(watches.Select(w => w.Current).Distinct());
        foreach (var watch in watches) watch.Dispose();
        Assert.Equal(0, views.Watchers);
    }

    [Fact]
    public async Task A_view_of_one_order_sleeps_while_others_change()
    {
        await using var company = await Company.Open();
        var mine = await company.Placed(("A", 1));
        var views = company.Services.GetRequiredService<LiveViews>();
        using var watch = views.Watch(new StateOf(mine), Reach.Everything, () => { });
        await Until(() => watch.Current is not null);
        await Task.Delay(150);
        var before = views.Reads;

        var other = await company.Joe.Does(new PlaceOrder(Goods.Order(("B", 1))));
        var confirmed = await company.Joe.Does(new ConfirmOrder(other.Order));
        Assert.True(await watch.Reach(confirmed.Position, TimeSpan.FromSeconds(5)));
        Assert.Equal(0, views.Reads - before);

        var outcome = await company.Joe.Does(new ConfirmOrder(mine));
        Assert.True(await watch.Reach(outcome.Position, TimeSpan.FromSeconds(5)));
        Assert.Equal(OrderState.Confirmed, watch.Current!.Value);
        Assert.Equal(1, views.Reads - before);
    }

    [Fact]
    public async Task Bulk_changes_wake_a_view_a_bounded_number_of_times()
    {
        await using var company = await Company.Open();
        var views = company.Services.GetRequiredService<LiveViews>();
        using var watch = views.Watch(new Placed("x"), Reach.Everything, () => { });
        await Until(() => watch.Current is not null);
        var (before, started) = (views.Reads, DateTime.UtcNow);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => company.Commands.Send(new PlaceOrder(Goods.Order(("A", 1))), Actor.House(HouseActor.Import))));
        Assert.True(await watch.Reach(outcomes.Max(o => o.Position), TimeSpan.FromSeconds(10)));

        var most = ((DateTime.UtcNow - started).TotalMilliseconds / 100) + 3;
        Assert.InRange(views.Reads - before, 1, most);
    }

    [Theory]
    [InlineData(0.002, 0.1)]
    [InlineData(0.9, 0.1)]
    [InlineData(2, 6)]
    [InlineData(60, 30)]
    public void A_view_that_takes_long_rests_long(double took, double rest) =>
        Assert.Equal(TimeSpan.FromSeconds(rest), ViewReads.RestAfter(TimeSpan.FromSeconds(took)));

    [Fact]
    public async Task A_broken_view_harms_no_other()
    {
        await using var company = await Company.Open();
        var views = company.Services.GetRequiredService<LiveViews>();
        using var broken = views.Watch(new Broken(), Reach.Everything, () => { });
        using var sound = views.Watch(new Placed("y"), Reach.Everything, () => { });

        await Until(() => broken.Failure is not null && sound.Current is not null);

        Assert.Null(sound.Failure);
    }

    [Fact]
    public async Task A_row_is_rendered_once_for_all_and_hostile_text_stays_text()
    {
        await using var company = await Company.Open();
        var order = Goods.Order(("A", 1)) with { ShipTo = "<script>alert(1)</script> & \"Sons\"" };
        await company.Joe.Does(new PlaceOrder(order));
        await company.Joe.Does(new PlaceOrder(Goods.Order(("B", 1))));
        var views = company.Services.GetRequiredService<LiveViews>();
        var renderer = company.Services.GetRequiredService<RowRenderer>();
        using var watch = views.Watch(new Placed("z"), Reach.Everything, () => { });
        await Until(() => watch.Current is not null);

        var rows = await renderer.Render(watch.Current!, typeof(TrialRow), Texts.English);
        var first = rows.Rows;
        var again = await renderer.Render(watch.Current!, typeof(TrialRow), Texts.English);
        Assert.Same(rows, again);
        Assert.Contains("&lt;script&gt;", first[0].Html);
        Assert.DoesNotContain("<script>", first[0].Html);

        var confirmed = await company.Joe.Does(new ConfirmOrder((await company.All<Order>())[1].Id));
        await watch.Reach(confirmed.Position, TimeSpan.FromSeconds(5));
        var after = (await renderer.Render(watch.Current!, typeof(TrialRow), Texts.English)).Rows;
        Assert.Same(first[0], after[0]);
        Assert.NotSame(first[1], after[1]);
        Assert.Contains("hidden", after[0].For("trial.press ").Value);
        Assert.Same(after[0].For("trial.press ").Value, after[0].For("trial.press ").Value);
        Assert.DoesNotContain("hidden", after[0].For("").Value);
    }

    sealed class TrialRow : RowOf<Placed.Row>
    {
        protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder)
        {
            builder.OpenElement(0, "td");
            builder.AddContent(1, Row.ShipTo);
            builder.OpenElement(2, "button");
            builder.AddAttribute(3, "data-may", "trial.press");
            builder.AddContent(4, Row.State.ToString());
            builder.CloseElement();
            builder.CloseElement();
        }
    }

    static async Task Until(Func<bool> condition)
    {
        for (var tries = 0; tries < 500 && !condition(); tries++) await Task.Delay(10);
        Assert.True(condition());
    }
}
