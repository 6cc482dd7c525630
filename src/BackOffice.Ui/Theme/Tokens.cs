using System.Text.RegularExpressions;

namespace BackOffice.Ui;

/// <summary>
/// The colours of tokens.css by name and theme ("light", "dark", "wall"), read from the very file that the browser gets:
/// nothing else in the portal names a colour. Dark lies over light, wall over dark.
/// </summary>
public static partial class Tokens
{
    public static IReadOnlyDictionary<string, string> Of(string theme) => theme switch
    {
        "light" => light.Value,
        "dark" => dark.Value,
        "wall" => wall.Value,
        _ => throw new ArgumentOutOfRangeException(nameof(theme), theme, "There are three themes: light, dark, wall."),
    };

    static readonly Lazy<string> css = new(() =>
    {
        using var stream = typeof(Tokens).Assembly.GetManifestResourceStream("tokens.css")!;
        return new StreamReader(stream).ReadToEnd();
    });

    static readonly Lazy<IReadOnlyDictionary<string, string>> light = new(() => Block("[data-theme=\"light\"]", new Dictionary<string, string>()));
    static readonly Lazy<IReadOnlyDictionary<string, string>> dark = new(() => Block("[data-theme=\"dark\"]", light.Value));
    static readonly Lazy<IReadOnlyDictionary<string, string>> wall = new(() => Block("[data-theme=\"wall\"]", dark.Value));

    static Dictionary<string, string> Block(string selector, IReadOnlyDictionary<string, string> under)
    {
        var colours = new Dictionary<string, string>(under);
        var from = css.Value.IndexOf(selector + " {", StringComparison.Ordinal);
        var to = css.Value.IndexOf("\n}", from, StringComparison.Ordinal);
        foreach (Match match in Colour().Matches(css.Value[from..to]))
            colours[match.Groups[1].Value] = match.Groups[2].Value;
        return colours;
    }

    [GeneratedRegex(@"--([\w-]+):\s*(#[0-9A-Fa-f]{6})")]
    private static partial Regex Colour();
}
