using BackOffice.Accounting;
using BackOffice.Kernel;
using BackOffice.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace BackOffice.Tests.Accounting;

public class LedgerTests
{
    private static PostEntry Rent(long minor = 120_000, DateOnly? on = null) =>
        new(on ?? new(2026, 11, 20), "GBP", "Rent for November", [new(new(6400), minor), new(new(2000), -minor)]);

    [Fact]
    public async Task An_entry_by_hand_is_posted_and_rolled_up()
    {
        await using var company = await Company.Open();

        var posted = await company.Carl.Does(Rent());

        var entry = Assert.Single(await company.All<JournalEntry>());
        Assert.Equal((posted.Entry, true, new PeriodId(202611)), (entry.Id, entry.IsPosted, entry.Period));
        var balances = await company.All<AccountBalance>();
        Assert.Equal([(2000L, 0L, 120_000L), (6400L, 120_000L, 0L)], balances.OrderBy(b => b.Account.Value).Select(b => (b.Account.Value, b.DebitMinor, b.CreditMinor)));
        await company.Verified();
    }

    [Fact]
    public async Task What_does_not_add_up_or_touches_a_kept_account_is_refused()
    {
        await using var company = await Company.Open();

        await company.Carl.IsRefused(Rent() with { Lines = [new(new(6400), 100), new(new(2000), -99)] });
        await company.Carl.IsRefused(Rent() with { Lines = [new(new(6400), 100)] });
        await company.Carl.IsRefused(Rent() with { Lines = [new(new(6400), 0), new(new(2000), 0)] });
        await company.Carl.IsRefused(Rent() with { Lines = [new(new(1100), 100), new(new(2000), -100)] });
        await company.Carl.IsRefused(Rent() with { Lines = [new(new(9999), 100), new(new(2000), -100)] }, Refusal.NotFound);
        await company.Carl.IsRefused(Rent() with { Text = "" });
        await company.Carl.IsRefused(Rent() with { Currency = "pounds" });
        await company.Carl.IsRefused(Rent(on: new(2036, 1, 1)));
        await company.Sam.IsRefused(Rent(), Refusal.NotAllowed);
        Assert.Empty(await company.All<JournalEntry>());
    }

    [Fact]
    public async Task An_entry_is_corrected_by_its_mirror_once()
    {
        await using var company = await Company.Open();
        var posted = await company.Carl.Does(Rent());

        var mirror = await company.Max.Does(new ReverseEntry(posted.Entry, "Paid by head office"));

        Assert.Equal(0, await company.On(new AccountId(6400)));
        Assert.Equal(posted.Entry, (await company.All<JournalEntry>()).Single(e => e.Id == mirror.Entry).Reverses);
        await company.Carl.IsRefused(new ReverseEntry(posted.Entry, "Again"));
        await company.Carl.IsRefused(new ReverseEntry(mirror.Entry, "Back"));
        await company.Carl.IsRefused(new ReverseEntry(new(77), "None"), Refusal.NotFound);
        await company.Carl.IsRefused(new ReverseEntry(posted.Entry, ""));
        await company.Verified();
    }

    [Fact]
    public async Task A_closed_month_takes_nothing_until_someone_else_reopens_it()
    {
        await using var company = await Company.Open();
        await company.Carl.Does(new ClosePeriod(new(202610)));

        await company.Carl.IsRefused(Rent(on: new(2026, 10, 31)));
        await company.Carl.IsRefused(new ClosePeriod(new(202610)));
        await company.Carl.IsRefused(new ClosePeriod(new(202611)));
        await company.Carl.IsRefused(new ClosePeriod(new(202613)));
        await company.Carl.IsRefused(new ReopenPeriod(new(202610), "A late bill"));
        await company.Max.Does(new ReopenPeriod(new(202610), "A late bill"));
        await company.Carl.Does(Rent(on: new(2026, 10, 31)));
        await company.Max.IsRefused(new ReopenPeriod(new(202610), "Twice"));
    }

    [Theory]
    [InlineData("UPDATE JournalEntries SET Text = 'x'", "never changes")]
    [InlineData("UPDATE JournalEntries SET IsPosted = 0", "never changes")]
    [InlineData("DELETE FROM JournalEntries", "never deleted")]
    [InlineData("UPDATE JournalLines SET AmountMinor = AmountMinor + 1", "never changes")]
    [InlineData("DELETE FROM JournalLines", "never deleted")]
    [InlineData("INSERT INTO JournalLines (Id, Entry, Account, Period, Currency, AmountMinor, About) SELECT 999999, Id, 6400, Period, 'GBP', 5, '' FROM JournalEntries", "no more lines")]
    [InlineData("INSERT INTO JournalEntries (Id, Period, EffectiveOn, PostedAt, PostedBy, Source, SourceId, Purpose, Revision, Rule, Text, IsPosted) VALUES (999999, 202611, '2026-11-01', '2026-11-01', 1, 'Manual', 1, 'x', 1, 'x', 'x', 1)", "written unposted")]
    public async Task The_database_itself_refuses_to_touch_what_is_posted(string sql, string why)
    {
        await using var company = await Company.Open();
        await company.Carl.Does(Rent());

        Assert.Contains(why, RefusedByDatabase(company, sql));
    }

    [Theory]
    [InlineData("5, 6400", "-5, 2000", "GBP", "202611", null)]
    [InlineData("5, 6400", "-4, 2000", "GBP", "202611", "adds up to nothing")]
    [InlineData("5, 6400", "-5, 2000", "EUR", "202611", "adds up to nothing")]
    [InlineData("5, 6400", null, "GBP", "202611", "two lines")]
    [InlineData("0, 6400", "0, 2000", "GBP", "202611", "never zero")]
    [InlineData("5, 6400", "-5, 2000", "GBP", "202610", "closed")]
    public async Task The_database_itself_refuses_to_post_what_is_wrong(string first, string? second, string secondCurrency, string period, string? why)
    {
        await using var company = await Company.Open();
        await company.Carl.Does(Rent());
        await company.Carl.Does(new ClosePeriod(new(202610)));
        string Line(int id, string values, string currency)
        {
            var parts = values.Split(", ");
            return $"INSERT INTO JournalLines (Id, Entry, Account, Period, Currency, AmountMinor, About) VALUES ({id}, 888888, {parts[1]}, {period}, '{currency}', {parts[0]}, '');";
        }
        var sql = $"INSERT INTO JournalEntries (Id, Period, EffectiveOn, PostedAt, PostedBy, Source, SourceId, Purpose, Revision, Rule, Text, IsPosted) VALUES (888888, {period}, '2026-11-01', '2026-11-01', 1, 'Manual', 1, 'x', 1, 'x', 'x', 0);"
            + Line(888881, first, "GBP") + (second is null ? "" : Line(888882, second, secondCurrency)) + "UPDATE JournalEntries SET IsPosted = 1 WHERE Id = 888888";

        if (why is null)
            Execute(company, sql);
        else
            Assert.Contains(why, RefusedByDatabase(company, sql));
    }

    private static string RefusedByDatabase(Company company, string sql) => Assert.Throws<SqliteException>(() => Execute(company, sql)).Message;

    private static void Execute(Company company, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(company.Folder, "backoffice.db")};Pooling=False");
        connection.Open();
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
