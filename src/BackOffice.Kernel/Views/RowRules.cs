using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

/// <summary>
/// A row rule stands once, on the table that carries the owner (its query filter). A view that names such a record, by what it
/// is about or by a property, is shown only to a reach that sees the record itself.
/// </summary>
static class RowRules
{
    static readonly MethodInfo look = typeof(RowRules).GetMethod(nameof(Look), BindingFlags.NonPublic | BindingFlags.Static)!;
    static readonly ConcurrentDictionary<string, Func<BackOfficeDb, long, Task<bool>>?> rules = new();
    static readonly ConcurrentDictionary<Type, PropertyInfo[]> named = new();

    public static async Task<bool> Sees(Reader reader, IView view)
    {
        if (reader.Reach == Reach.Everything) return true;
        var properties = named.GetOrAdd(view.GetType(), type => [.. type.GetProperties().Where(p => Ids.IsId(Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType))]);
        foreach (var id in properties.Select(p => p.GetValue(view)).OfType<IId>().Concat(view.About))
            if (rules.GetOrAdd(Ids.KindOf(id), kind => RuleOf(reader.Db, kind)) is { } sees && !await sees(reader.Db, id.Value)) return false;
        return true;
    }

    static Func<BackOfficeDb, long, Task<bool>>? RuleOf(BackOfficeDb db, string kind) => db.Model.GetEntityTypes()
        .Where(e => e.GetDeclaredQueryFilters().Count > 0 && e.FindPrimaryKey() is { Properties: [var key] } && Ids.IsId(key.ClrType) && Ids.KindOf(key.ClrType) == kind)
        .Select(e => (Func<BackOfficeDb, long, Task<bool>>)look.MakeGenericMethod(e.ClrType, e.FindPrimaryKey()!.Properties[0].ClrType).Invoke(null, [e.FindPrimaryKey()!.Properties[0].Name])!).FirstOrDefault();

    static Func<BackOfficeDb, long, Task<bool>> Look<T, TId>(string key) where T : class where TId : struct, IId => (db, value) =>
    {
        var id = Ids.From<TId>(value);
        return db.Set<T>().AsNoTracking().IgnoreAutoIncludes().AnyAsync(row => EF.Property<TId>(row, key).Equals(id));
    };
}
