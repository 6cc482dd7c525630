using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

/// <summary>Finds one entity by its id with queries compiled once: the most frequent thing a command does.</summary>
static class Finder<T> where T : class
{
    static readonly ParameterExpression row = Expression.Parameter(typeof(T), "row");
    static readonly Type idType = typeof(T).GetProperty("Id")!.PropertyType;

    public static readonly Func<T, IId> IdOf = Expression.Lambda<Func<T, IId>>(Expression.Convert(Expression.Property(row, "Id"), typeof(IId)), row).Compile();
    public static readonly Func<BackOfficeDb, IId, Task<T?>> Tracked = Make(nameof(Compile), false);
    public static readonly Func<BackOfficeDb, IId, Task<T?>> Untracked = Make(nameof(Compile), true);

    /// <summary>Raises the version in the database: on SQL Server this is what locks the row.</summary>
    public static Task RaiseVersion(BackOfficeDb db, IId id) => db.Database.ExecuteSqlRawAsync(
        $"UPDATE {Table(db)} SET \"Version\" = \"Version\" + 1 WHERE \"Id\" = {{0}}", id.Value);

    static string Table(BackOfficeDb db)
    {
        var entity = db.Model.FindEntityType(typeof(T))!;
        return entity.GetSchema() is { } schema ? $"\"{schema}\".\"{entity.GetTableName()}\"" : $"\"{entity.GetTableName()}\"";
    }

    static Func<BackOfficeDb, IId, Task<T?>> Make(string method, bool untracked) => (Func<BackOfficeDb, IId, Task<T?>>)typeof(Finder<T>)
        .GetMethod(method, System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.MakeGenericMethod(idType).Invoke(null, [untracked])!;

    static Func<BackOfficeDb, IId, Task<T?>> Compile<TId>(bool untracked) where TId : struct, IId
    {
        var wanted = Expression.Parameter(typeof(TId), "id");
        var db = Expression.Parameter(typeof(BackOfficeDb), "db");
        Expression set = Expression.Call(db, typeof(DbContext).GetMethod(nameof(DbContext.Set), Type.EmptyTypes)!.MakeGenericMethod(typeof(T)));
        // Whether the actor sees it was asked before; what is found is whole.
        set = Expression.Call(typeof(EntityFrameworkQueryableExtensions), nameof(EntityFrameworkQueryableExtensions.IgnoreQueryFilters), [typeof(T)], set);
        if (untracked) set = Expression.Call(typeof(EntityFrameworkQueryableExtensions), nameof(EntityFrameworkQueryableExtensions.AsNoTracking), [typeof(T)], set);
        var has = Expression.Lambda<Func<T, bool>>(Expression.Equal(Expression.Property(row, "Id"), wanted), row);
        var first = Expression.Call(typeof(Queryable), nameof(Queryable.FirstOrDefault), [typeof(T)], set, Expression.Quote(has));
        var compiled = EF.CompileAsyncQuery(Expression.Lambda<Func<BackOfficeDb, TId, T?>>(first, db, wanted));
        return (context, id) => compiled(context, (TId)id);
    }
}
