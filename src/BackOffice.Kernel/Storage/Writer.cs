using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

/// <summary>Something to be written in one transaction. Runs again from the start if its group has to be undone.</summary>
abstract class WriteJob
{
    /// <summary>When it began to wait (a timestamp): nobody waits for ever for a database that another program holds.</summary>
    public long QueuedAt { get; set; }
    /// <summary>Whether people's commands go first.</summary>
    public bool IsBehind { get; set; }
    /// <summary>Does the work; throws to have it undone.</summary>
    public abstract Task Run(Writing writing);
    /// <summary>After the commit, in commit order.</summary>
    public abstract void Committed();
    public abstract void Failed(Exception exception);
}

/// <summary>Another program held the database for longer than people should wait; nothing was written.</summary>
sealed class DatabaseHeld(Exception cause) : Exception("Another program holds the database.", cause);

/// <summary>The connection and transaction that a job writes through, with prepared statements for the kernel's own rows.</summary>
sealed class Writing : IDisposable
{
    const int MostRows = 8;
    readonly Dictionary<string, DbCommand> prepared = [];
    readonly List<DbCommand> kept = [];
    readonly Dictionary<(string Table, int Rows), string> inserts = [];
    readonly DbConnection connection;
    readonly bool keepsStatements;

    public Writing(Database database, DbConnection connection, bool keepsStatements)
    {
        (Database, this.connection, this.keepsStatements, Log) = (database, connection, keepsStatements, new(this));
        if (keepsStatements) (RowWriter, Loader) = (new(this), new(this));
    }

    public Database Database { get; }
    /// <summary>On the writer's one connection to the embedded database; elsewhere EF does it.</summary>
    public RowWriter? RowWriter { get; }
    public RowLoader? Loader { get; }
    /// <summary>The last rows of each command in this transaction.</summary>
    public LogBook Log { get; }
    public DbTransaction Transaction { get; private set; } = null!;
    public bool IsSqlite => Database.IsSqlite;

    /// <summary>From now on everything is written in this transaction, until <see cref="LogBook.Write"/> and its commit.</summary>
    public void Begin(DbTransaction transaction)
    {
        Transaction = transaction;
        Log.Begin();
    }

    public BackOfficeDb Context() => Database.ForWriting(connection, Transaction, RowWriter);

    /// <summary>A statement of the embedded database that stays prepared until the connection ends.</summary>
    public SqliteCommand Keep(string sql)
    {
        var command = ((SqliteConnection)connection).CreateCommand();
        command.CommandText = sql;
        kept.Add(command);
        return command;
    }

    /// <summary>How many rows jobs have changed on this connection to the embedded database since it was opened.</summary>
    public int Changes => AllChanges - Log.Written;
    public int AllChanges => IsSqlite ? SQLitePCL.raw.sqlite3_total_changes(((SqliteConnection)connection).Handle) : 0;

    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> values) => Command(sql, values).ExecuteNonQuery();

    public object? Scalar(string sql, params ReadOnlySpan<(string Name, object? Value)> values) =>
        Command(sql, values).ExecuteScalar() is { } value and not DBNull ? value : null;

    public List<T> Rows<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var reader = Command(sql, values).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    /// <summary>Inserts rows, up to eight by one statement.</summary>
    public void Insert(string table, string[] columns, IReadOnlyList<object?[]> rows)
    {
        for (var from = 0; from < rows.Count; from += MostRows)
        {
            var count = Math.Min(MostRows, rows.Count - from);
            if (!inserts.TryGetValue((table, count), out var sql))
                inserts[(table, count)] = sql = $"INSERT INTO \"{table}\" ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) VALUES {string.Join(", ", Enumerable.Range(0, count).Select(row => $"({string.Join(", ", columns.Select((_, at) => $"@p{(row * columns.Length) + at}"))})"))}";
            Execute(sql, [.. Enumerable.Range(0, count * columns.Length).Select(at => ($"@p{at}", rows[from + (at / columns.Length)][at % columns.Length]))]);
        }
    }

    DbCommand Command(string sql, ReadOnlySpan<(string Name, object? Value)> values)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = Database.Qualified(sql);
            foreach (var (name, value) in values)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = name;
                command.Parameters.Add(parameter);
            }
            if (keepsStatements) prepared[sql] = command;
        }
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i].Value ?? DBNull.Value;
        command.Transaction = Transaction;
        return command;
    }

    public void Dispose()
    {
        foreach (var command in prepared.Values.Concat(kept)) command.Dispose();
        connection.Dispose();
    }
}

/// <summary>The way to write: one loop on SQLite, a connection per job on SQL Server.</summary>
interface IWriter : IDisposable
{
    /// <summary>Queues a job; <paramref name="behind"/> lets people's commands go first.</summary>
    void Enqueue(WriteJob job, bool behind = false);
}

/// <summary>For kernel chores that are no commands (leases, ids, errand states): quiet, no log row.</summary>
static class Chores
{
    public static Task<T> Chore<T>(this IWriter writer, Func<Writing, Task<T>> work)
    {
        var job = new ChoreJob<T>(work);
        writer.Enqueue(job);
        return job.Done.Task;
    }

    public static Task ChoreInContext(this IWriter writer, Func<BackOfficeDb, Task> work) => writer.Chore(async writing =>
    {
        await using var db = writing.Context();
        await work(db);
        await db.SaveChangesAsync();
        return true;
    });

    sealed class ChoreJob<T>(Func<Writing, Task<T>> work) : WriteJob
    {
        T result = default!;
        public TaskCompletionSource<T> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public override async Task Run(Writing writing) => result = await work(writing);
        public override void Committed() => Done.TrySetResult(result);
        public override void Failed(Exception exception) => Done.TrySetException(exception);
    }
}
