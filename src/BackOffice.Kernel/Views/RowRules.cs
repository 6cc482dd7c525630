using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace BackOffice.Kernel;

/// <summary>
/// A row rule stands once, on the table that carries the owner or the place, or on one that follows such a table (its query
/// filter). A view that names a record, by what it is about or by a property, is shown only to a reach that sees the record
/// itself; a command that names one is refused as if there were none; the palette does not find it.
/// </summary>
static class RowRules
{
    static readonly MethodInfo look = typeof(RowRules).GetMethod(nameof(Look), BindingFlags.NonPublic | BindingFlags.Static)!;
    static readonly MethodInfo named = typeof(RowRules).GetMethod(nameof(Named), BindingFlags.NonPublic | BindingFlags.Static)!;
    static readonly ConcurrentDictionary<string, Func<BackOfficeDb, long[], Task<List<long>>>?> rules = new();
    static readonly ConcurrentDictionary<Type, PropertyInfo[]> properties = new();

    public static async Task<bool> Sees(Reader reader, IView view) =>
        reader.Reach == Reach.Everything || (await Hidden(reader.Db, IdsIn(view).Concat(view.About))).Count == 0;

    public static async Task<HashSet<TId>> Seen<TId>(BackOfficeDb db, IEnumerable<TId> ids) where TId : struct, IId
    {
        var all = ids.ToHashSet();
        if (db.Reach == Reach.Everything) return all;
        foreach (var hidden in await Hidden(db, all.Cast<IId>())) all.Remove((TId)hidden);
        return all;
    }

    /// <summary>Of these records those that this reach does not see; kinds without a row rule are seen by all.</summary>
    public static async Task<HashSet<IId>> Hidden(BackOfficeDb db, IEnumerable<IId> ids)
    {
        var hidden = new HashSet<IId>();
        if (db.Reach == Reach.Everything) return hidden;
        foreach (var kind in ids.Distinct().GroupBy(Ids.KindOf))
        {
            if (rules.GetOrAdd(kind.Key, name => RuleOf(db, name)) is not { } seen) continue;
            var found = (await seen(db, [.. kind.Select(id => id.Value)])).ToHashSet();
            hidden.UnionWith(kind.Where(id => !found.Contains(id.Value)));
        }
        return hidden;
    }

    /// <summary>All typed ids that a view, a command or one of their parts carries.</summary>
    public static IEnumerable<IId> IdsIn(object? value)
    {
        switch (value)
        {
            case null or string: yield break;
            case IId id: yield return id; yield break;
            case System.Collections.IEnumerable many:
                foreach (var one in many) foreach (var id in IdsIn(one)) yield return id;
                yield break;
        }
        foreach (var property in properties.GetOrAdd(value.GetType(), CarriersOf))
            foreach (var id in IdsIn(property.GetValue(value))) yield return id;
    }

    // Our own records and lists of them; About and the like are asked for where they count.
    static PropertyInfo[] CarriersOf(Type type) => type.Namespace?.StartsWith("BackOffice", StringComparison.Ordinal) is not true ? []
        : [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetIndexParameters().Length == 0 && p.SetMethod is not null && !IsPlain(Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType))];

    static bool IsPlain(Type type) => type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(decimal) || (type.Namespace == "System" && type.IsValueType);

    /// <summary>The palette finds no record that its own rule hides, whatever was written down about it.</summary>
    public static void ForPalette(ModelBuilder model, BackOfficeDb db)
    {
        foreach (var lookups in db.Departments.All.SelectMany(d => d.Lookups))
            if (model.Model.FindEntityType(lookups.Entity) is { } entity && entity.GetDeclaredQueryFilters().Count > 0)
                named.MakeGenericMethod(lookups.Entity, entity.FindPrimaryKey()!.Properties[0].ClrType).Invoke(null, [model, db, lookups.Kind, entity.FindPrimaryKey()!.Properties[0].Name]);
    }

    static void Named<T, TId>(ModelBuilder model, BackOfficeDb db, string kind, string key) where T : class where TId : struct, IId =>
        model.Entity<LookupRow>().HasQueryFilter($"reach of {kind}", l => l.Kind != kind || db.Set<T>().Any(row => (long)(object)EF.Property<TId>(row, key) == l.Subject));

    static Func<BackOfficeDb, long[], Task<List<long>>>? RuleOf(BackOfficeDb db, string kind) => db.Model.GetEntityTypes()
        .Where(e => e.GetDeclaredQueryFilters().Count > 0 && e.FindPrimaryKey() is { Properties: [var key] } && Ids.IsId(key.ClrType) && Ids.KindOf(key.ClrType) == kind)
        .Select(e => (Func<BackOfficeDb, long[], Task<List<long>>>)look.MakeGenericMethod(e.ClrType, e.FindPrimaryKey()!.Properties[0].ClrType).Invoke(null, [e.FindPrimaryKey()!.Properties[0].Name])!).FirstOrDefault();

    static Func<BackOfficeDb, long[], Task<List<long>>> Look<T, TId>(string key) where T : class where TId : struct, IId => async (db, values) =>
    {
        var ids = values.Select(Ids.From<TId>).ToArray();
        return (await db.Set<T>().AsNoTracking().IgnoreAutoIncludes().Where(row => ids.Contains(EF.Property<TId>(row, key))).Select(row => EF.Property<TId>(row, key)).ToListAsync()).ConvertAll(id => id.Value);
    };
}
