using System.Data;
using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Kernel;

/// <summary>Where the rows live. <paramref name="Folder"/> holds the embedded database and its files.</summary>
public sealed record StorageSettings(string Folder, string? SqlServer = null, string Synchronous = "FULL")
{
    public bool IsSqlite => SqlServer is null;
    public string SqliteFile => Path.Combine(Folder, "backoffice.db");
    public string ConnectionString => SqlServer ?? new SqliteConnectionStringBuilder
    {
        DataSource = SqliteFile,
        Cache = SqliteCacheMode.Private,
        ForeignKeys = true,
        DefaultTimeout = 30,
    }.ToString();
}

/// <summary>Hands out contexts: pooled, one per read or command, never to a component.</summary>
public sealed partial class Database
{
    readonly PooledDbContextFactory<BackOfficeDb> readers;
    readonly PooledDbContextFactory<BackOfficeDb> writers;
    readonly System.Collections.Concurrent.ConcurrentDictionary<string, string> qualified = new();
    readonly Connections connections;
    readonly TimeProvider clock;
    CompanyInfo? company;

    // A connection is used by one thread at a time here, so SQLite's own mutexes and its counting of memory only cost.
    // Refused, harmlessly, when something in the process has used SQLite before.
    static Database()
    {
        SQLitePCL.Batteries_V2.Init();
        _ = SQLitePCL.raw.sqlite3_config(SQLitePCL.raw.SQLITE_CONFIG_MULTITHREAD);
        _ = SQLitePCL.raw.sqlite3_config(SQLitePCL.raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    public Database(StorageSettings settings, IServiceProvider services)
    {
        Settings = settings;
        connections = services.GetService<Connections>() ?? new();
        clock = services.GetRequiredService<TimeProvider>();
        readers = new(Options(services, writing: false), 64);
        writers = new(Options(services, writing: true), 16);
    }

    public StorageSettings Settings { get; }
    public bool IsSqlite => Settings.IsSqlite;

    /// <summary>The company of this database; there is one from <c>Storage.Prepare</c> on.</summary>
    public CompanyInfo Company => company ?? throw new InvalidOperationException("The database has no company yet; it was not prepared.");
    internal void Found(CompanyInfo? info) => company = info;

    /// <summary>A read transaction whose first statement reads the head: that is its position.</summary>
    public async Task<Reading> Read(Reach? reach = null)
    {
        var db = await readers.CreateDbContextAsync();
        db.Reach = reach ?? Reach.Everything;
        db.ReadTables = null;
        try
        {
            await db.Database.OpenConnectionAsync();
            var connection = db.Database.GetDbConnection();
            DbTransaction transaction = connection is SqliteConnection sqlite ? sqlite.BeginTransaction(deferred: true)
                : await connection.BeginTransactionAsync(IsolationLevel.Snapshot);
            await db.Database.UseTransactionAsync(transaction);
            using var head = connection.CreateCommand();
            head.Transaction = transaction;
            head.CommandText = Qualified("SELECT \"Position\" FROM \"Heads\"");
            var position = Convert.ToInt64(await head.ExecuteScalarAsync());
            return new(db, transaction, new Reader(db, company!, position, clock.GetUtcNow().UtcDateTime));
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// The writer's one connection to the embedded database, not yet open. Not pooled: one that was left inside a transaction would
    /// come back from the pool, to a reader or to the writer.
    /// </summary>
    internal SqliteConnection ConnectToWrite() => connections.ToWrite(new SqliteConnectionStringBuilder(Settings.ConnectionString) { Pooling = false }.ToString());

    /// <summary>See <see cref="Connections.OneByOne"/>.</summary>
    internal bool WritesOneByOne => connections.OneByOne;

    /// <summary>A bare context for migrating and seeding, outside the pipeline.</summary>
    internal BackOfficeDb Bare() => readers.CreateDbContext();

    /// <summary>A fresh pooled context on the writer's connection and transaction.</summary>
    internal BackOfficeDb ForWriting(DbConnection connection, DbTransaction transaction, RowWriter? rows)
    {
        var db = writers.CreateDbContext();
        db.Writer = rows;
        db.Reach = Reach.Everything;
        db.ReadTables = null;
        if (db.Database.GetDbConnection() != connection) db.Database.SetDbConnection(connection);
        db.Database.AutoSavepointsEnabled = false; // the writer undoes what fails
        db.Database.UseTransaction(transaction);
        return db;
    }

    DbContextOptions<BackOfficeDb> Options(IServiceProvider services, bool writing)
    {
        var options = new DbContextOptionsBuilder<BackOfficeDb>().UseApplicationServiceProvider(services);
        Use(options, Settings);
        if (!writing && IsSqlite) options.AddInterceptors(new Pragmas(Settings));
        if (writing && IsSqlite) options.AddInterceptors(new PreparedStatements());
        if (!writing) options.AddInterceptors([new TablesRead(), .. services.GetServices<IInterceptor>()]);
        return options.Options;
    }

    /// <summary>
    /// A statement written by hand, as this database wants it: on SQL Server each table lies in its department's schema,
    /// which the statements leave out (table names are unique without it).
    /// </summary>
    internal string Qualified(string sql)
    {
        if (IsSqlite) return sql;
        return qualified.GetOrAdd(sql, text =>
        {
            using var db = Bare();
            return Qualify(text, db.Model);
        });
    }

    internal static string Qualify(string sql, IModel model) => TableNames().Replace(sql, found =>
        model.GetEntityTypes().FirstOrDefault(e => e.GetTableName() == found.Groups[2].Value)?.GetSchema() is { } schema
            ? $"{found.Groups[1].Value}\"{schema}\".\"{found.Groups[2].Value}\"" : found.Value);

    [GeneratedRegex("(\\b(?:FROM|JOIN|UPDATE|INTO)\\s+)\"(\\w+)\"")]
    private static partial Regex TableNames();

    /// <summary>
    /// Builds EF's model, and compiles what every query needs, beside the rest of the start: together they are half of it, and nobody
    /// waits for them until the first row is read. What fails here fails again there, where it can be told.
    /// </summary>
    public static void Ahead(StorageSettings settings, Departments departments) => new Thread(() => Know(settings, departments)) { IsBackground = true, Name = "model" }.Start();

    static void Know(StorageSettings settings, Departments departments)
    {
        try
        {
            var options = new DbContextOptionsBuilder<BackOfficeDb>().UseApplicationServiceProvider(new ServiceCollection().AddSingleton(departments).BuildServiceProvider());
            Use(options, settings);
            using var db = new BackOfficeDb(options.Options);
            _ = db.Set<CompanyInfo>().AsNoTracking().Where(c => c.Currency == settings.Folder).ToQueryString();
        }
        catch (Exception) { /* It fails again where the first row is read, and is told there; an exception on this thread would end the process. */ }
    }

    internal static void Use(DbContextOptionsBuilder options, StorageSettings settings)
    {
        // The order of AutoIncluded parts is given where they are mapped; a row limit without order is a bug that tests would not see.
        options.ConfigureWarnings(w => w.Ignore(RelationalEventId.PendingModelChangesWarning, SqliteEventId.SchemaConfiguredWarning,
            CoreEventId.PossibleIncorrectRequiredNavigationWithQueryFilterInteractionWarning, RelationalEventId.MultipleCollectionIncludeWarning));
        // For readers too, who save nothing: EF builds the model once for all who replace the same.
        if (settings.IsSqlite) options.UseSqlite(settings.ConnectionString, o => o.MigrationsAssembly("BackOffice.Migrations.Sqlite")).ReplaceService<IDatabase, Saves>();
        else options.UseSqlServer(settings.ConnectionString, o => o.MigrationsAssembly("BackOffice.Migrations.SqlServer"));
    }
}

/// <summary>One read transaction; dispose it as soon as the answer is there.</summary>
public sealed class Reading(BackOfficeDb db, DbTransaction transaction, Reader reader) : IDisposable
{
    internal BackOfficeDb Db { get; } = db;
    public Reader Reader { get; } = reader;

    public void Dispose()
    {
        transaction.Dispose();
        Db.Database.CloseConnection();
        Db.Dispose();
    }
}

/// <summary>How each connection to the embedded database is set: durable, patient with other processes, fast in memory.</summary>
sealed class Pragmas(StorageSettings settings) : DbConnectionInterceptor
{
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData data) => Apply(connection, settings);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData data, CancellationToken stop = default)
    {
        Apply(connection, settings);
        return Task.CompletedTask;
    }

    internal static void Apply(DbConnection connection, StorageSettings settings)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA synchronous={settings.Synchronous}; PRAGMA busy_timeout=5000; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32768; PRAGMA mmap_size=268435456;";
        command.ExecuteNonQuery();
    }
}

/// <summary>Notes which tables a read's SQL named: what a view depends on is derived, never declared.</summary>
sealed partial class TablesRead : DbCommandInterceptor
{
    static readonly System.Collections.Concurrent.ConcurrentDictionary<string, string[]> known = new();

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData data, InterceptionResult<DbDataReader> result)
    {
        Note(command, data);
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData data, InterceptionResult<DbDataReader> result, CancellationToken stop = default)
    {
        Note(command, data);
        return new(result);
    }

    public override InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData data, InterceptionResult<object> result)
    {
        Note(command, data);
        return result;
    }

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(DbCommand command, CommandEventData data, InterceptionResult<object> result, CancellationToken stop = default)
    {
        Note(command, data);
        return new(result);
    }

    static void Note(DbCommand command, CommandEventData data)
    {
        if (data.Context is not BackOfficeDb { ReadTables: { } tables }) return;
        foreach (var table in known.GetOrAdd(command.CommandText, TablesIn)) tables.Add(table);
    }

    internal static string[] TablesIn(string sql) => [.. Names().Matches(sql).Select(m => m.Groups[1].Value).Distinct()];

    // The name after FROM, JOIN or a comma in FROM, quoted or not, with its schema left off.
    [GeneratedRegex("""(?:\bFROM|\bJOIN)\s+(?:[\["]?\w+[\]"]?\.)?[\["]?(\w+)[\]"]?""", RegexOptions.IgnoreCase)]
    private static partial Regex Names();
}
