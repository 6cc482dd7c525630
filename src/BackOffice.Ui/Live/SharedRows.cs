using System.Collections.Concurrent;
using System.Globalization;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using BackOffice.Kernel;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BackOffice.Ui;

/// <summary>One row as every screen shows it: its id and its cells, encoded by Razor.</summary>
sealed partial class SharedRow(string id, object row, string html)
{
    /// <summary>The cell of those who are at the record, when nobody is: with the others it is one string.</summary>
    const string Nobody = "<td class=\"with\"></td>";
    // Most people lack nothing that a row asks for: these two are looked up nowhere.
    readonly MarkupString plain = new(html), plainWithNobody = new(html + Nobody);
    ConcurrentDictionary<string, MarkupString>? variants;

    public string Id { get; } = id;
    public object Row { get; } = row;
    public string Html { get; } = html;
    /// <summary>The permissions that its buttons ask for.</summary>
    public IReadOnlyList<string> Asked { get; } = [.. Asks().Matches(html).Select(m => m.Groups[1].Value).Distinct()];

    /// <summary>The cells for someone who lacks the permissions in <paramref name="lacks"/> (with a blank after each): their buttons are hidden. Shared by all who lack the same.</summary>
    public MarkupString For(string lacks, bool withNobody = false) => lacks.Length == 0 ? withNobody ? plainWithNobody : plain : Variants().GetOrAdd(withNobody ? lacks + "+" : lacks, key =>
        new(key.Split(' ').Where(permission => permission is not ("" or "+")).Aggregate(key.EndsWith('+') ? Html + Nobody : Html,
            (cells, permission) => cells.Replace($"data-may=\"{permission}\"", $"data-may=\"{permission}\" hidden", StringComparison.Ordinal))));

    ConcurrentDictionary<string, MarkupString> Variants() => variants ?? Interlocked.CompareExchange(ref variants, new(), null) ?? variants;

    [GeneratedRegex("data-may=\"([^\"]+)\"")]
    private static partial Regex Asks();
}

/// <summary>The rows of one snapshot in one language.</summary>
sealed class SharedRows(SharedRow[] rows, SharedRows? before)
{
    readonly string[] asked = [.. rows.SelectMany(row => row.Asked).Distinct().Order(StringComparer.Ordinal)];

    public SharedRow[] Rows { get; } = rows;
    public RowBlock[] Blocks { get; } = RowBlock.Of(rows, before?.Blocks);

    /// <summary>What a person lacks of the permissions that the rows ask for.</summary>
    public string Lacked(Actor by) => asked.Length == 0 || asked.All(by.May) ? "" : string.Concat(asked.Where(p => !by.May(p)).Select(p => p + " "));
}

/// <summary>
/// Renders the rows of a snapshot to HTML once per row version and language; all circuits share the strings. One
/// renderer per batch: an eternal one keeps two kilobytes a row for ever.
/// </summary>
public sealed class RowRenderer(IServiceProvider services, ILoggerFactory logs)
{
    internal async Task<SharedRows> Render(Snapshot snapshot, Type component, Texts texts)
    {
        var key = (component, texts.Language);
        var lazy = (Lazy<Task<SharedRows>>)snapshot.Cache.GetOrAdd(key, _ => new Lazy<Task<SharedRows>>(() => RenderAll(snapshot, key, component, texts)));
        return await lazy.Value;
    }

    readonly ConditionalWeakTable<object, ConcurrentDictionary<(Type, string), Lazy<Task<MarkupString>>>> parts = [];

    /// <summary>One value as a static component shows it, rendered once for as long as the value lives.</summary>
    internal Task<MarkupString> Render(object value, Type component, Texts texts) =>
        parts.GetOrCreateValue(value).GetOrAdd((component, texts.Language), _ => new(async () => new((await Html([value], component, texts))[0]))).Value;

    async Task<SharedRows> RenderAll(Snapshot snapshot, object key, Type component, Texts texts)
    {
        var rows = ((System.Collections.IEnumerable)snapshot.Value!).Cast<object>().ToList();
        var known = new Dictionary<object, SharedRow>(ReferenceEqualityComparer.Instance);
        var before = snapshot.CacheBefore?.GetValueOrDefault(key) is Lazy<Task<SharedRows>> { IsValueCreated: true, Value.IsCompletedSuccessfully: true } rendered ? await rendered.Value : null;
        foreach (var row in before?.Rows ?? []) known.TryAdd(row.Row, row);

        var shared = new SharedRow[rows.Count];
        var missing = new List<int>();
        for (var i = 0; i < rows.Count; i++)
            if (known.TryGetValue(rows[i], out var same)) shared[i] = same;
            else missing.Add(i);
        if (missing.Count == 0) return new(shared, before);

        var html = await Html(missing.ConvertAll(i => rows[i]), component, texts);
        for (var i = 0; i < missing.Count; i++) shared[missing[i]] = new(RowId.Of(rows[missing[i]]), rows[missing[i]], html[i]);
        return new(shared, before);
    }

    async Task<string[]> Html(IReadOnlyList<object> rows, Type component, Texts texts)
    {
        var html = new string[rows.Count];
        // The renderer asks for scoped services of the framework.
        await using var scope = services.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, logs);
        await renderer.Dispatcher.InvokeAsync(async () =>
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = texts.Culture;
            for (var i = 0; i < html.Length; i++)
            {
                var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { ["Row"] = rows[i], ["T"] = texts.Of(component.Assembly) });
                html[i] = (await renderer.RenderComponentAsync(component, parameters)).ToHtmlString();
            }
        });
        return html;
    }
}

/// <summary>The id of a row as it stands in its element: its property <c>Id</c>.</summary>
static class RowId
{
    static readonly ConcurrentDictionary<Type, Func<object, object?>> getters = new();

    public static string Of(object row)
    {
        var id = getters.GetOrAdd(row.GetType(), static type =>
        {
            var parameter = Expression.Parameter(typeof(object));
            return Expression.Lambda<Func<object, object?>>(Expression.Convert(Expression.Property(Expression.Convert(parameter, type), "Id"), typeof(object)), parameter).Compile();
        })(row);
        return id is IId typed ? typed.Value.ToString(CultureInfo.InvariantCulture) : Convert.ToString(id, CultureInfo.InvariantCulture)!;
    }
}
