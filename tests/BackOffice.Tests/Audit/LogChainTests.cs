using BackOffice.Accounting;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Testing;
using BackOffice.Tests.Fulfillment;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests.Audit;

public class LogChainTests
{
    [Theory]
    [InlineData("""UPDATE "LogEntries" SET "Content" = '{}' WHERE "Position" = 1""")]
    [InlineData("""DELETE FROM "LogEntries" WHERE "Position" = 1""")]
    [InlineData("""UPDATE "LogSubjects" SET "Id" = 7""")]
    [InlineData("""DELETE FROM "LogSubjects" """)]
    [InlineData("""UPDATE "LogLinks" SET "Hash" = '' """)]
    [InlineData("""DELETE FROM "LogLinks" """)]
    public async Task The_database_itself_refuses_to_change_the_log(string sql)
    {
        await using var company = await Written();
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => Sql(company, sql));
        Assert.Contains("never", refused.Message);
    }

    [Fact]
    public async Task A_backup_made_while_the_log_goes_on_holds_no_root_that_its_copy_does_not_know()
    {
        Assert.SkipWhen(Company.SqlServer is not null, "SQL Server is backed up its own way.");
        await using var company = await Company.Open();
        var (sequencer, backups) = (company.Services.GetRequiredService<LogSequencer>(), company.Services.GetRequiredService<Backups>());
        await company.Joe.Does(new PlaceOrder(Goods.Order(("A", 1))));
        await sequencer.RunDue();

        using var enough = new CancellationTokenSource();
        var goesOn = GoesOn();
        for (var i = 0; i < 10; i++)
        {
            var path = Path.Combine(company.Folder, $"{i}.backup");
            var manifest = (await backups.Write(path, Xunit.TestContext.Current.CancellationToken)).Manifest;
            using var zip = System.IO.Compression.ZipFile.OpenRead(path);
            using var text = new StreamReader(zip.GetEntry("audit/roots.txt")!.Open());
            var root = long.Parse((await text.ReadToEndAsync(Xunit.TestContext.Current.CancellationToken)).Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
            Assert.InRange(root, 1, long.Parse(manifest.Chain.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture));
        }
        await enough.CancelAsync();
        await goesOn;

        async Task GoesOn()
        {
            while (!enough.IsCancellationRequested)
            {
                await company.Joe.Does(new PlaceOrder(Goods.Order(("A", 1))));
                await sequencer.RunDue(CancellationToken.None);
            }
        }
    }

    [Fact]
    public async Task What_is_new_becomes_a_link_and_nothing_is_chained_twice()
    {
        await using var company = await Written();
        Assert.Equal(0, await company.Services.GetRequiredService<LogSequencer>().RunDue());
        await company.Ada.SignsIn();
        Assert.Equal(1, await company.Services.GetRequiredService<LogSequencer>().RunDue());

        var (links, rows) = (await company.All<LogLink>(), await company.All<LogEntry>());
        Assert.Equal(rows.Max(r => r.Position), links.Max(l => l.Last));
        Assert.Equal(links.OrderBy(l => l.Last).Select(l => l.First).Skip(1), links.OrderBy(l => l.Last).Select(l => l.Last + 1).SkipLast(1));
        await company.Verified();
    }

    [Theory]
    [InlineData("""UPDATE "LogEntries" SET "Actor" = 101 WHERE "Position" = 2""", "UPDATE")]
    [InlineData("""UPDATE "LogEntries" SET "Origin" = '198.51.100.1' WHERE "Position" = 2""", "UPDATE")]
    [InlineData("""UPDATE "LogEntries" SET "At" = '2026-11-24 10:00:01' WHERE "Position" = 2""", "UPDATE")]
    [InlineData("""DELETE FROM "LogEntries" WHERE "Position" = 2""", "DELETE")]
    public async Task A_row_that_was_tampered_with_is_found(string sql, string deed)
    {
        Assert.SkipWhen(Company.SqlServer is not null, "The guard is dropped by SQLite's name here.");
        await using var company = await Written();
        await Sql(company, $"""DROP TRIGGER "LogEntries_{deed}" """);
        await Sql(company, sql);

        var check = (await company.Services.GetRequiredService<Verify>().Run()).Single(c => c.Key == "ChainIsUnbroken");
        Assert.False(check.Ok);
        Assert.Contains("was changed between 1 and", string.Join(' ', check.Violations));
    }

    [Fact]
    public async Task A_chain_made_anew_does_not_fit_the_roots_beside_the_database()
    {
        Assert.SkipWhen(Company.SqlServer is not null, "The guards are dropped by SQLite's names here.");
        await using var company = await Written();
        await Sql(company, """DROP TRIGGER "LogEntries_UPDATE" """, """UPDATE "LogEntries" SET "Actor" = 101 WHERE "Position" = 2""",
            """DROP TRIGGER "LogLinks_DELETE" """, """DELETE FROM "LogLinks" """);
        var roots = await File.ReadAllBytesAsync(LogRoots.PathIn(company.Folder), TestContext.Current.CancellationToken);
        await company.Services.GetRequiredService<LogSequencer>().RunDue();
        await File.WriteAllBytesAsync(LogRoots.PathIn(company.Folder), roots, TestContext.Current.CancellationToken);

        var check = (await company.Services.GetRequiredService<Verify>().Run()).Single(c => c.Key == "ChainIsUnbroken");
        Assert.Contains(check.Violations, v => v.Text.Contains("root"));
    }

    // Bent so that everything still adds up: only the log knows what was posted.
    [Theory]
    [InlineData("is not what was posted", """DROP TRIGGER "JournalLines_Changed" """, """UPDATE "JournalLines" SET "AmountMinor" = "AmountMinor" * 2""", """UPDATE "AccountBalances" SET "DebitMinor" = "DebitMinor" * 2, "CreditMinor" = "CreditMinor" * 2""")]
    [InlineData("is not what was posted", """DROP TRIGGER "JournalEntries_Posted" """, """UPDATE "JournalEntries" SET "Text" = 'Something else'""")]
    [InlineData("is gone", """DROP TRIGGER "JournalEntries_Deleted" """, """DROP TRIGGER "JournalLines_Deleted" """, """DELETE FROM "JournalLines" """, """DELETE FROM "JournalEntries" """, """DELETE FROM "AccountBalances" """)]
    [InlineData("was never posted",
        """INSERT INTO "JournalEntries" ("Id", "Period", "EffectiveOn", "PostedAt", "PostedBy", "Source", "SourceId", "Purpose", "Revision", "Rule", "Text", "IsPosted") SELECT 999999, "Period", "EffectiveOn", "PostedAt", "PostedBy", 'Manual', 999999, 'entry', 1, 'By hand', 'Slipped in', 0 FROM "JournalEntries" """,
        """INSERT INTO "JournalLines" ("Id", "Entry", "Account", "Period", "Currency", "AmountMinor", "About") SELECT "Id" + 900000, 999999, "Account", "Period", "Currency", "AmountMinor", "About" FROM "JournalLines" """,
        """UPDATE "JournalEntries" SET "IsPosted" = 1 WHERE "Id" = 999999""",
        """UPDATE "AccountBalances" SET "DebitMinor" = "DebitMinor" * 2, "CreditMinor" = "CreditMinor" * 2, "LineCount" = "LineCount" * 2""")]
    public async Task A_posted_entry_that_was_bent_is_found_though_everything_adds_up(string says, params string[] sql)
    {
        Assert.SkipWhen(Company.SqlServer is not null, "The guards are dropped by SQLite's names here.");
        await using var company = await Written();
        await company.Carl.Does(new PostEntry(new(2026, 11, 20), "GBP", "Rent of November", [new(new(6400), 5_000), new(new(6000), -5_000)]));
        await company.Services.GetRequiredService<LogSequencer>().RunDue();
        await company.Verified();

        await Sql(company, sql);

        var broken = (await company.Services.GetRequiredService<Verify>().Run()).Where(c => !c.Ok).ToList();
        Assert.Equal("EntriesAreSealed", Assert.Single(broken).Key);
        Assert.Contains(broken[0].Violations, v => v.Text.Contains(says));
    }

    [Fact]
    public async Task Each_day_keeps_its_root()
    {
        await using var company = await Written();
        company.Clock.Advance(TimeSpan.FromDays(1));
        await company.Ada.SignsIn();
        await company.Services.GetRequiredService<LogSequencer>().RunDue();

        var roots = LogRoots.In(company.Folder);
        Assert.Equal([new DateOnly(2026, 11, 24), new(2026, 11, 25)], roots.Select(r => r.Day));
        var links = await company.All<LogLink>();
        Assert.All(roots, root => Assert.Contains(links, l => l.Last == root.Position && l.Hash == root.Hash));
    }

    static async Task<Company> Written()
    {
        var company = await Company.Open();
        await company.Ada.SignsIn();
        await company.Olga.SignsIn();
        await company.Olga.SignsOut();
        await company.Services.GetRequiredService<LogSequencer>().RunDue();
        return company;
    }

    static async Task Sql(Company company, params string[] statements)
    {
        await using var db = company.Services.GetRequiredService<Database>().Bare();
        foreach (var sql in statements) await db.Database.ExecuteSqlRawAsync(sql.Replace("{", "{{").Replace("}", "}}"));
    }
}
