using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace BackOffice.Kernel;

/// <summary>Something to be written in one transaction. Runs again from the start if its group has to be undone.</summary>
abstract class WriteJob
{
    /// <summary>When it began to wait (a timestamp): nobody waits for ever for a database that another program holds.</summary>
    public long QueuedAt { get; set; }
    /// <summary>Does the work; throws to have it undone.</summary>
    public abstract Task Run(Writing writing);
    /// <summary>After the commit, in commit order.</summary>
    public abstract void Committed();
    public abstract void Failed(Exception exception);
}

/// <summary>Another program held the database for longer than people should wait; nothing was written.</summary>
sealed class DatabaseHeld(Exception cause) : Exception("Another program holds the database.", cause);

/// <summary>The connection and transaction that a job writes through, with prepared statements for the kernel's own rows.</summary>
sealed class Writing(Database database, DbConnection connection, bool keepsStatements) : IDisposable
{
    readonly Dictionary<string, DbCommand> prepared = [];

    public Database Database { get; } = database;
    public DbTransaction Transaction { get; set; } = null!;
    public bool IsSqlite => Database.IsSqlite;

    public BackOfficeDb Context() => Database.ForWriting(connection, Transaction);

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
        foreach (var command in prepared.Values) command.Dispose();
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
