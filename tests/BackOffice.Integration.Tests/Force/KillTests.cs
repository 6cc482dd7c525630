using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using BackOffice.Testing;

namespace BackOffice.Integration.Tests.Force;

/// <summary>
/// F1: the portal's process is killed (SIGKILL) at random moments while orders, payments, tickets, mails and commands come in.
/// <c>BACKOFFICE_KILLS</c> says how often (25 unless said), <c>BACKOFFICE_SEED</c> repeats the moments of a run.
/// </summary>
public sealed class KillTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;
    static int Of(string variable, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var given) ? given : otherwise;

    [Fact]
    public async Task What_was_acknowledged_survives_every_kill_once_and_what_was_not_is_whole_or_absent()
    {
        var (kills, seed) = (Of("BACKOFFICE_KILLS", 25), Of("BACKOFFICE_SEED", Environment.TickCount & 0xFFFFF));
        var chance = new Random(seed);
        var (folder, smtp) = (Directory.CreateTempSubdirectory("backoffice-kill-").FullName, PortalProcess.FreePort());
        var made = await PortalProcess.Run(["keys", "add", "outside", "--scope", "orders", "payments", "tickets", "--data", folder, "--json"]);
        var key = JsonDocument.Parse(made.Output).RootElement.GetProperty("key").GetString()!;
        await using var portal = await PortalProcess.Start(folder, new() { ["Mail__Receiver__Port"] = smtp.ToString(CultureInfo.InvariantCulture), ["Api__RequestsPerMinute"] = "1000000" });
        using var outsiders = new Outsiders(portal, smtp, key);
        var starts = new List<double>();

        for (var kill = 1; kill <= kills; kill++)
        {
            using (var sending = CancellationTokenSource.CreateLinkedTokenSource(Stop))
            {
                var sends = outsiders.Send(sending.Token);
                await Moment(chance, outsiders, sends);
                await portal.Kill();
                await sends;
            }
            // Sometimes it dies again while it starts, in the middle of what it does then.
            if (kill % 8 == 0) await portal.DieWhileStarting(TimeSpan.FromMilliseconds(chance.Next(200, 3000)));
            var began = Stopwatch.GetTimestamp();
            await portal.StartAgain();
            starts.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
            var wrong = Standing.Differences(folder, outsiders.Journal);
            // A mail between its two steps is taken up by the restarted host: it is given the time for that.
            for (var tries = 0; wrong.Count > 0 && wrong.TrueForAll(w => w.StartsWith(nameof(Sort.Mail), StringComparison.Ordinal)) && tries < 100; tries++)
            {
                await Task.Delay(100, Stop);
                wrong = Standing.Differences(folder, outsiders.Journal);
            }
            Assert.True(wrong.Count == 0, $"After kill {kill} (BACKOFFICE_SEED={seed}): {string.Join("; ", wrong.Take(10))}");
            if (kill % 5 == 0 || kill == kills) await Verified(outsiders, folder, $"kill {kill}, BACKOFFICE_SEED={seed}");
        }

        await outsiders.Again(Stop);
        Assert.True(Standing.Differences(folder, outsiders.Journal) is [], $"BACKOFFICE_SEED={seed}");
        Assert.All(outsiders.Journal, sent => Assert.True(sent.Acknowledged, $"{sent.Name} is not acknowledged even now"));
        Assert.True(outsiders.Acknowledged > kills, "Too little came in to prove anything.");
        await Verified(outsiders, folder, $"the end, BACKOFFICE_SEED={seed}");
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{kills} kills, seed {seed}: {outsiders.Acknowledged} acknowledged ({string.Join(", ", outsiders.Journal.GroupBy(s => s.Sort).Select(g => $"{g.Key} {g.Count()}"))}); start {starts.Average():0.0} s on average, {starts.Max():0.0} s at most.");
    }

    // Half of the moments by the clock (the host is still cold), half by how much came through (it is in the thick of it).
    static async Task Moment(Random chance, Outsiders outsiders, Task sends)
    {
        if (chance.Next(2) == 0)
        {
            await Task.Delay(chance.Next(5, 500), Stop);
            return;
        }
        var enough = outsiders.Acknowledged + chance.Next(1, 120);
        var most = Stopwatch.StartNew();
        while (outsiders.Acknowledged < enough && !sends.IsCompleted && most.Elapsed < TimeSpan.FromSeconds(10)) await Task.Delay(1, Stop);
        await Task.Delay(chance.Next(0, 8), Stop);
    }

    static async Task Verified(Outsiders outsiders, string folder, string when)
    {
        // verify names a mail that is between its two steps; the host takes those up within a second of its start.
        for (var tries = 0; Standing.Waiting(folder) > 0 && tries < 300; tries++) await Task.Delay(100, Stop);
        var (code, output, error) = await outsiders.Hand(["verify"], Stop);
        Assert.True(code == 0, $"verify after {when}:\n{string.Join('\n', output.Split('\n').Where(line => !line.StartsWith("ok", StringComparison.Ordinal)))}{error}");
    }
}
