using Microsoft.Data.Sqlite;

namespace BackOffice.Kernel;

/// <summary>Pages of the embedded database are not what was written: a bad disk, or another program. Nothing here repairs them.</summary>
public static class Damage
{
    /// <summary>What an operator does, as the end of a sentence.</summary>
    public const string Advice = "keep the folder as it is and restore the last sound backup";

    /// <summary>SQLite calls the file malformed, or no database.</summary>
    public static bool Is(Exception? e) => e is not null && (e is SqliteException { SqliteErrorCode: 11 or 26 } || Is(e.InnerException));

    /// <summary>What SQLite finds wrong with the pages; empty when they hang together.</summary>
    internal static List<string> In(SqliteConnection connection, SqliteTransaction? transaction = null)
    {
        try
        {
            using var command = new SqliteCommand($"PRAGMA quick_check({Invariant.MostNamed})", connection, transaction);
            using var rows = command.ExecuteReader();
            var found = new List<string>();
            while (rows.Read()) if (rows.GetString(0) is var line && line != "ok") found.Add(line.ReplaceLineEndings(" ").Replace("*** in database main *** ", ""));
            return found;
        }
        catch (SqliteException e) when (Is(e)) { return [e.Message.TrimEnd('.')]; }
    }
}
