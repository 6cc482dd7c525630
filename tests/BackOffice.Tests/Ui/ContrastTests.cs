using System.Globalization;
using BackOffice.Ui;

namespace BackOffice.Tests;

/// <summary>Every pair of colours that pages may lay on each other, measured as WCAG 2.2 does: 4.5 for text, 3 for edges and shapes.</summary>
public class ContrastTests
{
    [Theory, InlineData("light"), InlineData("dark"), InlineData("wall")]
    public void Text_and_shapes_can_be_read_on_what_they_lie_on(string theme)
    {
        var colours = Tokens.Of(theme);

        var low = Pairs()
            .Where(pair => theme != "wall" || !OnlyOnPaper(pair.Front) && !OnlyOnPaper(pair.Back))
            .Select(pair => (pair.Front, pair.Back, pair.Least, Ratio: Ratio(colours[pair.Front], colours[pair.Back])))
            .Where(pair => pair.Ratio < pair.Least)
            .Select(pair => $"{pair.Front} on {pair.Back} is {pair.Ratio:0.00}, less than {pair.Least}");

        Assert.Empty(low);
    }

    [Fact]
    public void The_measure_is_the_one_of_wcag()
    {
        Assert.Equal(21, Ratio("#000000", "#FFFFFF"), 3);
        Assert.Equal(4.54, Ratio("#767676", "#FFFFFF"), 2);
    }

    [Fact]
    public void The_theme_of_Mud_has_the_colours_of_the_tokens()
    {
        Assert.Equal(Tokens.Of("light")["accent"], PortalTheme.Theme.PaletteLight.Primary.Value[..7], ignoreCase: true);
        Assert.Equal(Tokens.Of("dark")["surface"], PortalTheme.Theme.PaletteDark.Surface.Value[..7], ignoreCase: true);
        Assert.NotEqual(Tokens.Of("light")["surface"], Tokens.Of("dark")["surface"]);
    }

    static IEnumerable<(string Front, string Back, double Least)> Pairs()
    {
        string[] paper = ["canvas", "surface", "surface-2", "hover", "selected", "raised"];
        var pairs = new List<(string, string, double)>();
        void Add(string[] fronts, string[] backs, double least) => pairs.AddRange(fronts.SelectMany(_ => backs, (front, back) => (front, back, least)));

        Add(["text", "text-2", "text-3"], [.. paper, "surface-3"], 4.5);
        Add(["accent-text"], [.. paper, "accent-soft"], 4.5);
        Add(["on-accent"], ["accent", "accent-hover"], 4.5);
        foreach (var kind in new[] { "ok", "warn", "bad", "info" })
        {
            Add([kind + "-text"], [.. paper, kind + "-soft"], 4.5);
            Add(["text", "text-2"], [kind + "-soft"], 4.5);
            Add([kind], ["surface", "surface-2"], 3);
        }
        Add(["on-solid"], ["bad"], 4.5);
        Add(["text", "text-2"], ["pulse", "note"], 4.5);
        Add(["note-text"], ["note"], 4.5);
        Add(["on-face"], [.. Enumerable.Range(1, 7).Select(n => $"face-{n}")], 4.5);
        Add(["control"], ["surface", "surface-2", "canvas"], 3);
        Add(["focus"], ["surface", "canvas"], 3);
        Add(["stage-3", "stage-4"], ["surface"], 3);
        return pairs;
    }

    static bool OnlyOnPaper(string colour) =>
        colour is "hover" or "selected" or "raised" or "note" or "note-text" or "pulse" or "on-face" or "control" or "focus" or "on-accent" or "accent-soft"
        || colour.StartsWith("face-", StringComparison.Ordinal);

    static double Ratio(string a, string b)
    {
        var (low, high) = (Math.Min(Luminance(a), Luminance(b)), Math.Max(Luminance(a), Luminance(b)));
        return (high + .05) / (low + .05);
    }

    static double Luminance(string hex) =>
        new[] { (1, .2126), (3, .7152), (5, .0722) }.Sum(part =>
        {
            var value = int.Parse(hex.AsSpan(part.Item1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return part.Item2 * (value <= .04045 ? value / 12.92 : Math.Pow((value + .055) / 1.055, 2.4));
        });
}
