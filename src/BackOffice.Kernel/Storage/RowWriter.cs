using System.Data;
using System.Linq.Expressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking.Internal;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Update;

// The row behind an entry has no public door in EF that costs nothing; EF's version is pinned, and tests of every command pass here.
#pragma warning disable EF1001

namespace BackOffice.Kernel;

/// <summary>
/// Where EF hands over what it has tracked: on the writer's connection plain rows go through <see cref="RowWriter"/>, everything else
/// goes the way that EF has for it.
/// </summary>
sealed class Saves(DatabaseDependencies dependencies, RelationalDatabaseDependencies relational, ICurrentDbContext current) : RelationalDatabase(dependencies, relational)
{
    RowWriter? Rows => ((BackOfficeDb)current.Context).Writer;

    public override int SaveChanges(IList<IUpdateEntry> entries) => Rows?.Takes(entries) is true ? Rows.Write(entries) : base.SaveChanges(entries);

    public override Task<int> SaveChangesAsync(IList<IUpdateEntry> entries, CancellationToken cancellationToken = default) =>
        Rows?.Takes(entries) is true ? Task.FromResult(Rows.Write(entries)) : base.SaveChangesAsync(entries, cancellationToken);
}

/// <summary>
/// Writes inserted and changed rows by statements that stay prepared, one for each table and set of changed columns, principals before
/// what refers to them. EF builds and sorts its statements anew for every save, which was a sixth of the writer's time. Used by the
/// writer's thread only.
/// </summary>
sealed class RowWriter(Writing writing)
{
    readonly Dictionary<IEntityType, Table> tables = [];
    readonly List<(int Order, Table Table, IUpdateEntry Entry)> sorted = [];

    /// <summary>Whether all of these are rows that it knows to write: nothing is deleted, and no two of them could need a unique value from each other.</summary>
    public bool Takes(IList<IUpdateEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (entry.SharedIdentityEntry is not null || entry.EntityState is not (EntityState.Added or EntityState.Modified)) return false;
            var table = TableOf(entry.EntityType);
            if (!table.IsPlain) return false;
            if (entry.EntityState is EntityState.Modified && table.Unique.Any(entry.IsModified) && entries.Count(e => e.EntityType == entry.EntityType) > 1) return false;
        }
        return true;
    }

    public int Write(IList<IUpdateEntry> entries)
    {
        sorted.Clear();
        foreach (var entry in entries)
        {
            var table = TableOf(entry.EntityType);
            sorted.Add((entry.EntityState is EntityState.Added ? table.Rank : int.MaxValue, table, entry));
        }
        // Stable: rows of one table keep their order.
        foreach (var (_, table, entry) in sorted.OrderBy(s => s.Order))
        {
            try
            {
                if (entry.EntityState is EntityState.Added) table.Insert(entry);
                else table.Update(entry);
            }
            catch (SqliteException e) { throw new DbUpdateException($"A row of {table.Name} could not be written.", e, [entry]); }
        }
        return entries.Count;
    }

    Table TableOf(IEntityType type) => tables.TryGetValue(type, out var table) ? table : tables[type] = new(type, writing);

    sealed class Table
    {
        readonly Writing writing;
        readonly IProperty[] columns, keys, tokens;
        readonly Func<object, object?>[] values, keyValues;
        readonly Dictionary<ulong, SqliteCommand> updates = [];
        SqliteCommand? insert;

        public Table(IEntityType type, Writing writing)
        {
            this.writing = writing;
            Name = type.GetTableName() ?? "";
            columns = [.. type.GetProperties().Where(p => !p.IsPrimaryKey())];
            keys = [.. type.FindPrimaryKey()!.Properties];
            tokens = [.. columns.Where(p => p.IsConcurrencyToken)];
            (values, keyValues) = ([.. columns.Select(Reader)], [.. keys.Select(Reader)]);
            Unique = [.. columns.Where(p => p.GetContainingIndexes().Any(i => i.IsUnique) || p.GetContainingKeys().Any())];
            Rank = RankOf(type, []);
            IsPlain = Rank >= 0 && columns.Length <= 64 && type.BaseType is null && !type.GetDerivedTypes().Any() && !type.IsOwned() && !type.GetComplexProperties().Any()
                && type.GetTableMappings().Count() == 1 && type.GetTableMappings().Single().Table.EntityTypeMappings.Count() == 1
                && type.GetProperties().All(p => p.ValueGenerated is ValueGenerated.Never && !p.IsShadowProperty());
        }

        public string Name { get; }
        public int Rank { get; }
        public bool IsPlain { get; }
        public IProperty[] Unique { get; }

        // How far from tables that refer to none; below zero where tables refer to each other in a ring.
        static int RankOf(IEntityType type, HashSet<IEntityType> below)
        {
            if (!below.Add(type)) return -1;
            var principals = type.GetForeignKeys().Select(k => RankOf(k.PrincipalEntityType, below)).ToList();
            below.Remove(type);
            return principals.Contains(-1) ? -1 : principals.DefaultIfEmpty(-1).Max() + 1;
        }

        public void Insert(IUpdateEntry entry)
        {
            insert ??= Command($"INSERT INTO \"{Name}\" ({Listed(keys.Concat(columns).Select(Column))}) VALUES ({Listed(keys.Concat(columns).Select((_, at) => $"@p{at}"))})", keys.Concat(columns));
            var at = 0;
            var row = EntityOf(entry);
            foreach (var key in keyValues) Set(insert, at++, key(row));
            foreach (var value in values) Set(insert, at++, value(row));
            Run(insert);
        }

        public void Update(IUpdateEntry entry)
        {
            var changed = 0ul;
            for (var i = 0; i < columns.Length; i++) if (entry.IsModified(columns[i])) changed |= 1ul << i;
            if (changed == 0) return;
            if (!updates.TryGetValue(changed, out var update)) updates[changed] = update = Updating(changed);
            var at = 0;
            var row = EntityOf(entry);
            for (var i = 0; i < columns.Length; i++) if ((changed & (1ul << i)) != 0) Set(update, at++, values[i](row));
            foreach (var key in keyValues) Set(update, at++, key(row));
            foreach (var token in tokens) Set(update, at++, entry.GetOriginalProviderValue(token));
            if (Run(update) != 1) throw new DbUpdateConcurrencyException($"A row of {Name} is not there any more, or was changed meanwhile.", [entry]);
        }

        static object EntityOf(IUpdateEntry entry) => ((InternalEntityEntry)entry).Entity;

        // What goes into the column, read from the row itself: through EF's entry each value is boxed and looked up several times.
        static Func<object, object?> Reader(IProperty property)
        {
            if (property.IsShadowProperty()) return _ => throw new InvalidOperationException($"{property.Name} is not on its row.");
            var row = Expression.Parameter(typeof(object), "row");
            var typed = Expression.Convert(row, property.DeclaringType.ClrType);
            Expression value = property.FieldInfo is { } field ? Expression.Field(typed, field) : Expression.Property(typed, property.PropertyInfo!);
            Expression given = value;
            if (property.GetRelationalTypeMapping().Converter?.ConvertToProviderExpression is { } convert)
            {
                var model = convert.Parameters[0];
                if (value.Type != model.Type) given = Expression.Convert(value, model.Type);
                given = ReplacingExpressionVisitor.Replace(model, given, convert.Body);
            }
            given = Expression.Convert(given, typeof(object));
            if (!value.Type.IsValueType || Nullable.GetUnderlyingType(value.Type) is not null)
                given = Expression.Condition(Expression.Equal(value, Expression.Constant(null, value.Type)), Expression.Constant(null), given);
            return Expression.Lambda<Func<object, object?>>(given, row).Compile();
        }

        SqliteCommand Updating(ulong changed)
        {
            var set = columns.Where((_, i) => (changed & (1ul << i)) != 0).ToList();
            var where = keys.Concat(tokens).ToList();
            return Command($"UPDATE \"{Name}\" SET {Listed(set.Select((p, at) => $"{Column(p)} = @p{at}"))} WHERE {string.Join(" AND ", where.Select((p, at) => $"{Column(p)} = @p{set.Count + at}"))}", set.Concat(where));
        }

        SqliteCommand Command(string sql, IEnumerable<IProperty> values)
        {
            var command = writing.Keep(sql);
            foreach (var property in values) command.Parameters.Add(property.GetRelationalTypeMapping().CreateParameter(command, $"@p{command.Parameters.Count}", null, nullable: true));
            return command;
        }

        static void Set(SqliteCommand command, int at, object? value) => command.Parameters[at].Value = value ?? DBNull.Value;

        int Run(SqliteCommand command)
        {
            command.Transaction = (SqliteTransaction)writing.Transaction;
            return command.ExecuteNonQuery();
        }

        static string Column(IProperty property) => $"\"{property.GetColumnName()}\"";
        static string Listed(IEnumerable<string> parts) => string.Join(", ", parts);
    }
}
