using BackOffice.Support;

namespace BackOffice.Tests.Support;

public sealed class QuoteFoldingTests
{
    public static TheoryData<string> Replies() =>
        [.. Directory.EnumerateFiles(SupportData.Path("mail-replies/emails"), "*.txt").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Replies))]
    public void A_reply_of_a_real_mail_program_is_folded(string file)
    {
        var expected = File.ReadAllText(SupportData.Path($"mail-replies/trimmed/{file}")).ReplaceLineEndings("\n").Trim('\n').TrimEnd();

        Assert.Equal(expected, QuoteFolding.Fold(File.ReadAllText(SupportData.Path($"mail-replies/emails/{file}"))).Visible);
    }

    [Theory, MemberData(nameof(Replies))]
    public void Folding_deletes_nothing(string file)
    {
        var text = File.ReadAllText(SupportData.Path($"mail-replies/emails/{file}"));
        var folded = QuoteFolding.Fold(text);

        Assert.Equal(Words(text), Words(folded.Visible).Concat(Words(folded.Hidden)).Order(StringComparer.Ordinal));

        static IEnumerable<string> Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal);
    }

    [Fact]
    public void A_very_long_hostile_text_is_folded_in_time()
    {
        var hostile = string.Concat(Enumerable.Repeat("On 1 > > > > wrote wrote wrote <a@b ", 3_000)) + "\n" + string.Concat(Enumerable.Repeat("> ", 50_000));
        var before = System.Diagnostics.Stopwatch.StartNew();

        QuoteFolding.Fold(string.Join('\n', Enumerable.Repeat(hostile, 20)));

        Assert.True(before.Elapsed < TimeSpan.FromSeconds(5), $"It took {before.Elapsed}.");
    }
}
