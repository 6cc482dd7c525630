using System.Globalization;
using System.Text;
using BackOffice.Kernel;
using BackOffice.Support;
using BackOffice.Testing;
using BackOffice.Web;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests.Live;

/// <summary>Real circuits of the real portal, many of them, without browsers.</summary>
public class CircuitTests
{
    static readonly int circuits = int.TryParse(Environment.GetEnvironmentVariable("BACKOFFICE_CIRCUITS"), CultureInfo.InvariantCulture, out var many) ? many : 500;

    [Fact]
    public async Task A_new_ticket_reaches_every_open_queue_and_its_hostile_subject_stays_text()
    {
        await using var portal = await LivePortal.Start();
        var texts = new StringBuilder[8];
        var open = new List<HeadlessCircuit>();
        foreach (var name in (string[])["Sam Walker", "Greta Olsen", "Stella Marsh", "Max Stone"])
        {
            var person = await portal.SignIn(name);
            for (var i = 0; i < 2; i++)
            {
                var text = texts[open.Count] = new StringBuilder();
                open.Add(await portal.Open("/queue", person, (_, batch) => { lock (text) text.Append(Encoding.UTF8.GetString(batch)); }));
            }
        }
        await portal.Does(new OpenTicket("Mallory", "mallory@wrenstreet.example", "<img src=x onerror=alert(1)> & 'more'", "</td><script>alert(2)</script>"));

        foreach (var text in texts) await Until(() => Read(text).Contains("&lt;img src=x onerror=alert(1)&gt; &amp; &#x27;more&#x27;", StringComparison.Ordinal));
        foreach (var text in texts)
        {
            Assert.DoesNotContain("<img src=x", Read(text));
            Assert.DoesNotContain("<script>alert(2)", Read(text));
        }
        foreach (var circuit in open)
        {
            Assert.Null(circuit.Error);
            await circuit.DisposeAsync();
        }
    }

    [Fact]
    public async Task Circuits_that_were_closed_leave_no_watcher_behind()
    {
        await using var portal = await LivePortal.Start();
        var people = await Task.WhenAll(((string[])["Sam Walker", "Greta Olsen", "Max Stone"]).Select(portal.SignIn));
        var open = new HeadlessCircuit[circuits];

        await Parallel.ForEachAsync(Enumerable.Range(0, circuits), new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (i, _) => open[i] = await portal.Open(i % 2 == 0 ? "/queue" : "/", people[i % people.Length]));
        Assert.All(open, circuit => Assert.Null(circuit.Error));
        Assert.True(portal.Views.Watchers >= circuits, $"{portal.Views.Watchers} watchers for {circuits} circuits");
        await Until(() => Metrics(portal).Components == portal.Views.Watchers);

        await Parallel.ForEachAsync(open, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (circuit, _) => await circuit.Leave());
        await Until(() => portal.Views.Watchers == 0 && Metrics(portal).Components == 0);
    }

    [Fact]
    public async Task A_browser_that_stops_answering_gets_the_latest_and_never_a_queue()
    {
        await using var portal = await LivePortal.Start();
        var sam = await portal.SignIn("Sam Walker");
        var (slowText, quickText) = (new StringBuilder(), new StringBuilder());
        await using var slow = await portal.Open("/queue", sam, (_, batch) => { lock (slowText) slowText.Append(Encoding.UTF8.GetString(batch)); });
        await using var quick = await portal.Open("/queue", sam, (_, batch) => { lock (quickText) quickText.Append(Encoding.UTF8.GetString(batch)); });
        await Until(() => Read(slowText).Contains("Nothing waits here", StringComparison.Ordinal));
        await Task.Delay(500, TestContext.Current.CancellationToken);
        slow.Acknowledges = false;
        var before = slow.Batches;

        for (var i = 0; i < 20; i++)
        {
            await portal.Does(new OpenTicket("Hannah Wren", "hannah@wrenstreet.example", $"Letter number {i:00}", "It came broken."));
            // Each change is on the quick screen before the next comes.
            await Until(() => Read(quickText).Contains($"Letter number {i:00}", StringComparison.Ordinal));
        }
        Assert.InRange(slow.Batches - before, 1, PortalHost.MostOnTheWay);
        Assert.DoesNotContain("Letter number 19", Read(slowText));

        var stopped = slow.Batches;
        await slow.Recover();
        await Until(() => Read(slowText).Contains("Letter number 19", StringComparison.Ordinal));
        Assert.InRange(slow.Batches - stopped, 1, 3);
        Assert.Null(slow.Error);
    }

    static LiveMetrics Metrics(LivePortal portal) => portal.Services.GetRequiredService<LiveMetrics>();
    static string Read(StringBuilder text) { lock (text) return text.ToString(); }

    static async Task Until(Func<bool> condition)
    {
        for (var tries = 0; tries < 600 && !condition(); tries++) await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.True(condition());
    }
}
