using System.Data;
using BackOffice.Kernel;
using Microsoft.Data.Sqlite;

namespace BackOffice.Bench;

/// <summary>Counts every statement that the writer's connection runs, told by SQLite itself.</summary>
sealed class Statements : Connections
{
    readonly Dictionary<string, int> counts = [];

    public long Count { get; private set; }

    public override SqliteConnection ToWrite(string connectionString)
    {
        var connection = base.ToWrite(connectionString);
        connection.StateChange += (_, change) =>
        {
            if (change.CurrentState is ConnectionState.Open) SQLitePCL.raw.sqlite3_profile(connection.Handle, (_, statement, _) => Ran(statement), null);
        };
        return connection;
    }

    /// <summary>What ran since it was last asked, the most frequent first.</summary>
    public IReadOnlyList<(string Sql, int Times)> Taken()
    {
        lock (counts)
        {
            var taken = counts.Select(c => (c.Key, c.Value)).OrderByDescending(c => c.Value).ToList();
            counts.Clear();
            return taken;
        }
    }

    void Ran(string statement)
    {
        lock (counts)
        {
            Count++;
            counts[statement] = counts.GetValueOrDefault(statement) + 1;
        }
    }
}
