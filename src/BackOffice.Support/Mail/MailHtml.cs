using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Ganss.Xss;

namespace BackOffice.Support;

/// <summary>
/// Makes the HTML of strangers harmless: an allow-list of tags, attributes, css and schemes. Nothing is fetched from outside (pictures by
/// address are taken out and counted), nothing runs, nothing submits. Pictures that came inside the mail are put in as data by the caller.
/// </summary>
public static partial class MailHtml
{
    static readonly string[] tags =
    [
        "a", "abbr", "address", "b", "big", "blockquote", "br", "caption", "center", "cite", "code", "col", "colgroup", "dd", "del", "div", "dl", "dt",
        "em", "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "ol", "p", "pre", "q", "s", "samp", "small", "span",
        "strike", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul", "var",
    ];

    static readonly string[] attributes =
    [
        "align", "alt", "bgcolor", "border", "cellpadding", "cellspacing", "color", "colspan", "dir", "face", "height", "href", "lang", "rowspan",
        "size", "src", "start", "style", "title", "valign", "width",
    ];

    static readonly string[] css =
    [
        "background-color", "border", "border-bottom", "border-collapse", "border-color", "border-left", "border-right", "border-spacing",
        "border-style", "border-top", "border-width", "color", "font-family", "font-size", "font-style", "font-weight", "height", "letter-spacing",
        "line-height", "list-style-type", "margin", "margin-bottom", "margin-left", "margin-right", "margin-top", "max-width", "padding",
        "padding-bottom", "padding-left", "padding-right", "padding-top", "text-align", "text-decoration", "text-indent", "vertical-align",
        "white-space", "width",
    ];

    /// <summary>The cleaned HTML, and how many pictures from outside were left out.</summary>
    public sealed record Cleaned(string Html, int RemoteImages);

    /// <summary>Cleans; <paramref name="inline"/> gives the data of a picture that came with the mail, by its content id.</summary>
    public static Cleaned Clean(string html, Func<string, (string ContentType, byte[] Content)?>? inline = null)
    {
        var sanitizer = Sanitizer();
        var remote = 0;
        sanitizer.PostProcessNode += (_, e) =>
        {
            if (e.Node is not IElement element) return;
            if (element.LocalName == "a") Harmless(element);
            if (element.LocalName != "img") return;
            var source = element.GetAttribute("src") ?? "";
            if (DataPicture().IsMatch(source)) return;
            element.RemoveAttribute("src");
            if (source.StartsWith("cid:", StringComparison.OrdinalIgnoreCase) && inline?.Invoke(source[4..].Trim('<', '>')) is { } picture
                && SafePicture().IsMatch(picture.ContentType))
                element.SetAttribute("src", $"data:{picture.ContentType};base64,{Convert.ToBase64String(picture.Content)}");
            else if (source.StartsWith("http", StringComparison.OrdinalIgnoreCase)) remote++;
        };
        return new(sanitizer.Sanitize(html), remote);
    }

    /// <summary>The words of an HTML mail, for reading, searching and quoting; paragraphs and list entries keep their lines.</summary>
    public static string ToText(string html)
    {
        var document = new HtmlParser().ParseDocument(html);
        var text = new StringBuilder();
        if (document.Body is { } body) Write(body, text, 0);
        return ManyBlankLines().Replace(SpacesAtEnd().Replace(text.ToString(), "\n"), "\n\n").Trim();
    }

    static HtmlSanitizer Sanitizer()
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(tags, StringComparer.OrdinalIgnoreCase),
            AllowedAttributes = new HashSet<string>(attributes, StringComparer.OrdinalIgnoreCase),
            AllowedCssProperties = new HashSet<string>(css, StringComparer.OrdinalIgnoreCase),
            AllowedSchemes = new HashSet<string>(["http", "https", "mailto", "cid", "data", "tel"], StringComparer.OrdinalIgnoreCase),
            UriAttributes = new HashSet<string>(["href", "src"], StringComparer.OrdinalIgnoreCase),
        });
        sanitizer.AllowDataAttributes = false;
        sanitizer.AllowedAtRules.Clear();
        return sanitizer;
    }

    static void Harmless(IElement link)
    {
        var target = link.GetAttribute("href") ?? "";
        if (!LinkScheme().IsMatch(target)) link.RemoveAttribute("href");
        link.SetAttribute("rel", "noopener noreferrer nofollow");
        link.SetAttribute("target", "_blank");
    }

    static void Write(INode node, StringBuilder text, int depth)
    {
        // Hostile nesting stops being read, it does not stop us.
        if (depth > 200) return;
        foreach (var child in node.ChildNodes)
        {
            if (child is IText { Data: var words }) text.Append(Blanks().Replace(words, " "));
            if (child is not IElement element || element.LocalName is "script" or "style" or "head" or "title" or "template") continue;
            var block = BlockTag().IsMatch(element.LocalName);
            if ((block || element.LocalName is "br") && text.Length > 0 && (element.LocalName is "br" || text[^1] != '\n')) text.Append('\n');
            if (element.LocalName is "li") text.Append("- ");
            if (element.LocalName is "blockquote") Quote(element, text, depth);
            else Write(element, text, depth + 1);
            if (block && text.Length > 0 && text[^1] != '\n') text.Append('\n');
            if (element.LocalName is "p") text.Append('\n');
            if (element.LocalName is "td" or "th") text.Append(' ');
        }
    }

    static void Quote(IElement element, StringBuilder text, int depth)
    {
        var inner = new StringBuilder();
        Write(element, inner, depth + 1);
        foreach (var line in inner.ToString().Trim().Split('\n')) text.Append("> ").Append(line).Append('\n');
    }

    [GeneratedRegex(@"^data:image/(png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=\s]*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 500)]
    private static partial Regex DataPicture();

    [GeneratedRegex(@"^image/(png|jpe?g|gif|webp)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 200)]
    private static partial Regex SafePicture();

    [GeneratedRegex(@"^(https?|mailto|tel):", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 200)]
    private static partial Regex LinkScheme();

    [GeneratedRegex(@"^(p|div|table|tr|ul|ol|li|h[1-6]|blockquote|pre|hr|dl|dd|dt|address|center)$", RegexOptions.CultureInvariant, 200)]
    private static partial Regex BlockTag();

    [GeneratedRegex(@"[ \t\r\n\f]+", RegexOptions.CultureInvariant, 500)]
    private static partial Regex Blanks();

    [GeneratedRegex(@"[ \t]*\n[ \t]*", RegexOptions.CultureInvariant, 500)]
    private static partial Regex SpacesAtEnd();

    [GeneratedRegex(@"\n{3,}", RegexOptions.CultureInvariant, 500)]
    private static partial Regex ManyBlankLines();
}
