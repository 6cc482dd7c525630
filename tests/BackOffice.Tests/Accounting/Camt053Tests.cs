using System.Text;
using BackOffice.Accounting;
using BackOffice.Kernel;

namespace BackOffice.Tests.Accounting;

public class Camt053Tests
{
    [Fact]
    public void A_real_file_with_two_statements_is_read_to_the_cent()
    {
        var file = Camt053.Read(File.OpenRead(Data("camt053.v2.multi.statement.xml")));

        Assert.Equal(["253EURNL26VAYB8060476890", "254EURNL26VAYB8060476890"], file.Statements.Select(s => s.Id));
        Assert.All(file.Statements, s => Assert.Equal(("NL26VAYB8060476890", "EUR"), (s.Account, s.Currency)));
        Assert.Equal([(1815L, 2700L), (2700L, 2000L)], file.Statements.Select(s => (s.OpeningMinor, s.ClosingMinor)));
        Assert.Equal([885L, -700L], file.Statements.Select(s => s.Entries.Single().AmountMinor));
        Assert.Equal("Transaction Description 2", file.Statements[1].Entries[0].Text);
        Assert.Equal("Company Name 2", file.Statements[1].Entries[0].Party);
    }

    [Theory]
    [InlineData("camt053.v2.five.decimals.xml", "does not add up")]
    [InlineData("camt053.v2.minimal.xml", "closing balance is in SEK")]
    [InlineData("camt053.v2.wrong.xml", "holds no statement")]
    [InlineData("camt053.v4.xml", "closing balance is in SEK")]
    public void A_real_file_that_contradicts_itself_is_refused_with_the_reason(string name, string reason) =>
        Assert.Contains(reason, Refused(() => Camt053.Read(File.OpenRead(Data(name)))));

    [Fact]
    public void A_refusal_names_the_line() =>
        Assert.StartsWith("Line 54:", Refused(() => Camt053.Read(File.OpenRead(Data("camt053.v2.minimal.xml")))));

    [Fact]
    public void Version_8_is_read_by_its_names() =>
        Assert.Equal(12345, Read(Books.Statement("S1", 10, (123.45m, "INV-2026-00001"))).Statements[0].Entries[0].AmountMinor);

    [Fact]
    public void Five_decimals_are_refused_because_rounding_would_be_a_guess() =>
        Assert.Contains("123.45678 GBP has more decimals", Refused(() => Read(Books.Statement("S1", 10, (123.45m, "x")).Replace("\"GBP\">123.45<", "\"GBP\">123.45678<"))));

    [Fact]
    public void Trailing_zeros_are_no_more_decimals() =>
        Assert.Equal(12345, Read(Books.Statement("S1", 10, (123.45m, "x")).Replace("\"GBP\">123.45<", "\"GBP\">123.45000<")).Statements[0].Entries[0].AmountMinor);

    [Fact]
    public void A_file_that_does_not_add_up_is_refused_whole() =>
        Assert.Contains("makes GBP", Refused(() => Read(Books.Statement("S1", 10, (5m, "a"), (6m, "b")).Replace("\"GBP\">6.00<", "\"GBP\">7.00<"))).Replace("make ", "makes "));

    [Fact]
    public void A_batch_is_read_payment_by_payment()
    {
        var batch = """<NtryDtls><TxDtls><AmtDtls><TxAmt><Amt Ccy="GBP">3.00</Amt></TxAmt></AmtDtls><Refs><EndToEndId>A</EndToEndId></Refs></TxDtls><TxDtls><AmtDtls><TxAmt><Amt Ccy="GBP">2.00</Amt></TxAmt></AmtDtls><Refs><EndToEndId>B</EndToEndId></Refs></TxDtls></NtryDtls>""";
        var xml = WithDetails(batch);

        Assert.Equal([(300L, "A"), (200L, "B")], Read(xml).Statements[0].Entries.Select(e => (e.AmountMinor, e.EndToEndId)));
        Assert.Contains("payments of a batch make", Refused(() => Read(xml.Replace("3.00", "3.50"))));
    }

    [Fact]
    public void Announced_entries_are_not_money_yet() =>
        Assert.Empty(Read(Books.Statement("S1", 10, (0m, "x")).Replace("BOOK", "PDNG")).Statements[0].Entries);

    [Theory]
    [InlineData("""<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><Document>&x;</Document>""", "no readable XML")]
    [InlineData("not xml at all", "no readable XML")]
    [InlineData("<html><body/></html>", "no bank statement in CAMT.053")]
    [InlineData("""<Document><BkToCstmrAcctRpt/></Document>""", "no bank statement in CAMT.053")]
    public void Hostile_or_other_files_are_refused(string text, string reason) => Assert.Contains(reason, Refused(() => Read(text)));

    private static string WithDetails(string details)
    {
        var xml = Books.Statement("S1", 10, (5m, "x"));
        var (from, to) = (xml.IndexOf("<NtryDtls>", StringComparison.Ordinal), xml.IndexOf("</NtryDtls>", StringComparison.Ordinal) + "</NtryDtls>".Length);
        return xml[..from] + details + xml[to..];
    }

    private static StatementFile Read(string xml) => Camt053.Read(new MemoryStream(Encoding.UTF8.GetBytes(xml)));

    private static string Refused(Action read) => Assert.Throws<RefusedException>(read).Refusal.ToString();

    private static string Data(string name) => Path.Combine(AppContext.BaseDirectory, "data", "camt", name);
}
