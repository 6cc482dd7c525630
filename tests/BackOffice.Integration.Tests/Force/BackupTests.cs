using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using BackOffice.Kernel;
using BackOffice.Testing;
using BackOffice.Web;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Integration.Tests.Force;

/// <summary>F19 and F24: a backup counts only after a restore.</summary>
public sealed class BackupTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static async Task<JsonElement> Json(params string[] arguments)
    {
        var (code, output, error) = await PortalProcess.Run([.. arguments, "--json"]);
        Assert.True(code == 0, $"{string.Join(' ', arguments)} ended with {code}: {error}{output}");
        return JsonDocument.Parse(output).RootElement;
    }

    static string NewFolder(string name) => Directory.CreateTempSubdirectory($"backoffice-{name}-").FullName;

    [Fact]
    public async Task The_drill_backup_under_load_restore_verify_fenced_lifted_sent_once()
    {
        var (folder, other) = (NewFolder("drill"), NewFolder("drilled"));
        var (backup, smtp) = (Path.Combine(NewFolder("backup"), "now.backup"), PortalProcess.FreePort());
        var key = (await Json("keys", "add", "outside", "--scope", "orders", "payments", "tickets", "--data", folder)).GetProperty("key").GetString()!;
        List<Sent> before, all;
        // Its mail server is down, so that errands wait in the backup.
        await using (var portal = await PortalProcess.Start(folder, new()
        {
            ["Mail__Receiver__Port"] = smtp.ToString(CultureInfo.InvariantCulture),
            ["Api__RequestsPerMinute"] = "1000000",
            ["Mail__Smtp__Host"] = "127.0.0.1",
            ["Mail__Smtp__Port"] = PortalProcess.FreePort().ToString(CultureInfo.InvariantCulture),
        }))
        {
            using var outsiders = new Outsiders(portal, smtp, key);
            using var sending = CancellationTokenSource.CreateLinkedTokenSource(Stop);
            var sends = outsiders.Send(sending.Token);
            while (outsiders.Acknowledged < 150) await Task.Delay(20, Stop);
            before = [.. outsiders.Journal.Where(s => s.Acknowledged)];
            var position = (await Json("backup", backup, "--data", folder)).GetProperty("position").GetInt64();
            Assert.True(position > before.Count);
            await sending.CancelAsync();
            await sends;
            all = [.. outsiders.Journal];
            Assert.True(all.Count(s => s.Acknowledged) > before.Count, "Nothing was written while the backup ran.");
        }

        var restored = await Json("restore", backup, "--data", other);
        Assert.True(restored.GetProperty("ok").GetBoolean() && restored.GetProperty("fenced").GetBoolean());
        // Acknowledged before the backup began: there once. What came meanwhile: whole or not at all.
        foreach (var sent in all) sent.Acknowledged = before.Contains(sent);
        Assert.Empty(Standing.Differences(other, all));
        Assert.Equal(1, (await PortalProcess.Run(["restore", backup, "--data", other])).Code);

        using var sink = new SmtpSink();
        var receiver = PortalProcess.FreePort();
        await using var app = await PortalHost.Build(new PortalSettings(other)
        {
            Urls = "http://127.0.0.1:0",
            Environment = "Development",
            More = ["--Practice:Speed=0", $"--Mail:Receiver:Port={receiver}", "--Mail:Smtp:Host=127.0.0.1", $"--Mail:Smtp:Port={sink.Port}"],
        });
        await app.StartAsync(Stop);
        var database = app.Services.GetRequiredService<Database>();
        async Task<List<string>> Waiting()
        {
            using var reading = await database.Read();
            return await reading.Reader.All<ErrandRow>().Where(e => e.State != ErrandState.Done && e.Kind == "support.send-reply").Select(e => e.Subject).ToListAsync(Stop);
        }

        var waiting = await Waiting();
        Assert.True(waiting.Count > 10);
        Assert.Equal(0, await app.Services.GetRequiredService<ErrandRunner>().RunDue(Stop));
        Assert.Empty(sink.Received);
        await Assert.ThrowsAnyAsync<System.Net.Sockets.SocketException>(async () =>
        {
            using var client = new System.Net.Sockets.TcpClient();
            await client.ConnectAsync("127.0.0.1", receiver, Stop);
        });

        var fence = (await app.Services.GetRequiredService<LiveViews>().Read(new StandingFence(), Reach.Everything))!;
        Assert.True((await app.Services.GetRequiredService<Commands>().Send(new LiftFence(fence.Id), Actor.House(HouseActor.Operator))).Ok);
        for (var tries = 0; (await Waiting()).Count > 0 && tries < 1200; tries++)
        {
            // Those that had failed before the backup wait for their next try; here nobody waits.
            using (var db = Standing.Open(other)) Standing.Text(db, """UPDATE "Errands" SET "NextAt" = "CreatedAt" WHERE "State" = 'Waiting'""");
            await Task.Delay(100, Stop);
        }

        Assert.Empty(await Waiting());
        Assert.Equal(waiting.Count, sink.Received.Count);
        Assert.Equal(waiting.Count, sink.Received.Select(mail => mail.MessageId).Distinct().Count());
        using (var client = new MailKit.Net.Smtp.SmtpClient()) await Until(() => client.ConnectAsync("127.0.0.1", receiver, MailKit.Security.SecureSocketOptions.None, Stop));
        await app.StopAsync(Stop);
        var verified = await app.Services.GetRequiredService<Verify>().Run();
        Assert.True(verified.All(check => check.Ok), string.Join("; ", verified.SelectMany(check => check.Violations)));
    }

    static async Task Until(Func<Task> done)
    {
        for (var tries = 0; ; tries++)
        {
            try { await done(); return; }
            catch (System.Net.Sockets.SocketException) when (tries < 300) { await Task.Delay(100, Stop); }
        }
    }

    [Fact]
    public async Task A_damaged_backup_and_one_of_a_newer_version_restore_nothing_and_say_why_and_an_older_program_refuses_a_newer_database()
    {
        var folder = NewFolder("older");
        await Json("migrate", "--data", folder);
        var good = Path.Combine(folder, "good.backup");
        await Json("backup", good, "--data", folder);

        foreach (var (name, change, words) in ((string, Action<string>, string)[])
        [
            ("cut", path => File.WriteAllBytes(path, [.. File.ReadAllBytes(good).SkipLast(900)]), "damaged"),
            ("other", path => Change(path, "backoffice.db", bytes => { bytes[^50]++; return bytes; }), "its hash differs"),
            ("newer", path => Change(path, "manifest.json", bytes => System.Text.Encoding.UTF8.GetBytes(System.Text.RegularExpressions.Regex.Replace(System.Text.Encoding.UTF8.GetString(bytes), "(?i)(\"schema\":\\s*\")[^\"]+", "${1}29990101000000_Later"))), "newer version"),
        ])
        {
            var (path, to) = (Path.Combine(folder, $"{name}.backup"), NewFolder(name));
            File.Copy(good, path);
            change(path);
            var (code, _, error) = await PortalProcess.Run(["restore", path, "--data", to]);
            Assert.Equal(1, code);
            Assert.Contains(words, error, StringComparison.Ordinal);
            Assert.Single(error.Trim().Split('\n'));
            Assert.False(File.Exists(Path.Combine(to, "backoffice.db")));
        }

        using (var db = Standing.Open(folder)) Standing.Text(db, """INSERT INTO "__EFMigrationsHistory" VALUES ('29990101000000_Later', '10.0.0') RETURNING 1""");
        foreach (var verb in (string[][])[["serve", "--urls", "http://127.0.0.1:0"], ["verify"], ["migrate"]])
        {
            var (code, output, error) = await PortalProcess.Run([.. verb, "--data", folder]);
            Assert.Equal(1, code);
            Assert.Contains("made by a newer version of BackOffice (it has 29990101000000_Later)", error, StringComparison.Ordinal);
            Assert.Single((error + output).Trim().Split('\n'));
        }
        SqliteConnection.ClearAllPools();
    }

    [Fact]
    public async Task A_damaged_page_stops_the_backup_is_named_by_verify_and_nothing_is_made_anew()
    {
        var folder = NewFolder("damaged");
        await Json("migrate", "--data", folder);
        var file = Path.Combine(folder, "backoffice.db");
        long page, size;
        using (var db = Standing.Open(folder))
        {
            Standing.Text(db, "PRAGMA wal_checkpoint(TRUNCATE)");
            size = long.Parse(Standing.Text(db, "PRAGMA page_size").Single(), CultureInfo.InvariantCulture);
            page = long.Parse(Standing.Text(db, "SELECT rootpage FROM sqlite_master WHERE name = 'People'").Single(), CultureInfo.InvariantCulture);
        }
        SqliteConnection.ClearAllPools();
        await using (var disk = File.OpenWrite(file))
        {
            disk.Seek((page - 1) * size, SeekOrigin.Begin);
            await disk.WriteAsync(Enumerable.Range(0, (int)size).Select(i => (byte)(i * 31 + 7)).ToArray(), Stop);
        }

        foreach (var verb in (string[][])[["backup", Path.Combine(folder, "now.backup")], ["verify"], ["serve", "--urls", "http://127.0.0.1:0"]])
        {
            var (code, output, error) = await PortalProcess.Run([.. verb, "--data", folder]);
            Assert.Equal(1, code);
            Assert.Contains((error + output).Split('\n'), line => line.StartsWith("The database", StringComparison.Ordinal) && line.Contains("damaged", StringComparison.Ordinal));
        }
        Assert.False(File.Exists(Path.Combine(folder, "now.backup")));
        // The company is still the one that was founded.
        using var after = Standing.Open(folder);
        Assert.Single(Standing.Text(after, "SELECT \"Name\" FROM \"Companies\""));
        Assert.Equal(page, long.Parse(Standing.Text(after, "SELECT rootpage FROM sqlite_master WHERE name = 'People'").Single(), CultureInfo.InvariantCulture));
    }

    static void Change(string path, string entry, Func<byte[], byte[]> change)
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Update);
        byte[] bytes;
        using (var from = zip.GetEntry(entry)!.Open())
        using (var memory = new MemoryStream())
        {
            from.CopyTo(memory);
            bytes = memory.ToArray();
        }
        zip.GetEntry(entry)!.Delete();
        using var to = zip.CreateEntry(entry).Open();
        to.Write(change(bytes));
    }
}
