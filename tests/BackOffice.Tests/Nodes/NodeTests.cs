using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests.Nodes;

/// <summary>What one node does the others see: the log by its head, people by what is said of them.</summary>
public class NodeTests
{
    static readonly OrderId order = new(1001);

    [Fact]
    public async Task What_one_node_commits_the_other_passes_on_with_and_without_the_line()
    {
        var line = new NodeLine();
        await using var company = await Company.Open();
        await using var a = await company.Beside("a", line.Join());
        await using var b = await company.Beside("b", line.Join());
        foreach (var cut in new[] { false, true, false })
        {
            line.IsCut = cut;
            var before = line.Heads;
            await a.Does(HouseActor.Operator, Customer($"C-{before}"));
            Assert.True(line.Heads > before);
            var head = a.Services.GetRequiredService<Feed>().Position;
            while (b.Services.GetRequiredService<Feed>().Position < head) await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task A_told_head_is_read_without_waiting_for_the_next_look()
    {
        var line = new NodeLine();
        await using var company = await Company.Open();
        await using var a = await company.Beside("a", line.Join());
        await using var b = await company.Beside("b", line.Join());
        var came = new TaskCompletionSource<IReadOnlyList<LogEntry>>();
        b.Services.GetRequiredService<Feed>().Came += entries => came.TrySetResult(entries);
        await a.Does(HouseActor.Operator, Customer("C-1"));
        Assert.NotEmpty(await came.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Who_is_at_a_record_is_seen_on_every_node_and_gone_when_they_leave()
    {
        await using var two = await Two();
        two.PresenceA.Mark(order, "screen 1", await two.A.Ana.Actor(), PresenceState.Viewing);
        Assert.Equal(PresenceState.Viewing, Assert.Single(two.PresenceB.At(order)).State);
        two.PresenceA.Mark(order, "screen 1", await two.A.Ana.Actor(), PresenceState.Editing);
        Assert.Equal(PresenceState.Editing, Assert.Single(two.PresenceB.At(order)).State);

        // The same person in a second window of the other node is one person, doing the liveliest of both.
        two.PresenceB.Mark(order, "screen 2", await two.B.Ana.Actor(), PresenceState.Idle);
        Assert.Equal(PresenceState.Editing, Assert.Single(two.PresenceB.At(order)).State);

        two.PresenceA.Leave("screen 1");
        Assert.Equal(PresenceState.Idle, Assert.Single(two.PresenceB.At(order)).State);
    }

    [Fact]
    public async Task What_was_said_while_the_line_was_cut_is_made_good_by_the_next_beat()
    {
        await using var two = await Two();
        two.Line.IsCut = true;
        two.PresenceA.Mark(order, "screen 1", await two.A.Ana.Actor(), PresenceState.Viewing);
        Assert.Empty(two.PresenceB.At(order));
        two.Line.IsCut = false;
        two.BeatA.TellAll();
        Assert.Single(two.PresenceB.At(order));

        two.Line.IsCut = true;
        two.PresenceA.Leave("screen 1");
        Assert.Single(two.PresenceB.At(order));
        two.Line.IsCut = false;
        two.BeatA.TellAll();
        Assert.Empty(two.PresenceB.At(order));
    }

    [Fact]
    public async Task The_people_of_a_node_that_died_are_forgotten()
    {
        await using var two = await Two();
        two.PresenceA.Mark(order, "screen 1", await two.A.Ana.Actor(), PresenceState.Viewing);
        var told = new TaskCompletionSource();
        two.PresenceB.Changed += subject => { if (subject == Touched.Key(order)) told.TrySetResult(); };
        two.Line.IsCut = true;
        two.A.Clock.Advance(Presence.Lifetime);
        two.BeatB.TellAll();
        await told.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Empty(two.PresenceB.At(order));
    }

    [Fact]
    public async Task A_screen_that_is_not_reached_is_nowhere()
    {
        await using var company = await Company.Open();
        var presence = company.Services.GetRequiredService<Presence>();
        using var scope = company.Services.CreateScope();
        var session = scope.ServiceProvider.GetRequiredService<BackOffice.Ui.Session>();
        presence.Mark(order, session.Screen, await company.Ana.Actor(), PresenceState.Viewing);
        session.GoAway(true);
        Assert.Empty(presence.At(order));
        Assert.True(session.IsAway);
        session.GoAway(false);
        Assert.False(session.IsAway);
    }

    static KeepCustomers Customer(string number) => new("web", new[] { new ListedCustomer(number, "Hannah Wren") }.ToMany());

    static async Task<Pair> Two()
    {
        var line = new NodeLine();
        var company = await Company.Open();
        var a = await company.Beside("a", line.Join());
        var b = await company.Beside("b", line.Join());
        var pair = new Pair(company, a, b, line, Beat(a), Beat(b));
        await pair.BeatA.StartAsync(default);
        await pair.BeatB.StartAsync(default);
        return pair;
    }

    static NodePresence Beat(Company node) => ActivatorUtilities.CreateInstance<NodePresence>(node.Services);

    sealed record Pair(Company Company, Company A, Company B, NodeLine Line, NodePresence BeatA, NodePresence BeatB) : IAsyncDisposable
    {
        public Presence PresenceA => A.Services.GetRequiredService<Presence>();
        public Presence PresenceB => B.Services.GetRequiredService<Presence>();

        public async ValueTask DisposeAsync()
        {
            await BeatA.StopAsync(default);
            await BeatB.StopAsync(default);
            await A.DisposeAsync();
            await B.DisposeAsync();
            await Company.DisposeAsync();
        }
    }
}
