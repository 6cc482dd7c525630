using System.Data;
using System.Diagnostics;
using BackOffice.Kernel;
using Microsoft.Data.Sqlite;

namespace BackOffice.Bench;

/// <summary>
/// Writes down every statement of the writer's connection with its values, and runs them again with nothing around them: no rules,
/// no mapping, no clients, each statement prepared beforehand. What remains is what SQLite and the disk take for the same rows, below
/// which no program over this database can come.
/// </summary>
sealed class Replayed : Connections
{
    readonly List<string> written = [];
    bool isOn;

    public override SqliteConnection ToWrite(string connectionString)
    {
        var connection = base.ToWrite(connectionString);
        connection.StateChange += (_, change) =>
        {
            // The statements of a trigger are told as comments; they run again by themselves.
            if (change.CurrentState is ConnectionState.Open) SQLitePCL.raw.sqlite3_trace(connection.Handle, (_, sql) => { if (isOn && !sql.StartsWith("--", StringComparison.Ordinal)) written.Add(sql); }, null);
        };
        return connection;
    }

    /// <summary>From now on; the writer must be at rest. The database as it is now is kept aside, in a file at this path.</summary>
    public void Begin(string database, string aside)
    {
        using (var copy = new SqliteConnection($"Data Source={database};Pooling=False"))
        {
            copy.Open();
            using var into = copy.CreateCommand();
            into.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            into.ExecuteNonQuery();
        }
        File.Copy(database, aside, overwrite: true);
        isOn = true;
    }

    public void End() => isOn = false;

    /// <summary>Seconds and milliseconds of CPU for what was written down, on the database that was kept aside.</summary>
    public (int Statements, double Seconds, double CpuMs) Again(StorageSettings settings, string aside)
    {
        using var connection = new SqliteConnection($"Data Source={aside};Pooling=False");
        connection.Open();
        foreach (var pragma in (string[])["PRAGMA journal_mode=WAL", $"PRAGMA synchronous={settings.Synchronous}", "PRAGMA foreign_keys=ON", "PRAGMA temp_store=MEMORY", "PRAGMA cache_size=-32768", "PRAGMA mmap_size=268435456"])
        {
            using var command = connection.CreateCommand();
            command.CommandText = pragma;
            command.ExecuteNonQuery();
        }
        var prepared = new List<SQLitePCL.sqlite3_stmt>(written.Count);
        foreach (var sql in written)
        {
            if (SQLitePCL.raw.sqlite3_prepare_v2(connection.Handle, sql, out var statement) != SQLitePCL.raw.SQLITE_OK) throw new InvalidOperationException($"{SQLitePCL.raw.sqlite3_errmsg(connection.Handle).utf8_to_string()}: {sql}");
            prepared.Add(statement);
        }
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        foreach (var statement in prepared)
        {
            int result;
            while ((result = SQLitePCL.raw.sqlite3_step(statement)) == SQLitePCL.raw.SQLITE_ROW) { }
            if (result != SQLitePCL.raw.SQLITE_DONE) throw new InvalidOperationException(SQLitePCL.raw.sqlite3_errmsg(connection.Handle).utf8_to_string());
            _ = SQLitePCL.raw.sqlite3_reset(statement);
        }
        var (seconds, cpuMs) = (watch.Elapsed.TotalSeconds, (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMilliseconds);
        foreach (var statement in prepared) statement.Dispose();
        return (prepared.Count, seconds, cpuMs);
    }
}
