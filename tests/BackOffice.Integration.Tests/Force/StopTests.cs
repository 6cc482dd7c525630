using System.Globalization;
using System.Text.Json;
using BackOffice.Testing;

namespace BackOffice.Integration.Tests.Force;

/// <summary>F5 and F23: a full disk under a real host, and SIGTERM in the middle of work.</summary>
public sealed class StopTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static string Data(params string[] path) => Path.Combine([Path.GetDirectoryName(PortalProcess.Program)!, "..", "..", "..", "..", "..", "tests", "data", .. path]);

    static string NewFolder(string name) => Directory.CreateTempSubdirectory($"backoffice-{name}-").FullName;

    static async Task<JsonElement> Json(params string[] arguments)
    {
        var (code, output, error) = await PortalProcess.Run([.. arguments, "--json"]);
        Assert.True(code == 0, $"{string.Join(' ', arguments)} ended with {code}: {error}{output}");
        return JsonDocument.Parse(output).RootElement;
    }

    static async Task<string> Key(string folder) =>
        (await Json("keys", "add", "outside", "--scope", "orders", "payments", "tickets", "--data", folder)).GetProperty("key").GetString()!;

    [Fact]
    public async Task With_a_full_disk_a_host_reads_on_says_so_and_recovers_by_itself()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "Only root can mount a small disk.");
        var disk = NewFolder("full");
        Assert.SkipUnless(Shell("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk) == 0, "A small disk cannot be mounted here.");
        var folder = Directory.CreateDirectory(Path.Combine(disk, "data")).FullName;
        try
        {
            var key = await Key(folder);
            await using var portal = await PortalProcess.Start(folder, new() { ["Api__RequestsPerMinute"] = "1000000" });
            using var outsiders = new Outsiders(portal, 0, key);
            Assert.True(await outsiders.Order(1, Stop) is null);

            var ballast = Path.Combine(disk, "ballast");
            Fill(ballast);
            // What is left in the last pages may still take an order or two.
            string? words = null;
            for (var number = 2; words is null && number < 400; number++) words = await outsiders.Order(number, Stop);
            Assert.NotNull(words);
            Assert.StartsWith("503", words, StringComparison.Ordinal);
            Assert.Contains("The disk of the database is full; nothing was saved", words, StringComparison.Ordinal);
            Assert.True(await outsiders.Reads("Order-1", Stop));

            File.Delete(ballast);
            Assert.True(await outsiders.Order(1000, Stop) is null);
            await outsiders.Again(Stop);
            Assert.All(outsiders.Journal, sent => Assert.True(sent.Acknowledged));
            Assert.Empty(Standing.Differences(folder, outsiders.Journal));
            var (code, output, error) = await outsiders.Hand(["verify"], Stop);
            Assert.True(code == 0, output + error);
        }
        finally { Shell("umount", "-l", disk); }
    }

    [Fact]
    public async Task An_import_that_is_stopped_goes_on_where_it_was_and_every_line_counts_once()
    {
        var (folder, file) = (NewFolder("import"), Directory.GetFiles(Data("online-retail"), "2010-12-22*").Single());
        await Key(folder);
        var whole = await Json("import", "orders", file, "--channel", "shop", "--data", NewFolder("whole"));

        // By itself: the command line is the process that works.
        using (var alone = PortalProcess.Launch(["import", "orders", file, "--channel", "shop", "--data", folder], []))
        {
            while (Count(folder, "Orders") < 3 && !alone.HasExited) await Task.Delay(5, Stop);
            var told = alone.StandardError.ReadToEndAsync(Stop);
            PortalProcess.Signal(alone.Id, 15);
            await alone.WaitForExitAsync(Stop);
            if (alone.ExitCode != 0) Assert.Contains("Stopped. What was done stays", await told, StringComparison.Ordinal);
        }

        // Handed to a host that is stopped in the middle; started again, it goes on by itself.
        await using var portal = await PortalProcess.Start(folder);
        var before = Count(folder, "Orders");
        var handed = PortalProcess.Run(["import", "orders", file, "--channel", "shop", "--data", folder]);
        while (Count(folder, "Orders") <= before && !handed.IsCompleted) await Task.Delay(5, Stop);
        await portal.Stop();
        await handed;
        await portal.StartAgain();
        for (var tries = 0; Running(folder) > 0 && tries < 600; tries++) await Task.Delay(100, Stop);

        var again = await Json("import", "orders", file, "--channel", "shop", "--data", folder);
        Assert.Equal(whole.GetProperty("read").GetInt32(), again.GetProperty("read").GetInt32());
        Assert.Equal(0, again.GetProperty("orders").GetInt32());
        Assert.Equal(whole.GetProperty("orders").GetInt32(), Count(folder, "Orders"));
        await portal.Stop();
        Assert.True((await Json("verify", "--data", folder)).GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task A_statement_import_that_is_stopped_is_there_wholly_or_not_and_comes_once_afterwards()
    {
        var (folder, file) = (NewFolder("statement"), Data("camt", "camt053.v2.multi.statement.xml"));
        await Key(folder);
        foreach (var wait in (int[])[900, 1200, 1500])
        {
            using var alone = PortalProcess.Launch(["import", "statement", file, "--new-accounts", "--data", folder], []);
            await Task.Delay(wait, Stop);
            if (!alone.HasExited) PortalProcess.Signal(alone.Id, 15);
            await alone.WaitForExitAsync(Stop);
        }
        var (_, output, _) = await PortalProcess.Run(["import", "statement", file, "--new-accounts", "--data", folder, "--json"]);
        Assert.Contains("\"status\":\"", output, StringComparison.Ordinal);
        var statements = Count(folder, "BankStatements");
        var once = NewFolder("once");
        await Json("import", "statement", file, "--new-accounts", "--data", once);
        Assert.Equal(Count(once, "BankStatements"), statements);
        Assert.Equal(Count(once, "BankEntries"), Count(folder, "BankEntries"));
        Assert.Equal(Count(once, "JournalEntries"), Count(folder, "JournalEntries"));
        Assert.True((await Json("verify", "--data", folder)).GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task An_errand_in_the_middle_of_which_the_host_is_stopped_goes_out_once_afterwards()
    {
        var folder = NewFolder("errand");
        var (key, receiver) = (await Key(folder), PortalProcess.FreePort());
        using var sink = new SmtpSink();
        await using var proxy = new TcpProxy(sink.Port) { Way = Wire.BlackHole };
        await using var portal = await PortalProcess.Start(folder, new()
        {
            ["Mail__Receiver__Port"] = receiver.ToString(CultureInfo.InvariantCulture),
            ["Mail__Smtp__Host"] = "127.0.0.1",
            ["Mail__Smtp__Port"] = proxy.Port.ToString(CultureInfo.InvariantCulture),
            ["Mail__Smtp__TimeoutSeconds"] = "20",
        });
        using var outsiders = new Outsiders(portal, receiver, key);
        // The receiver opens a moment after the pages.
        for (var tries = 0; await outsiders.Letter(1, Stop) is not null && tries < 100; tries++) await Task.Delay(100, Stop);
        for (var tries = 0; proxy.Connections == 0 && tries < 300; tries++) await Task.Delay(100, Stop);
        Assert.True(proxy.Connections > 0);

        await portal.Stop();
        Assert.Empty(sink.Received);
        proxy.Way = Wire.Fine;
        proxy.EndAll();
        await portal.StartAgain();

        for (var tries = 0; sink.Received.Count == 0 && tries < 600; tries++) await Task.Delay(100, Stop);
        Assert.Single(sink.Received);
        using var db = Standing.Open(folder);
        for (var tries = 0; Standing.Text(db, "SELECT \"State\" FROM \"Errands\"") is not ["Done"] && tries < 100; tries++) await Task.Delay(100, Stop);
        Assert.Equal(["Done"], Standing.Text(db, "SELECT \"State\" FROM \"Errands\""));
        Assert.Single(sink.Received);
    }

    static long Count(string folder, string table)
    {
        try
        {
            using var db = Standing.Open(folder);
            return long.Parse(Standing.Text(db, $"SELECT COUNT(*) FROM \"{table}\"").Single(), CultureInfo.InvariantCulture);
        }
        catch (Microsoft.Data.Sqlite.SqliteException) { return 0; }
    }

    static long Running(string folder)
    {
        using var db = Standing.Open(folder);
        return long.Parse(Standing.Text(db, "SELECT COUNT(*) FROM \"Imports\" WHERE \"State\" IN ('Waiting', 'Running')").Single(), CultureInfo.InvariantCulture);
    }

    static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1);
        foreach (var size in (int[])[1_048_576, 65_536, 4_096])
        {
            try { while (true) file.Write(new byte[size]); }
            catch (IOException) { /* no room for so much */ }
        }
    }

    static int Shell(string program, params string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
