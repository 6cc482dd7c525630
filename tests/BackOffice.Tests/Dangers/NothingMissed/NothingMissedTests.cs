using System.Globalization;
using BackOffice.Kernel;
using BackOffice.Support;
using BackOffice.Testing;
using BackOffice.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests.Dangers.NothingMissed;

/// <summary>
/// Two nodes work on one database by chance while their words to each other are lost, nodes are started again and screens come and
/// go; again and again everything rests for a moment, and each screen has to show what a fresh reading of the database says.
/// <c>BACKOFFICE_COMMANDS</c> makes it as long as a night, <c>BACKOFFICE_SEED</c> another day.
/// </summary>
public class NothingMissedTests
{
    const int MostScreens = 22, RestEvery = 250;
    static readonly int commands = FromEnvironment("BACKOFFICE_COMMANDS", 2_000);
    static readonly int seed = FromEnvironment("BACKOFFICE_SEED", 4);

    readonly Random chance = new(seed);
    readonly TornWire wire = new(seed);
    Company company = null!;
    readonly Company[] nodes = new Company[2];
    readonly List<OpenScreen> screens = [];
    readonly RandomWork work;
    IView[] lists = [];
    int sent, accepted, looks, restarts, cuts;

    public NothingMissedTests() => work = new(chance);

    [Fact]
    public async Task Whatever_is_lost_between_the_nodes_each_screen_shows_what_the_database_holds()
    {
        await OpenBoth();
        try
        {
            for (var rested = 0; sent < commands;)
            {
                await SomeWork();
                SomeTrouble();
                if (chance.Next(400) < 16) await StartAgain(chance.Next(nodes.Length));
                if (sent - rested < RestEvery && sent < commands) continue;
                rested = sent;
                await Rest();
            }

            await nodes[0].Verified();
            if (commands < 1_500) return;
            // What was put to the test: without this the rest could hold by nothing having happened.
            Assert.True(accepted > commands / 2, $"{accepted} of {sent} were accepted");
            Assert.True(looks > commands / 10 && wire.Lost > 10 && wire.Told > 10 && cuts > 0 && restarts > 0, $"{looks} looks, {wire.Lost} words lost and {wire.Told} told, {cuts} cuts, {restarts} restarts");
        }
        finally
        {
            foreach (var screen in screens) screen.Dispose();
            foreach (var node in nodes) await node.DisposeAsync();
            await company.DisposeAsync();
        }
    }

    async Task OpenBoth()
    {
        (company, _) = await SupportCompany.Open();
        for (var i = 0; i < nodes.Length; i++) nodes[i] = await company.Beside($"node-{i}", wire.Join());
        // Every view of the product that needs to know nothing, and the queue as people look at it.
        lists = [.. nodes[0].Services.GetRequiredService<Departments>().Types.Where(t => t is { IsAbstract: false, IsGenericTypeDefinition: false } && typeof(IView).IsAssignableFrom(t))
            .Select(OfItself).OfType<IView>(), .. Enum.GetValues<QueueTab>().Select(tab => new Queue(tab)), new Queue(QueueTab.Mine, new PersonId(111))];
        Assert.True(lists.Length > 30, $"{lists.Length} views");
    }

    static IView? OfItself(Type type)
    {
        var made = type.GetConstructors().OrderBy(c => c.GetParameters().Length).FirstOrDefault(c => c.GetParameters().All(p => p.HasDefaultValue));
        return (IView?)made?.Invoke([.. made.GetParameters().Select(p => p.DefaultValue)]);
    }

    // A few people at once, on both nodes, as fast as they can.
    async Task SomeWork()
    {
        var doing = new List<Task<Outcome>>();
        var many = chance.Next(5, 25);
        for (var i = 0; i < many; i++)
        {
            var node = nodes[chance.Next(nodes.Length)];
            var command = work.Next();
            doing.Add(chance.Next(3) == 0 ? node.Commands.Send(command, Actor.House(HouseActor.Operator)) : node.Max.Tries(command));
        }
        if (chance.Next(25) == 0) await Task.WhenAll(nodes.Select(node => node.Services.GetRequiredService<ErrandRunner>().RunDue()));
        if (chance.Next(10) == 0) await nodes[chance.Next(nodes.Length)].Passes(TimeSpan.FromSeconds(chance.Next(5, 600)));
        var outcomes = await Task.WhenAll(doing);
        Assert.DoesNotContain(outcomes, o => o.Refusal?.Code == Refusal.Incident);
        (sent, accepted) = (sent + many, accepted + outcomes.Count(o => o.Ok));
        if (chance.Next(3) == 0) await work.Look(nodes[chance.Next(nodes.Length)]);
    }

    void SomeTrouble()
    {
        while (screens.Count < MostScreens && chance.Next(3) > 0) Open(nodes[chance.Next(nodes.Length)]);
        while (screens.Count > 0 && chance.Next(4) == 0) Close(screens[chance.Next(screens.Count)]);
        if (chance.Next(8) != 0) return;
        wire.IsCut = !wire.IsCut;
        if (wire.IsCut) cuts++;
    }

    void Open(Company node)
    {
        var view = chance.Next(3) == 0 ? work.OneRecord() : lists[chance.Next(lists.Length)];
        if (view is not null) screens.Add(new(node, view, chance.Next(5) == 0 ? new Reach(new PersonId(104)) : Reach.Everything));
    }

    void Close(OpenScreen screen)
    {
        looks += screen.Looks;
        screen.Dispose();
        screens.Remove(screen);
    }

    // The people of the node that goes look on at the other one; some come back.
    async Task StartAgain(int which)
    {
        var here = screens.Where(screen => screen.Node == nodes[which]).ToList();
        foreach (var screen in here) Close(screen);
        var again = nodes[which].Restart();
        foreach (var screen in here) screens.Add(new(nodes[1 - which], screen.View, screen.Reach));
        var meanwhile = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => nodes[1 - which].Max.Tries(work.Next())));
        (sent, accepted) = (sent + meanwhile.Length, accepted + meanwhile.Count(o => o.Ok));
        nodes[which] = await again;
        restarts++;
        foreach (var screen in here.Where(_ => chance.Next(2) == 0)) screens.Add(new(nodes[which], screen.View, screen.Reach));
    }

    async Task Rest()
    {
        var head = await nodes[0].Db(reader => Task.FromResult(reader.Position));
        foreach (var node in nodes)
        {
            var feed = node.Services.GetRequiredService<Feed>();
            for (var tries = 0; tries < 6_000 && feed.Position < head; tries++) await Task.Delay(10, TestContext.Current.CancellationToken);
            Assert.Equal(head, feed.Position);
        }
        Assert.Equal((1, head, head), await nodes[1].Db(async reader => (await reader.All<LogEntry>().MinAsync(e => e.Position), await reader.All<LogEntry>().MaxAsync(e => e.Position), await reader.All<LogEntry>().LongCountAsync())));
        var wrong = (await Task.WhenAll(screens.Select(screen => screen.Wrong(head)))).OfType<string>().ToList();
        Assert.True(wrong.Count == 0, $"After {sent} commands of seed {seed}: {string.Join('\n', wrong)}");
    }

    static int FromEnvironment(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var set) ? set : otherwise;
}
