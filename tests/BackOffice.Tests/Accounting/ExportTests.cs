using System.Diagnostics;
using System.Globalization;
using BackOffice.Accounting;
using BackOffice.Kernel;
using BackOffice.Testing;
using BackOffice.Tests.Fulfillment;

namespace BackOffice.Tests.Accounting;

public class ExportTests
{
    [Fact]
    public async Task Hledger_comes_to_the_same_balances_to_the_penny()
    {
        if (!File.Exists("/usr/bin/hledger"))
            Assert.Skip("hledger is not installed here.");
        await using var company = await Company.Open();
        await Busy(company);
        var file = Path.Combine(company.Folder, "journal.hledger");
        await File.WriteAllTextAsync(file, await Export(company, JournalFormat.Hledger));

        var theirs = await Run("hledger", "-f", file, "balance", "--flat", "--no-total", "--empty", "-O", "csv");
        var ours = (await company.Read(new TrialBalance())).Rows.ToDictionary(r => (r.Account.Value, r.Currency), r => r.DebitMinor - r.CreditMinor);

        var compared = 0;
        foreach (var line in theirs.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            var (name, amount) = (line.Split("\",\"")[0].Trim('"'), line.Split("\",\"")[1].Trim('"'));
            var account = long.Parse(name[(name.IndexOf(':') + 1)..].Split(' ')[0]);
            foreach (var part in amount.Split(", ").Where(a => a != "0"))
            {
                var (number, currency) = (part.Split(' ')[0], part.Split(' ')[1]);
                Assert.Equal(ours[(account, currency)], Money.Exactly(decimal.Parse(number, CultureInfo.InvariantCulture), currency)!.Value.Minor);
                compared++;
            }
        }
        Assert.Equal(ours.Count(o => o.Value != 0), compared);
    }

    [Fact]
    public async Task Beancount_and_csv_hold_every_line()
    {
        await using var company = await Company.Open();
        await Busy(company);
        var lines = (await company.All<JournalLine>()).Count;

        var csv = await Export(company, JournalFormat.Csv);
        var beancount = await Export(company, JournalFormat.Beancount);

        Assert.Equal(lines + 1, csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(lines, beancount.Split('\n').Count(l => l.StartsWith("  ", StringComparison.Ordinal)));
        Assert.Contains("1970-01-01 open Assets:A1100-Receivables", beancount);
    }

    private static async Task Busy(Company company)
    {
        var (_, invoice) = await company.Issued(("MUG", 4), ("BOWL", 3));
        await company.Pays(invoice.GrossMinor, invoice.Number!);
        await company.Imports("1.xml", Books.Statement("S1", 100, (12m, "nobody"), (-7m, "fee"), (invoice.GrossMinor / 100m, invoice.Number!)));
        await company.Carl.Does(new PostEntry(new(2026, 11, 2), "JPY", "Advance in yen; \"Tokyo\"", [new(new(1010), 5_000), new(new(3000), -5_000)]));
        await company.Carl.Does(new PostEntry(new(2026, 10, 2), "KWD", "Dinars", [new(new(1010), 1_234), new(new(3000), -1_234)]));
        await company.Verified();
    }

    private static async Task<string> Export(Company company, JournalFormat format)
    {
        var writer = new StringWriter { NewLine = "\n" };
        var count = await company.Db(reader => JournalExport.Write(reader, format, writer));
        Assert.Equal((await company.All<JournalEntry>()).Count, count);
        return writer.ToString();
    }

    private static async Task<string> Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["LANG"] = "C.UTF-8" } })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, error);
        return output;
    }
}
