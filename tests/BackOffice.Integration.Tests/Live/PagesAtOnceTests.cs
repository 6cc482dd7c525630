using System.Text;
using BackOffice.Testing;

namespace BackOffice.Tests.Live;

/// <summary>Each open page keeps memory on the server, so one person has so many and not more.</summary>
public class PagesAtOnceTests
{
    [Fact]
    public async Task One_page_too_many_says_so_and_who_does_not_listen_is_cut_off()
    {
        await using var portal = await LivePortal.Start("--SignIn:PagesAtOnce=2");
        var (sam, greta) = (await portal.SignIn("Sam Walker"), await portal.SignIn("Greta Olsen"));
        await using var first = (await Open(portal, sam)).Circuit;
        await using var second = (await Open(portal, sam)).Circuit;

        var third = await Open(portal, sam);
        Assert.Contains("/too-many-pages", third.Says);
        Assert.Contains("2 pages of yours are open already; close some, then open this one again.", await sam.Get("/too-many-pages?returnUrl=%2Fqueue"));
        var hers = await Open(portal, greta);
        Assert.DoesNotContain("/too-many-pages", hers.Says);

        // A program that opens on and on without reading that: at twice as many it has no connection.
        await using var fourth = (await Open(portal, sam)).Circuit;
        await Assert.ThrowsAnyAsync<Exception>(() => portal.Open("/queue", sam));

        // Who closes some has room again.
        await third.Circuit.Leave();
        await fourth.Leave();
        await first.Leave();
        for (var tries = 0; ; tries++)
        {
            var again = await Open(portal, sam);
            if (!again.Says.Contains("/too-many-pages", StringComparison.Ordinal)) { await again.Circuit.DisposeAsync(); break; }
            await again.Circuit.Leave();
            Assert.True(tries < 200, "There was never room again.");
        }
        await hers.Circuit.DisposeAsync();
    }

    static async Task<(HeadlessCircuit Circuit, string Says)> Open(LivePortal portal, HeadlessPerson person)
    {
        var text = new StringBuilder();
        var circuit = await portal.Open("/queue", person, (_, batch) => { lock (text) text.Append(Encoding.UTF8.GetString(batch)); });
        // The first batch is there; whether it is the page or the sentence, it says so in it or in the next.
        for (var tries = 0; tries < 600; tries++)
        {
            lock (text) if (text.ToString() is var says && (says.Contains("Nothing waits here", StringComparison.Ordinal) || says.Contains("/too-many-pages", StringComparison.Ordinal))) return (circuit, says);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        throw new InvalidOperationException("The page showed nothing.");
    }
}
