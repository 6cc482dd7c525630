using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace BackOffice.Kernel;

/// <summary>
/// Keeps SQLite's write-ahead log bounded. SQLite writes it back by itself, but begins it anew only at a moment when nobody
/// reads from it, which under steady reading may never come: past 64 MB the writer waits a tenth of a second for that moment. A reader
/// that stays (a long report, another program) can hold it up; then it grows while that lasts, people are told, and it is cut afterwards.
/// </summary>
sealed class WriteAheadLog(string path, ILogger log)
{
    public const long Most = 64 * 1024 * 1024;
    static readonly TimeSpan looks = TimeSpan.FromSeconds(1), says = TimeSpan.FromMinutes(1);
    long lookedAt = Stopwatch.GetTimestamp(), saidAt;

    /// <summary>When it begins anew, its file is cut to the bound.</summary>
    public void Limit(SqliteConnection connection) => Say(connection, $"PRAGMA journal_size_limit={Most}");

    public void KeepBounded(SqliteConnection connection)
    {
        if (Stopwatch.GetElapsedTime(lookedAt) < looks) return;
        lookedAt = Stopwatch.GetTimestamp();
        var file = new FileInfo(path);
        if (!file.Exists || file.Length <= Most) return;
        try
        {
            Say(connection, "PRAGMA busy_timeout=100");
            if (Say(connection, "PRAGMA wal_checkpoint(TRUNCATE)") == 0 || (saidAt != 0 && Stopwatch.GetElapsedTime(saidAt) < says)) return;
            saidAt = Stopwatch.GetTimestamp();
            log.LogWarning("The write-ahead log is {Megabytes} MB and cannot be begun anew: something has been reading for long.", file.Length / 1_048_576);
        }
        catch (SqliteException e) { log.LogWarning(e, "The write-ahead log could not be written back; it is tried again."); }
        finally { Say(connection, "PRAGMA busy_timeout=5000"); }
    }

    static long Say(SqliteConnection connection, string pragma)
    {
        using var command = connection.CreateCommand();
        command.CommandText = pragma;
        command.CommandTimeout = 1;
        return Convert.ToInt64(command.ExecuteScalar() ?? 0L);
    }
}
