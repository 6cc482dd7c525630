using BackOffice.Kernel;
using BackOffice.Testing;
using BackOffice.Tests.Simulation;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests.Dangers;

/// <summary>F18: a page of the database's file is not what was written. It is named, no backup is made of it, and nothing is lost besides.</summary>
public class DamagedPageTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Tables => ["Orders", "LogEntries", "StockLevels", "JournalLines", "People", "Commands"];

    [Theory, MemberData(nameof(Tables))]
    public async Task A_damaged_page_is_named_no_backup_is_made_of_it_and_the_rest_is_as_it_was(string table)
    {
        var folder = await Damaged(table);
        try
        {
            var before = Rows(folder, table);
            await using var company = await Company.OpenStill(folder, Morning.At);
            var backups = company.Services.GetRequiredService<Backups>();
            var backup = Path.Combine(company.Folder, "now.backup");

            var refused = await Assert.ThrowsAsync<RefusedException>(() => backups.Write(backup, Stop));
            Assert.Contains("damaged", refused.Message, StringComparison.Ordinal);
            Assert.Empty(Directory.GetFiles(company.Folder, "now.backup*"));

            var checks = await company.Services.GetRequiredService<Verify>().Run();
            var named = Assert.Single(checks, c => c.Key == nameof(FileIsSound));
            Assert.False(named.Ok);
            Assert.Contains("restore the last sound backup", named.Violations[0].Text, StringComparison.Ordinal);
            // Whoever needs the page is told; nothing is answered from a half.
            Assert.All(checks.Where(c => !c.Ok), c => Assert.NotEmpty(c.Violations));

            // A start makes guards anew and looks at roles: it may fail on the damage, but what can be read stays what it was.
            try { await company.Services.GetRequiredService<BackOffice.Kernel.Storage>().Prepare(new CompanyInfo { Name = "Another", Currency = "EUR", Zone = "Europe/Berlin", Kind = CompanyKind.Practice }); }
            catch (Exception e) when (Damage.Is(e)) { Assert.False(named.Ok); }
            Assert.Equal(before, Rows(company.Folder, table));
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    [Fact]
    public async Task A_command_that_meets_a_damaged_page_says_so_and_the_next_one_elsewhere_is_done()
    {
        var folder = await Damaged("Items");
        try
        {
            await using var company = await Company.OpenStill(folder, Morning.At);
            var refused = await company.Commands.Send(new BackOffice.Fulfillment.KeepItems([new("NEW", "New")]), Actor.House(HouseActor.Operator));
            Assert.Equal(Refusal.Unavailable, refused.Refusal!.Code);
            Assert.Contains("damaged", refused.Refusal.ToString(), StringComparison.Ordinal);
            await company.Joe.Does(new BackOffice.Support.OpenTicket("Hannah", "hannah@wren.example", "Where is it", "My parcel has not come."));
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    // A copy of a company at work in which one page of a table was overwritten, as a bad disk does.
    static async Task<string> Damaged(string table)
    {
        string folder;
        await using (var company = await Company.OpenStill(await Morning.Shared, Morning.At)) folder = company.Image();
        var file = Path.Combine(folder, "backoffice.db");
        long page, size;
        using (var db = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            db.Open();
            Say(db, "PRAGMA wal_checkpoint(TRUNCATE)");
            size = Say(db, "PRAGMA page_size");
            page = Say(db, $"SELECT rootpage FROM sqlite_master WHERE type = 'table' AND name = '{table}'");
        }
        using var stream = File.OpenWrite(file);
        stream.Seek((page - 1) * size, SeekOrigin.Begin);
        stream.Write([.. Enumerable.Range(0, (int)size).Select(i => (byte)(i * 31 + 7))]);
        return folder;
    }

    static long Say(SqliteConnection db, string sql)
    {
        using var command = new SqliteCommand(sql, db);
        return Convert.ToInt64(command.ExecuteScalar());
    }

    // How many rows each other table has; a start may add to what it ships, so only what was there counts.
    static Dictionary<string, long> Rows(string folder, string damaged)
    {
        using var db = new SqliteConnection($"Data Source={Path.Combine(folder, "backoffice.db")};Pooling=False");
        db.Open();
        var names = new List<string>();
        using (var command = new SqliteCommand("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name", db))
        using (var rows = command.ExecuteReader())
            while (rows.Read()) names.Add(rows.GetString(0));
        return names.Where(n => n != damaged).ToDictionary(n => n, n => Say(db, $"SELECT COUNT(*) FROM \"{n}\""));
    }
}
