using BackOffice.Testing;
using Microsoft.Data.Sqlite;

namespace BackOffice.Bench;

/// <summary>Makes many rows of one by plain SQL, since a million commands would take an hour. Guards of the table are lifted; the file is thrown away.</summary>
static class Multiplied
{
    /// <summary>Fills a table up to <paramref name="rows"/> copies of its first row; <paramref name="other"/> says how columns differ, with <c>n</c> as the number of the copy.</summary>
    public static void Fill(Company company, string table, int rows, Dictionary<string, string> other)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(company.Folder, "backoffice.db") }.ToString());
        connection.Open();
        Run(connection, "PRAGMA foreign_keys = OFF");
        foreach (var trigger in Column(connection, $"SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}'")) Run(connection, $"DROP TRIGGER \"{trigger}\"");
        var columns = Column(connection, $"SELECT name FROM pragma_table_info('{table}')");
        var values = columns.Select(c => other.TryGetValue(c, out var value) ? value : $"r.\"{c}\"");
        var have = int.Parse(Column(connection, $"SELECT COUNT(*) FROM \"{table}\"")[0]);
        Run(connection, $"""
            WITH RECURSIVE numbers(n) AS (SELECT {have + 1} UNION ALL SELECT n + 1 FROM numbers WHERE n < {rows})
            INSERT INTO "{table}" ({string.Join(", ", columns.Select(c => $"\"{c}\""))})
            SELECT {string.Join(", ", values)} FROM numbers, (SELECT * FROM "{table}" LIMIT 1) r
            """);
    }

    static List<string> Column(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var values = new List<string>();
        while (reader.Read()) values.Add(reader.GetString(0));
        return values;
    }

    static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        (command.CommandText, command.CommandTimeout) = (sql, 600);
        command.ExecuteNonQuery();
    }
}
