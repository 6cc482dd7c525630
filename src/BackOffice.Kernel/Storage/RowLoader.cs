using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking.Internal;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using NoShadows = Microsoft.EntityFrameworkCore.ChangeTracking.Internal.Snapshot;

// Tracking a row that was read by hand has no public door in EF that is as cheap; EF's version is pinned, and tests of every command pass here.
#pragma warning disable EF1001

namespace BackOffice.Kernel;

/// <summary>
/// Loads a record and its parts by id, by statements that stay prepared on the writer's connection: the most frequent thing a command
/// does. EF's own way costs four times as much, even compiled. Used by the writer's thread only.
/// </summary>
sealed class RowLoader(Writing writing)
{
    readonly Dictionary<Type, Root?> roots = [];

    /// <summary>False for what it does not know to load (row rules that narrow, deeper parts): that is EF's.</summary>
    public bool TryLoad<T>(BackOfficeDb db, long id, bool isTracked, out T? found) where T : class
    {
        found = null;
        if (!roots.TryGetValue(typeof(T), out var root)) roots[typeof(T)] = root = Root.Of(db.Model.FindEntityType(typeof(T))!, writing);
        if (root is null || (root.IsFiltered && db.Reach != Reach.Everything)) return false;
        found = (T?)root.Load(db, id, isTracked);
        return true;
    }

    sealed class Root(Rows self, bool isFiltered, List<(Rows Rows, INavigation Navigation)> parts)
    {
        public bool IsFiltered => isFiltered;

        public static Root? Of(IEntityType type, Writing writing)
        {
            var parts = type.GetNavigations().Where(n => n.IsEagerLoaded).ToList();
            if (type.FindPrimaryKey()!.Properties is not [{ Name: "Id" } key] || !Rows.AreSimple(type) || type.GetSkipNavigations().Any()) return null;
            if (parts.Exists(p => !p.IsCollection || p.ForeignKey.Properties.Count > 1 || !Rows.AreSimple(p.TargetEntityType)
                || p.TargetEntityType.GetNavigations().Any(n => n.IsEagerLoaded))) return null;
            return new(new(type, key, writing), parts.Select(p => p.TargetEntityType).Append(type).Any(t => t.GetDeclaredQueryFilters().Count > 0), [.. parts.Select(p => (new Rows(p.TargetEntityType, p.ForeignKey.Properties[0], writing), p))]);
        }

        public object? Load(BackOfficeDb db, long id, bool isTracked)
        {
            var state = isTracked ? db.GetService<IStateManager>() : null;
            if (self.Read(state, id) is not [var root]) return null;
            foreach (var (rows, navigation) in parts)
                foreach (var part in rows.Read(state, id))
                    if (state is null) navigation.GetCollectionAccessor()!.Add(root, part, forMaterialization: true);
            return root;
        }
    }

    // The rows of one table that have an id in one column, by their keys.
    sealed class Rows(IEntityType type, IProperty by, Writing writing)
    {
        readonly IKey key = type.FindPrimaryKey()!;
        readonly Func<DbDataReader, object> make = Maker(type);
        readonly SqliteCommand command = Command(type, by, writing);

        public static bool AreSimple(IEntityType type) => type.BaseType is null && !type.GetDerivedTypes().Any() && !type.IsOwned() && !type.GetComplexProperties().Any()
            && type.ClrType.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, []) is not null
            && type.GetProperties().All(p => !p.IsShadowProperty()) && type.FindPrimaryKey()!.Properties.Count == 1;

        public List<object> Read(IStateManager? state, long id)
        {
            command.Parameters[0].Value = id;
            command.Transaction = (SqliteTransaction)writing.Transaction;
            var rows = new List<object>();
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                var row = make(reader);
                if (state is not null) row = Tracked(state, row);
                rows.Add(row);
            }
            return rows;
        }

        // Who is tracked already stays as it is, with what the command did to it; parts find their root by EF's own fixing.
        object Tracked(IStateManager state, object row)
        {
            if (state.TryGetEntry(key, [key.Properties[0].GetGetter().GetClrValue(row)]) is { } known) return known.Entity;
            state.StartTrackingFromQuery(type, row, NoShadows.Empty);
            return row;
        }

        static SqliteCommand Command(IEntityType type, IProperty by, Writing writing)
        {
            var columns = string.Join(", ", type.GetProperties().Select(p => $"\"{p.GetColumnName()}\""));
            var command = writing.Keep($"SELECT {columns} FROM \"{type.GetTableName()}\" WHERE \"{by.GetColumnName()}\" = @id ORDER BY \"{type.FindPrimaryKey()!.Properties[0].GetColumnName()}\"");
            command.Parameters.AddWithValue("@id", 0L);
            return command;
        }

        static Func<DbDataReader, object> Maker(IEntityType type)
        {
            var reader = Expression.Parameter(typeof(DbDataReader), "reader");
            var row = Expression.Variable(type.ClrType, "row");
            var body = new List<Expression> { Expression.Assign(row, Expression.New(type.ClrType.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, [])!)) };
            var at = 0;
            foreach (var property in type.GetProperties()) body.Add(Expression.Assign(Member(row, property), Value(reader, property, at++)));
            body.Add(row);
            return Expression.Lambda<Func<DbDataReader, object>>(Expression.Block([row], body), reader).Compile();
        }

        static MemberExpression Member(Expression row, IProperty property) =>
            property.FieldInfo is { IsInitOnly: false } field ? Expression.Field(row, field) : Expression.Property(row, property.PropertyInfo!);

        static Expression Value(Expression reader, IProperty property, int at)
        {
            var (mapping, index) = (property.GetRelationalTypeMapping(), Expression.Constant(at));
            Expression value = Expression.Call(reader, mapping.GetDataReaderMethod(), index);
            if (mapping.Converter?.ConvertFromProviderExpression is { } convert)
                value = Microsoft.EntityFrameworkCore.Query.ReplacingExpressionVisitor.Replace(convert.Parameters[0], value.Type == convert.Parameters[0].Type ? value : Expression.Convert(value, convert.Parameters[0].Type), convert.Body);
            if (value.Type != property.ClrType) value = Expression.Convert(value, property.ClrType);
            return property.IsNullable ? Expression.Condition(Expression.Call(reader, nameof(DbDataReader.IsDBNull), null, index), Expression.Default(property.ClrType), value) : value;
        }
    }
}
