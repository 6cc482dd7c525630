using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace BackOffice.Kernel;

/// <summary>
/// Keeps EF's statements prepared on the writer's one connection: Microsoft.Data.Sqlite compiles each command's text anew,
/// which was a fifth of the writer's time. Used by the writer's thread only.
/// </summary>
sealed class PreparedStatements : DbCommandInterceptor
{
    const int Most = 500;
    readonly Dictionary<string, Entry> kept = [];

    sealed class Entry(SqliteCommand command)
    {
        public SqliteCommand Command { get; } = command;
        public DbDataReader? Reader { get; set; }
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData data, InterceptionResult<DbDataReader> result, CancellationToken stop = default) =>
        new(ReaderExecuting(command, data, result));

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData data, InterceptionResult<DbDataReader> result) =>
        Ready(command) is { } entry ? InterceptionResult<DbDataReader>.SuppressWithResult(entry.Reader = entry.Command.ExecuteReader()) : result;

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData data, InterceptionResult<int> result, CancellationToken stop = default) =>
        new(NonQueryExecuting(command, data, result));

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData data, InterceptionResult<int> result) =>
        Ready(command) is { } entry ? InterceptionResult<int>.SuppressWithResult(entry.Command.ExecuteNonQuery()) : result;

    // None when the same text is still being read, when the text has several statements' worth of variants, or for what is no SQLite command.
    Entry? Ready(DbCommand asked)
    {
        if (asked is not SqliteCommand { Connection: { } connection } given) return null;
        if (!kept.TryGetValue(given.CommandText, out var entry) || entry.Command.Connection != connection)
        {
            if (kept.Count >= Most) Forget();
            var command = connection.CreateCommand();
            (command.CommandText, command.CommandTimeout) = (given.CommandText, given.CommandTimeout);
            kept[given.CommandText] = entry = new(command);
        }
        if (entry.Reader is { IsClosed: false }) return null;
        entry.Reader = null;
        entry.Command.Transaction = given.Transaction;
        entry.Command.Parameters.Clear();
        foreach (SqliteParameter parameter in given.Parameters) entry.Command.Parameters.Add(parameter);
        return entry;
    }

    void Forget()
    {
        foreach (var entry in kept.Values) if (entry.Reader is not { IsClosed: false }) entry.Command.Dispose();
        kept.Clear();
    }
}
