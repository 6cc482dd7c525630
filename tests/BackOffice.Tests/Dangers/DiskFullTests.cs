using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Testing;
using BackOffice.Tests.Fulfillment;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests.Dangers;

public class DiskFullTests
{
    [Fact]
    public async Task With_a_full_disk_everyone_is_answered_nothing_is_half_and_work_goes_on_afterwards()
    {
        Assert.SkipWhen(Company.SqlServer is not null, "SQLite's own limit stands for a full disk here.");
        var disk = new Disk();
        await using var company = await Company.Open(also: services => services.AddSingleton<Connections>(disk));
        await company.Placed(("A", 1));
        var writer = company.Services.GetRequiredService<IWriter>();

        // SQLite's own limit gives the same error as a disk without room. A few pages are left, so that it strikes in the middle.
        await disk.Leaves(writer, pages: 3);
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => company.Joe.Tries(new PlaceOrder(Goods.Order(($"FULL{i}", 2)))))).WaitAsync(TimeSpan.FromSeconds(30));

        var refused = answers.Where(a => !a.Ok).ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, a => Assert.Contains("disk", a.Refusal!.ToString(), StringComparison.Ordinal));
        Assert.Equal(1 + answers.Count(a => a.Ok), (await company.All<Order>()).Count);
        await company.Verified();

        await disk.Leaves(writer, pages: 1_000_000);
        await company.Placed(("B", 1));
        await company.Verified();
    }

    // The limit is a connection's own, and the writer takes a new one after an error.
    sealed class Disk : Connections
    {
        string? limit;

        public override SqliteConnection ToWrite(string connectionString)
        {
            var connection = base.ToWrite(connectionString);
            connection.StateChange += (_, change) =>
            {
                if (limit is null || change.CurrentState is not System.Data.ConnectionState.Open) return;
                using var command = connection.CreateCommand();
                command.CommandText = limit;
                command.ExecuteScalar();
            };
            return connection;
        }

        public Task<bool> Leaves(IWriter writer, int pages) => writer.Chore(writing =>
        {
            limit = $"PRAGMA max_page_count = {Convert.ToInt64(writing.Scalar("SELECT page_count FROM pragma_page_count")) + pages}";
            writing.Scalar(limit);
            return Task.FromResult(true);
        });
    }
}
