using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Testing;
using BackOffice.Tests.Fulfillment;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests.Dangers;

/// <summary>F6: another process holds the embedded database, or reads from it for long.</summary>
public class HeldTests
{
    static SqliteConnection Other(Company company)
    {
        var other = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(company.Folder, "backoffice.db"), Pooling = false }.ToString());
        other.Open();
        return other;
    }

    static void Say(SqliteConnection db, string sql)
    {
        using var command = new SqliteCommand(sql, db);
        command.ExecuteScalar();
    }

    static string Wal(Company company) => Path.Combine(company.Folder, "backoffice.db-wal");

    [Fact]
    public async Task While_another_program_holds_the_database_reads_go_on_writers_are_told_and_work_goes_on_afterwards()
    {
        Assert.SkipWhen(Company.SqlServer is not null, "The embedded database's own danger.");
        await using var company = await Company.Open();
        await company.Placed(("A", 1));
        using var other = Other(company);
        Say(other, "BEGIN IMMEDIATE");

        var tries = Enumerable.Range(0, 40).Select(i => company.Joe.Tries(new PlaceOrder(Goods.Order(($"HELD{i}", 2))))).ToList();
        Assert.Single(await company.All<Order>());
        // All of them wait at the same time, not one after the other.
        var answers = await Task.WhenAll(tries).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.All(answers, a => Assert.Equal(Refusal.Unavailable, a.Refusal?.Code));
        Assert.Contains("Another program holds the database", answers[0].Refusal!.ToString(), StringComparison.Ordinal);

        var patient = company.Joe.Tries(new PlaceOrder(Goods.Order(("PATIENT", 1))));
        Say(other, "ROLLBACK");
        Assert.True((await patient).Ok);
        Assert.Equal(2, (await company.All<Order>()).Count);
        await company.Verified();
    }

    [Fact]
    public async Task The_write_ahead_log_grows_under_a_long_reader_and_is_cut_when_it_goes()
    {
        Assert.SkipWhen(Company.SqlServer is not null, "The embedded database's own danger.");
        await using var company = await Company.Open();
        using var other = Other(company);
        Say(other, "BEGIN");
        Say(other, "SELECT COUNT(*) FROM \"Orders\"");
        for (var i = 0; i < 80; i++) await Fat(company);
        Assert.True(new FileInfo(Wal(company)).Length > WriteAheadLog.Most);
        await company.Placed(("A", 1));

        Say(other, "ROLLBACK");
        for (var tries = 0; new FileInfo(Wal(company)).Length > WriteAheadLog.Most && tries < 300; tries++)
        {
            await Task.Delay(100);
            await company.Placed(("B", 1));
        }
        Assert.True(new FileInfo(Wal(company)).Length <= WriteAheadLog.Most);
        await company.Verified();
    }

    [Fact]
    public async Task Under_steady_reading_the_write_ahead_log_stays_bounded()
    {
        Assert.SkipWhen(Company.SqlServer is not null, "The embedded database's own danger.");
        await using var company = await Company.Open();
        using var done = new CancellationTokenSource();
        // Readers that overlap: there is never a moment without one.
        var readers = Enumerable.Range(0, 3).Select(i => Task.Factory.StartNew(() =>
        {
            using var other = Other(company);
            Thread.Sleep(i * 10);
            while (!done.IsCancellationRequested)
            {
                Say(other, "BEGIN");
                Say(other, "SELECT COUNT(*) FROM \"Orders\"");
                Thread.Sleep(30);
                Say(other, "ROLLBACK");
            }
        }, TaskCreationOptions.LongRunning)).ToList();
        long most = 0;
        var began = System.Diagnostics.Stopwatch.StartNew();
        for (var i = 0; i < 160 || began.Elapsed < TimeSpan.FromSeconds(3); i++)
        {
            await Fat(company);
            if (i >= 160) await Task.Delay(100);
            if (i is 60 or 120) await Task.Delay(1100);
            most = Math.Max(most, new FileInfo(Wal(company)).Length);
        }
        await done.CancelAsync();
        await Task.WhenAll(readers);
        Assert.True(most < 3 * WriteAheadLog.Most, $"It grew to {most / 1_048_576} MB.");
        await company.Verified();
    }

    // A megabyte through the writer: what an import of an hour writes, in a moment.
    static Task Fat(Company company) => company.Services.GetRequiredService<IWriter>().Chore(writing =>
    {
        writing.Execute("INSERT INTO \"StoredFiles\" (\"Hash\", \"Content\") VALUES (lower(hex(randomblob(32))), zeroblob(1048576))");
        return Task.FromResult(true);
    });
}
