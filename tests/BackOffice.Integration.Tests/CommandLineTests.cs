using System.Diagnostics;
using System.Text.Json;

namespace BackOffice.Tests;

public sealed class CommandLineTests : IDisposable
{
    readonly PortalFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Every_line_of_an_order_file_is_accounted_for_and_the_same_file_again_changes_nothing()
    {
        var file = Directory.GetFiles(PortalFolder.Data("online-retail"), "2010-12-22*").Single();
        var first = await folder.Json("import", "orders", file, "--channel", "shop");
        Assert.Equal(Count(first, "read"), Count(first, "accepted") + Count(first, "rejected") + Count(first, "setAside") + Count(first, "duplicates"));
        Assert.True(Count(first, "read") > 200 && Count(first, "orders") > 10);
        var before = await Positions();

        var second = await folder.Json("import", "orders", file, "--channel", "shop");

        Assert.Equal(Count(first, "read"), Count(second, "read"));
        Assert.Equal(0, Count(second, "orders"));
        Assert.Equal(Count(second, "read"), Count(second, "duplicates"));
        Assert.True((await folder.Verified()).GetProperty("ok").GetBoolean());
        Assert.True(await Positions() - before < 20, "The second time wrote more than the import's own progress.");
    }

    [Fact]
    public async Task Statements_open_accounts_only_when_asked_and_come_once()
    {
        var good = PortalFolder.Data("camt", "camt053.v2.multi.statement.xml");
        var refused = await folder.Run("import", "statement", good, "--json");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Equal("refused", Status(refused.Json));
        Assert.False(string.IsNullOrEmpty(refused.Json.GetProperty("files")[0].GetProperty("reason").GetString()));

        Assert.Equal("imported", Status(await folder.Json("import", "statement", good, "--new-accounts")));
        Assert.Equal("duplicate", Status(await folder.Json("import", "statement", good)));
        Assert.NotEqual(0, (await folder.Run("import", "statement", PortalFolder.Data("camt", "camt053.v2.wrong.xml"), "--new-accounts")).ExitCode);

        var verified = await folder.Verified();
        var balances = verified.GetProperty("trialBalance").EnumerateArray().ToList();
        Assert.NotEmpty(balances);
        foreach (var currency in balances.GroupBy(b => b.GetProperty("currency").GetString()))
            Assert.Equal(currency.Sum(b => b.GetProperty("debit").GetInt64()), currency.Sum(b => b.GetProperty("credit").GetInt64()));
    }

    [Fact]
    public async Task Every_mail_finds_its_end_and_comes_once()
    {
        var mail = PortalFolder.Data("mail");
        var first = await folder.Json("import", "mail", mail);
        var second = await folder.Json("import", "mail", mail);
        foreach (var sum in (JsonElement[])[first, second])
            Assert.Equal(Count(sum, "read"), Count(sum, "ticketed") + Count(sum, "joined") + Count(sum, "dropped") + Count(sum, "quarantined") + Count(sum, "duplicates"));
        Assert.True(Count(first, "read") > 10);
        Assert.Equal(Count(second, "read"), Count(second, "duplicates"));
        Assert.True((await folder.Verified()).GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task The_exported_journal_balances_in_hledger()
    {
        await folder.Json("import", "statement", PortalFolder.Data("camt", "camt053.v2.multi.statement.xml"), "--new-accounts");
        var file = Path.Combine(folder.Path_, "out.journal");
        await folder.Json("export", "journal", file, "--format", "hledger");
        var csv = Path.Combine(folder.Path_, "out.csv");
        await folder.Json("export", "journal", csv, "--format", "csv");
        Assert.True(File.ReadAllLines(csv).Length > 2);

        var ours = (await folder.Verified()).GetProperty("trialBalance").EnumerateArray()
            .ToDictionary(b => (b.GetProperty("account").GetString()!, b.GetProperty("currency").GetString()!), b => (b.GetProperty("debit").GetInt64() - b.GetProperty("credit").GetInt64()) / 100m);
        Assert.SkipUnless(Hledger("--version") is not null, "hledger is not installed.");
        Assert.NotNull(Hledger("-f", file, "check"));
        var theirs = Hledger("-f", file, "balance", "--flat", "-N", "-O", "csv", "--layout", "bare")!.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Trim().Trim('"').Split("\",\""))
            .Where(fields => fields.Length == 3).ToDictionary(fields => (fields[0].Split(':', ' ')[1], fields[1]), fields => decimal.Parse(fields[2], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(ours.Where(b => b.Value != 0).OrderBy(b => b.Key), theirs.Where(b => b.Value != 0).OrderBy(b => b.Key));
    }

    [Fact]
    public async Task Practice_and_simulation_leave_a_real_company_alone()
    {
        await folder.Json("migrate");
        foreach (var verb in (string[])["practice", "simulate"])
        {
            var result = await folder.Run(verb);
            Assert.NotEqual(0, result.ExitCode);
            Assert.Contains("real company", result.Error);
        }
    }

    [Fact]
    public async Task A_wrong_verb_and_a_missing_file_are_said_and_fail()
    {
        Assert.NotEqual(0, (await folder.Run("verfy")).ExitCode);
        var missing = await folder.Run("import", "orders", "nowhere.csv");
        Assert.NotEqual(0, missing.ExitCode);
        Assert.Contains("nowhere.csv", missing.Error);
    }

    [Fact]
    public async Task Killed_in_the_middle_of_an_import_it_goes_on_and_doubles_nothing()
    {
        var files = Directory.GetFiles(PortalFolder.Data("online-retail"), "2010-12-0*").Order(StringComparer.Ordinal).Take(3).ToArray();
        using var whole = new PortalFolder();
        var expected = await whole.Json(["import", "orders", .. files, "--channel", "shop"]);

        for (var kills = 0; kills < 2; kills++)
        {
            using var import = folder.Begin(["import", "orders", .. files, "--channel", "shop", "--json"]);
            await Until(async () => import.HasExited || await Rows(folder, "Orders") > 40 * (kills + 1));
            Assert.False(import.HasExited, "It was done before it could be killed; nothing is shown by this.");
            import.Kill();
            await import.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True((await folder.Verified()).GetProperty("ok").GetBoolean());
        }
        var again = await folder.Json(["import", "orders", .. files, "--channel", "shop"]);

        Assert.Equal(Count(expected, "read"), Count(again, "read"));
        Assert.Equal(await Rows(whole, "Orders"), await Rows(folder, "Orders"));
        Assert.Equal(await Rows(whole, "OrderLines"), await Rows(folder, "OrderLines"));
        Assert.Equal(await Rows(whole, "ImportLines"), await Rows(folder, "ImportLines"));
        Assert.True((await folder.Verified()).GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task December_comes_whole_and_a_second_time_changes_nothing()
    {
        var files = Directory.GetFiles(PortalFolder.Data("online-retail"), "2010-12-*").Order(StringComparer.Ordinal).ToArray();
        var first = await folder.Json(["import", "orders", .. files, "--channel", "shop"]);
        Assert.Equal(42_481, Count(first, "read"));
        Assert.Equal(42_481, Count(first, "accepted") + Count(first, "rejected") + Count(first, "setAside") + Count(first, "duplicates"));
        var (orders, lines) = (await Rows(folder, "Orders"), await Rows(folder, "OrderLines"));

        var second = await folder.Json(["import", "orders", .. files, "--channel", "shop"]);

        Assert.Equal(42_481, Count(second, "duplicates"));
        Assert.Equal((orders, lines), (await Rows(folder, "Orders"), await Rows(folder, "OrderLines")));
        Assert.True((await folder.Verified()).GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task The_first_months_of_2011_come_whole()
    {
        var sum = await folder.Json("import", "orders", PortalFolder.Data("online-retail", "2011-01-to-05.csv.gz"), "--channel", "shop");
        Assert.Equal(166_548, Count(sum, "read"));
        Assert.Equal(166_548, Count(sum, "accepted") + Count(sum, "rejected") + Count(sum, "setAside") + Count(sum, "duplicates"));
        Assert.True((await folder.Verified()).GetProperty("ok").GetBoolean());
    }

    static int Count(JsonElement sum, string name) => sum.GetProperty(name).GetInt32();
    static string Status(JsonElement result) => result.GetProperty("files")[0].GetProperty("status").GetString()!;

    async Task<long> Positions() => (await folder.Verified()).GetProperty("checks").EnumerateArray().First().GetProperty("checked").GetInt64();

    static async Task<long> Rows(PortalFolder of, string table)
    {
        var file = Path.Combine(of.Path_, "backoffice.db");
        if (!File.Exists(file)) return 0;
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT COUNT(*) FROM \"{table}\"";
        try { return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!; }
        catch (Microsoft.Data.Sqlite.SqliteException) { return 0; /* not made yet */ }
    }

    static async Task Until(Func<Task<bool>> isSo)
    {
        for (var tries = 0; tries < 3000; tries++)
        {
            if (await isSo()) return;
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
        Assert.Fail("It took too long.");
    }

    static string? Hledger(params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("hledger", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception) { return null; }
    }
}
