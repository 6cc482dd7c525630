using System.Data.Common;
using BackOffice.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace BackOffice.Tests.Storage.Years;

/// <summary>What a reading asked the database, to be asked again: how many steps its machine takes for it, and by which way.</summary>
sealed class Said : DbCommandInterceptor
{
    const int Step = 20;
    readonly AsyncLocal<List<Asked>?> now = new();

    public sealed record Asked(string Sql, List<(string Name, object? Value)> With);

    public async Task<List<Asked>> During(Func<Task> reading)
    {
        var all = now.Value = [];
        try { await reading(); }
        finally { now.Value = null; }
        return all;
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData data, InterceptionResult<DbDataReader> result) => Note(command, result);
    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData data, InterceptionResult<DbDataReader> result, CancellationToken stop = default) => new(Note(command, result));

    InterceptionResult<DbDataReader> Note(DbCommand command, InterceptionResult<DbDataReader> result)
    {
        now.Value?.Add(new(command.CommandText, [.. command.Parameters.Cast<DbParameter>().Select(p => (p.ParameterName, p.Value))]));
        return result;
    }

    /// <summary>How many steps the database's machine takes to answer; the same whenever it is asked of the same rows.</summary>
    public static long StepsOf(SqliteConnection connection, Asked asked)
    {
        long steps = 0;
        using var command = Command(connection, asked, "");
        SQLitePCL.raw.sqlite3_progress_handler(connection.Handle, Step, _ => { steps += Step; return 0; }, null);
        using (var reader = command.ExecuteReader())
            while (reader.Read()) { /* to the last row */ }
        SQLitePCL.raw.sqlite3_progress_handler(connection.Handle, 0, null, null);
        return steps;
    }

    public static string PlanOf(SqliteConnection connection, Asked asked)
    {
        using var command = Command(connection, asked, "EXPLAIN QUERY PLAN ");
        using var reader = command.ExecuteReader();
        var plan = new List<string>();
        while (reader.Read()) plan.Add(reader.GetString(3));
        return string.Join("; ", plan);
    }

    static SqliteCommand Command(SqliteConnection connection, Asked asked, string before)
    {
        var command = connection.CreateCommand();
        command.CommandText = before + asked.Sql;
        foreach (var (name, value) in asked.With) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }
}
