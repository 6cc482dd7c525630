using BackOffice.Accounting;
using BackOffice.Kernel;
using BackOffice.Testing;
using BackOffice.Tests.Fulfillment;

namespace BackOffice.Tests.Accounting;

public class StatementTests
{
    private static readonly AccountId bank = new(ChartOfAccounts.FirstBank);

    [Fact]
    public async Task A_statement_matches_what_is_exact_and_sets_the_rest_aside()
    {
        await using var company = await Company.Open();
        var (_, invoice) = await company.Issued(("MUG", 4));

        var result = await company.Imports("nov.xml", Books.Statement("S1", 100m, (12m, invoice.Number!), (3.50m, "no idea"), (-7m, "bank fee")));

        Assert.Equal((FileFate.Imported, 1, 3, 1, 2), (result.Status, result.Statements, result.Entries, result.Matched, result.Suspense));
        Assert.Equal(0, (await company.InvoiceOf(invoice.Id)).OpenMinor);
        Assert.Equal(10_850, await company.On(bank));
        Assert.Equal(-350 + 700, await company.On(AccountRole.Suspense));
        await company.Verified();
    }

    [Fact]
    public async Task The_same_statement_twice_changes_nothing()
    {
        await using var company = await Company.Open();
        var xml = Books.Statement("S1", 0, (12m, "a"), (12m, "a"));
        await company.Imports("nov.xml", xml);

        var again = await company.Imports("copy of nov.xml", xml);

        Assert.Equal((FileFate.Duplicate, 0, 0), (again.Status, again.Statements, again.Entries));
        Assert.Equal(2, (await company.All<Payment>()).Count);
        Assert.Equal(2400, await company.On(bank));
        await company.Verified();
    }

    [Fact]
    public async Task Many_uploads_of_one_file_at_once_book_it_once()
    {
        await using var company = await Company.Open();
        var xml = Books.Statement("S1", 0, (12m, "a"));

        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => company.Imports("nov.xml", xml)));

        Assert.Single(results, r => r.Status == FileFate.Imported);
        Assert.Equal(1200, await company.On(bank));
        await company.Verified();
    }

    [Fact]
    public async Task A_line_told_again_by_a_statement_that_does_not_follow_is_the_same_line()
    {
        await using var company = await Company.Open();
        await company.Imports("1.xml", Books.Statement("S1", 0, (12m, "a")));

        var overlapping = await company.Imports("2.xml", Books.Statement("S2", 0, (12m, "a"), (5m, "b")));
        var following = await company.Imports("3.xml", Books.Statement("S3", 17, (12m, "a")));

        Assert.Equal((1, 1), (overlapping.Entries, following.Entries));
        Assert.Equal(1200 + 500 + 1200, await company.On(bank));
    }

    [Fact]
    public async Task Other_figures_under_a_known_id_are_refused()
    {
        await using var company = await Company.Open();
        await company.Imports("1.xml", Books.Statement("S1", 0, (12m, "a")));

        var other = await company.Imports("2.xml", Books.Statement("S1", 0, (13m, "a")));

        Assert.Equal(FileFate.Refused, other.Status);
        Assert.Contains("other figures", other.Reason);
    }

    [Fact]
    public async Task An_unknown_account_is_refused_unless_new_ones_may_be_opened()
    {
        await using var company = await Company.Open();
        var refused = await company.Imports("1.xml", Books.Statement("S1", 0, (12m, "a")), newAccounts: false);
        Assert.Contains("is not known here", refused.Reason);

        await company.Priya.Does(new OpenBankAccount("GB33 BUKB 2020 1555 5555 55", "Barclays", "GBP"));
        Assert.Equal(FileFate.Imported, (await company.Imports("1.xml", Books.Statement("S1", 0, (12m, "a")), newAccounts: false)).Status);
        await company.Priya.IsRefused(new OpenBankAccount("gb33bukb20201555555555", "Again", "GBP"));
        await company.Priya.IsRefused(new OpenBankAccount("", "Again", "GBP"));
    }

    [Fact]
    public async Task Real_files_are_imported_or_refused_with_the_reason()
    {
        await using var company = await Company.Open();
        var results = new List<StatementFileResult>();
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "data", "camt"), "*.xml").Order())
            results.Add(await company.Imports(Path.GetFileName(file), await File.ReadAllTextAsync(file)));

        Assert.Equal(["camt053.v2.multi.statement.xml"], results.Where(r => r.Status == FileFate.Imported).Select(r => r.File));
        Assert.All(results.Where(r => r.Status == FileFate.Refused), r => Assert.False(string.IsNullOrEmpty(r.Reason)));
        await company.Verified();
    }

    [Fact]
    public async Task A_payment_told_before_is_found_on_the_statement_and_not_counted_twice()
    {
        await using var company = await Company.Open();
        var (_, invoice) = await company.Issued(("MUG", 4));
        await company.Pays(1200, invoice.Number!);

        var result = await company.Imports("1.xml", Books.Statement("S1", 0, (12m, invoice.Number!)));

        Assert.Equal(1, result.Matched);
        Assert.Single(await company.All<Payment>());
        Assert.Equal((1200L, 0L, 0L), (await company.On(bank), await company.On(AccountRole.PaymentsOnTheWay), await company.On(AccountRole.Receivables)));
        await company.Verified();
    }

    [Fact]
    public async Task Money_that_went_out_is_explained_once()
    {
        await using var company = await Company.Open();
        await company.Imports("1.xml", Books.Statement("S1", 10, (-7m, "fee"), (5m, "in")));
        var entries = await company.All<BankEntry>();
        var (fee, income) = (entries.Single(e => e.AmountMinor < 0), entries.Single(e => e.AmountMinor > 0));

        await company.Priya.Does(new ExplainBankEntry(fee.Id, new(7900), "Monthly fee"));

        Assert.Equal((700L, -500L), (await company.On(new AccountId(7900)), await company.On(AccountRole.Suspense)));
        await company.Priya.IsRefused(new ExplainBankEntry(fee.Id, new(7900), "Monthly fee"));
        await company.Priya.IsRefused(new ExplainBankEntry(income.Id, new(7900), "Monthly fee"));
        await company.Priya.IsRefused(new ExplainBankEntry(fee.Id, new(1100), "Monthly fee"));
        await company.Priya.IsRefused(new ExplainBankEntry(fee.Id, new(4), "Monthly fee"), Refusal.NotFound);
        await company.Priya.IsRefused(new ExplainBankEntry(fee.Id, new(7900), ""));
        await company.Verified();
    }
}
