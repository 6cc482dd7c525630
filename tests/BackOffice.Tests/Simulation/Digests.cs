using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace BackOffice.Tests.Simulation;

static class Digests
{
    // Ids are handed out in blocks with gaps: a command that failed may have used some up.
    static readonly string[] counters = ["IdBlocks", "__EFMigrationsHistory"];

    public static string Of(string connectionString)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        var tables = new List<string>();
        using (var command = new SqliteCommand("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name", connection))
        using (var rows = command.ExecuteReader())
            while (rows.Read()) tables.Add(rows.GetString(0));
        var text = new StringBuilder();
        foreach (var table in tables.Except(counters))
        {
            text.Clear().Append(table);
            using var command = new SqliteCommand($"SELECT * FROM \"{table}\"", connection);
            using var rows = command.ExecuteReader();
            while (rows.Read())
                for (var i = 0; i < rows.FieldCount; i++) text.Append('|').Append(rows.GetValue(i));
            hash.AppendData(Encoding.UTF8.GetBytes(text.ToString()));
        }
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
