using System.Text.RegularExpressions;
using BackOffice.Kernel;
using BackOffice.Web;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackOffice.Tests;

/// <summary>Every text that people see has its Spanish: found in the sources by its meaning (what becomes <see cref="Words"/>) and in pages by <c>T[…]</c>.</summary>
public partial class LanguageTests
{
    [Fact]
    public void No_text_is_untranslated()
    {
        foreach (var assembly in Portal.Departments().Assemblies) Texts.Add(assembly);
        Texts.Add(typeof(BackOffice.Ui.Session).Assembly);
        Texts.Add(typeof(Portal).Assembly);

        var missing = InPages().Concat(InCode()).Concat(OfEnums()).Where(t => t.Key.Any(char.IsLetter) && !Texts.Knows(t.Key))
            .GroupBy(t => t.Key).Select(g => $"{g.First().Where}: \"{g.Key}\"").Order().ToList();
        Assert.True(missing.Count == 0, $"{missing.Count} texts have no Spanish:\n{string.Join('\n', missing)}");
    }

    [Fact]
    public void A_translation_keeps_every_hole()
    {
        var wrong = new List<string>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(TidyTests.Root, "src"), "es.json", SearchOption.AllDirectories).Where(f => !f.Contains("/obj/") && !f.Contains("/bin/")))
            foreach (var (english, spanish) in System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file))!)
                foreach (Match hole in Hole().Matches(english))
                    if (!spanish.Contains(hole.Value, StringComparison.Ordinal)) wrong.Add($"{english} → {spanish} lost {hole.Value}");
        Assert.Empty(wrong);
    }

    static IEnumerable<(string Key, string Where)> InPages()
    {
        foreach (var file in TidyTests.Sources("*.razor"))
            foreach (var text in TextsIn(File.ReadAllText(file)))
                yield return (text, Path.GetFileName(file));
    }

    // What stands in T[…] and in T.Many(n, …, …): each string literal, its format specifiers left off.
    static IEnumerable<string> TextsIn(string razor)
    {
        foreach (Match use in Use().Matches(razor))
        {
            var open = razor[use.Index + use.Length - 1];
            var end = Closing(razor, use.Index + use.Length, open, open is '[' ? ']' : ')');
            if (CSharpSyntaxTree.ParseText($"_ = F({razor[(use.Index + use.Length)..end]});", new CSharpParseOptions(kind: SourceCodeKind.Script)).GetRoot() is not { } root) continue;
            foreach (var argument in root.DescendantNodes().OfType<ArgumentListSyntax>().First().Arguments)
                foreach (var text in Literals(argument.Expression)) yield return text;
        }
    }

    static IEnumerable<string> Literals(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) => [literal.Token.ValueText],
        InterpolatedStringExpressionSyntax interpolated => [Template(interpolated)],
        ConditionalExpressionSyntax either => Literals(either.WhenTrue).Concat(Literals(either.WhenFalse)),
        SwitchExpressionSyntax cases => cases.Arms.SelectMany(arm => Literals(arm.Expression)),
        ParenthesizedExpressionSyntax inside => Literals(inside.Expression),
        BinaryExpressionSyntax coalesce when coalesce.IsKind(SyntaxKind.CoalesceExpression) => Literals(coalesce.Right),
        _ => [],
    };

    static string Template(InterpolatedStringExpressionSyntax text) => string.Concat(text.Contents.Select(part => part switch
    {
        InterpolatedStringTextSyntax plain => plain.TextToken.ValueText,
        InterpolationSyntax hole => $"{{{hole.Expression}}}",
        _ => "",
    }));

    static int Closing(string text, int at, char open, char close)
    {
        var depth = 1;
        var quoted = false;
        for (; at < text.Length; at++)
        {
            if (text[at] is '"' && text[at - 1] is not '\\') quoted = !quoted;
            if (quoted) continue;
            if (text[at] == open) depth++;
            else if (text[at] == close && --depth == 0) break;
        }
        return at;
    }

    // In code a text is whatever the compiler turns into Words (or into the words of a refusal).
    static IEnumerable<(string Key, string Where)> InCode()
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)).ToList();
        foreach (var project in Directory.GetDirectories(Path.Combine(TidyTests.Root, "src"), "BackOffice.*").Where(p => !p.Contains("Migrations")))
        {
            var options = new CSharpParseOptions(LanguageVersion.Preview);
            var trees = TidyTests.Sources("*.cs").Where(f => f.StartsWith(project + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                .Select(f => CSharpSyntaxTree.ParseText(File.ReadAllText(f), options, f)).Append(CSharpSyntaxTree.ParseText(Usings, options)).ToList();
            var name = Path.GetFileName(project);
            var others = references.Where(r => Path.GetFileNameWithoutExtension(r.FilePath) != name);
            var compilation = CSharpCompilation.Create(name, trees, others, new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
            foreach (var tree in trees)
            {
                var model = compilation.GetSemanticModel(tree);
                foreach (var expression in tree.GetRoot().DescendantNodes().OfType<ExpressionSyntax>())
                {
                    if (expression is not (LiteralExpressionSyntax or InterpolatedStringExpressionSyntax)) continue;
                    if (model.GetTypeInfo(expression).ConvertedType?.Name is not ("Words" or "RefuseWords") && !IsTextOfRefusalOrPlace(expression, model)) continue;
                    foreach (var text in Literals(expression)) yield return (text, Path.GetFileName(tree.FilePath));
                }
            }
        }
    }

    // Plain texts that are shown through T[…] later: a refusal without holes, a permission's sentence, a place's name; and T["…"] itself.
    static bool IsTextOfRefusalOrPlace(ExpressionSyntax expression, SemanticModel model)
    {
        if (expression.Parent is not ArgumentSyntax { Parent: { } list } argument) return false;
        if (list.Parent is ElementAccessExpressionSyntax access) return model.GetTypeInfo(access.Expression).Type?.Name is "Texts";
        var called = list.Parent is null ? null : model.GetSymbolInfo(list.Parent).Symbol as IMethodSymbol;
        var position = list is BaseArgumentListSyntax arguments ? arguments.Arguments.IndexOf(argument) : -1;
        return called?.ContainingType.Name switch
        {
            "Refuse" => called.Name is "If" && position == 1,
            "Permission" => position == 1,
            "Place" => position == 0,
            _ => false,
        };
    }

    // The names of states and kinds are shown by T[enum].
    static IEnumerable<(string Key, string Where)> OfEnums() => Portal.Departments().Types.Where(t => t.IsEnum && t.IsPublic && t.Namespace != "BackOffice.Kernel")
        .SelectMany(t => Enum.GetNames(t).Select(n => (Texts.InWords(n), t.Name)));

    const string Usings = """
        global using System; global using System.IO; global using System.Linq; global using System.Collections.Generic; global using System.Threading;
        global using System.Threading.Tasks; global using System.Net.Http; global using Microsoft.AspNetCore.Builder; global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Hosting; global using Microsoft.AspNetCore.Routing; global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection; global using Microsoft.Extensions.Hosting; global using Microsoft.Extensions.Logging;
        """;

    [GeneratedRegex(@"(?<![\w.])T(\[|\.Many\()")]
    private static partial Regex Use();

    [GeneratedRegex(@"\{[^{}]+\}")]
    private static partial Regex Hole();
}
