using BackOffice.Fulfillment;
using BackOffice.Kernel;
using BackOffice.Testing;
using BackOffice.Tests.Fulfillment;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests.Dangers;

public class DiskFullTests
{
    [Fact]
    public async Task With_a_full_disk_everyone_is_answered_nothing_is_half_and_work_goes_on_afterwards()
    {
        Assert.SkipWhen(Company.SqlServer is not null, "SQLite's own limit stands for a full disk here.");
        await using var company = await Company.Open();
        await company.Placed(("A", 1));
        var writer = company.Services.GetRequiredService<IWriter>();

        // SQLite's own limit gives the same error as a disk without room. A few pages are left, so that it strikes in the middle.
        await Limit(writer, "(SELECT page_count FROM pragma_page_count)", more: 3);
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => company.Joe.Tries(new PlaceOrder(Goods.Order(($"FULL{i}", 2)))))).WaitAsync(TimeSpan.FromSeconds(30));

        var refused = answers.Where(a => !a.Ok).ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, a => Assert.Contains("disk", a.Refusal!.ToString(), StringComparison.Ordinal));
        Assert.Equal(1 + answers.Count(a => a.Ok), (await company.All<Order>()).Count);
        await company.Verified();

        await Limit(writer, "1000000000", more: 0);
        await company.Placed(("B", 1));
        await company.Verified();
    }

    static Task<bool> Limit(IWriter writer, string pages, int more) => writer.Chore(writing =>
    {
        var limit = Convert.ToInt64(writing.Scalar($"SELECT {pages}")) + more;
        writing.Scalar($"PRAGMA max_page_count = {limit}");
        return Task.FromResult(true);
    });
}
