using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace BackOffice.Kernel;

/// <summary>
/// Texts in one language. English in the code is the key; Spanish stands in <c>Language/es.json</c> of each project.
/// A missing Spanish text falls back to English, and a test fails for it.
/// </summary>
public sealed class Texts
{
    static readonly ConcurrentDictionary<Assembly, IReadOnlyDictionary<string, string>> spanish = new();

    static readonly ConcurrentDictionary<(string Language, Assembly Project), Texts> ofProjects = new();

    readonly Assembly? project;

    Texts(CultureInfo culture, bool translate, Assembly? project = null) => (Culture, Translates, this.project) = (culture, translate, project);

    public static Texts English { get; } = new(CultureInfo.GetCultureInfo("en-GB"), translate: false);
    public static Texts Spanish { get; } = new(CultureInfo.GetCultureInfo("es-ES"), translate: true);
    public static Texts In(string? language) => language is "es" ? Spanish : English;

    /// <summary>
    /// The same language as a project speaks it: one English word is several in Spanish ("Open" is a button here and a state there), so its own
    /// texts come before the others'.
    /// </summary>
    public Texts Of(Assembly project) => !Translates || this.project == project ? this : ofProjects.GetOrAdd((Language, project), static (key, texts) => new(texts.Culture, texts.Translates, key.Project), this);

    public CultureInfo Culture { get; }
    public string Language => Culture.TwoLetterISOLanguageName;
    bool Translates { get; }

    public string this[string key] => Translates ? Translate(key) : key;

    public string this[Words words] => words.Arguments.Count == 0 ? this[words.Template] : Fill(this[words.Template], words);

    /// <summary>The name of an enum's member as a word: <c>PendingCustomer</c> is "pending customer".</summary>
    public string this[Enum value] => this[InWords(value.ToString())];

    /// <summary>One or many, counted in the language: <c>T.Many(3, $"{n} order", $"{n} orders")</c>.</summary>
    public string Many(long count, Words one, Words many) => count is 1 or -1 ? this[one] : this[many];

    /// <summary>Adds a project's Spanish texts; called once for each at the start.</summary>
    public static void Add(Assembly assembly) => spanish.GetOrAdd(assembly, static assembly =>
    {
        using var stream = assembly.GetManifestResourceStream(assembly.GetName().Name + ".Language.es.json");
        return stream is null ? new Dictionary<string, string>() : JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!;
    });

    internal static bool Knows(string key) => spanish.Values.Any(texts => texts.ContainsKey(key));

    /// <summary>"PendingCustomer" in words: "Pending customer".</summary>
    public static string InWords(string name)
    {
        var words = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
            if (char.IsUpper(letter) && words.Length > 0) words.Append(' ').Append(char.ToLowerInvariant(letter));
            else words.Append(letter);
        return words.ToString();
    }

    string Translate(string key)
    {
        if (project is not null && spanish.TryGetValue(project, out var own) && own.TryGetValue(key, out var said) && said.Length > 0) return said;
        foreach (var texts in spanish.Values)
            if (texts.TryGetValue(key, out var text) && text.Length > 0) return text;
        return key;
    }

    // A translation may put the holes in another order, so each hole finds its value by its expression.
    string Fill(string text, Words words)
    {
        var holes = HolesOf(words.Template);
        var filled = new StringBuilder(text.Length + 16);
        for (var at = 0; at < text.Length;)
        {
            var hole = holes.FindIndex(name => string.CompareOrdinal(text, at, name, 0, name.Length) == 0);
            if (text[at] is '{' && hole >= 0)
            {
                filled.Append(Show(words.Arguments[hole]));
                at += holes[hole].Length;
            }
            else filled.Append(text[at++]);
        }
        return filled.ToString();
    }

    static List<string> HolesOf(string template)
    {
        var holes = new List<string>();
        for (var at = template.IndexOf('{'); at >= 0; at = template.IndexOf('{', at))
        {
            int depth = 0, end = at;
            do depth += template[end] switch { '{' => 1, '}' => -1, _ => 0 }; while (depth > 0 && ++end < template.Length);
            holes.Add(template[at..Math.Min(end + 1, template.Length)]);
            at = Math.Min(end + 1, template.Length - 1);
            if (at == template.Length - 1) break;
        }
        return holes;
    }

    string Show(object? value) => value switch
    {
        null => "–",
        string text => text,
        Enum name => this[name].ToLower(Culture),
        Words words => this[words],
        IFormattable formattable => formattable.ToString(null, Culture),
        _ => value.ToString() ?? "",
    };
}
