using BackOffice.Kernel;
using BackOffice.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests.Simulation;

/// <summary>How a call of the database goes wrong.</summary>
enum Fault
{
    Busy,
    TimeOut,
    Deadlock,
    /// <summary>The call did not happen, and the engine is not to be trusted any more.</summary>
    ConnectionLost,
    /// <summary>It happened, but nobody was told: at the last call this is a commit whose outcome is unknown.</summary>
    AnswerLost,
    DiskFull,
    /// <summary>The process ends here; what it had on disk is kept.</summary>
    KilledBefore,
    KilledAfter,
}

/// <summary>
/// The writer's way to the database, through which every one of its calls goes: BEGIN, savepoints, each statement, COMMIT. The
/// call with a given number fails; with a plant (see <see cref="Plant"/>) a mistake is built in.
/// </summary>
sealed class Faults : Connections
{
    int at;
    string? point;
    Fault kind;
    bool isDead;

    public int Calls { get; private set; }
    public bool Fired { get; private set; }
    public Plant? Plant { get; set; }
    /// <summary>Takes the image of a kill.</summary>
    public Func<string>? Image { get; set; }
    public string? Killed { get; private set; }
    /// <summary>What failed last, and how.</summary>
    public string? Last { get; private set; }
    public List<string>? Statements { get; set; }

    /// <summary>For a day that has to be the same each time.</summary>
    public bool EachAlone { get; init; }
    public override bool OneByOne => EachAlone;

    public override SqliteConnection ToWrite(string connectionString) => new FaultyConnection(connectionString, this);

    /// <summary>The calls at which most depends on what happens: where a transaction begins and ends, and its last rows.</summary>
    public static readonly string[] Points = ["BEGIN", "COMMIT", "ROLLBACK", "UPDATE \"Heads\"", "INSERT INTO \"LogEntries\"", "INSERT INTO \"Commands\""];

    /// <summary>The call with this number fails.</summary>
    public void Arm(int at, Fault kind) => (this.at, point, this.kind, Calls, Fired, isDead, Killed) = (at, null, kind, 0, false, false, null);

    /// <summary>The first call that begins so fails.</summary>
    public void Arm(string point, Fault kind) => (at, this.point, this.kind, Calls, Fired, isDead, Killed) = (0, point, kind, 0, false, false, null);

    public void Disarm() => (at, point, isDead, Killed) = (0, null, false, null);

    SqliteDataReader Run(FaultyCommand command, Func<SqliteDataReader> run)
    {
        if (isDead) throw new SqliteException("The process is dead.", 10);
        Calls++;
        Statements?.Add(command.CommandText);
        var isNow = point is null ? Calls == at : command.CommandText.StartsWith(point, StringComparison.Ordinal);
        if (!isNow || Fired) return Plant is null ? run() : Plant.Run(command, run);
        Fired = true;
        Last = $"{kind} at {Calls}: {command.CommandText}";
        if (kind is Fault.AnswerLost or Fault.KilledAfter) run().Dispose();
        if (kind is Fault.KilledBefore or Fault.KilledAfter) (Killed, isDead) = (Image!(), true);
        throw kind switch
        {
            Fault.Busy => new SqliteException("database is locked", 5),
            Fault.TimeOut => new SqliteException("interrupted", 9),
            Fault.Deadlock => new SqliteException("database table is locked", 6, 262),
            Fault.DiskFull => new SqliteException("database or disk is full", 13),
            _ => new SqliteException("disk I/O error", 10),
        };
    }

    sealed class FaultyConnection(string connectionString, Faults faults) : SqliteConnection(connectionString)
    {
        public override SqliteCommand CreateCommand() => new FaultyCommand(faults) { Connection = this, CommandTimeout = DefaultTimeout, Transaction = Transaction };
    }

    // Microsoft.Data.Sqlite does everything through this one method.
    sealed class FaultyCommand(Faults faults) : SqliteCommand
    {
        public override SqliteDataReader ExecuteReader(System.Data.CommandBehavior behavior) => faults.Run(this, () => base.ExecuteReader(behavior));
    }
}

/// <summary>
/// A mistake built in on purpose, outside the product's code: by what the database is told, or by what follows from what. Each must
/// be found by the simulation, or the simulation is worth little.
/// </summary>
abstract class Plant
{
    public abstract string Name { get; }

    /// <summary>One call of the writer; runs it as it is, changed, twice or not at all.</summary>
    public virtual SqliteDataReader Run(SqliteCommand command, Func<SqliteDataReader> run) => run();

    public virtual void Serve(IServiceCollection services) { }

    protected static void Also(SqliteCommand command, string sql)
    {
        using var also = new SqliteCommand(sql, command.Connection, command.Transaction);
        also.ExecuteNonQuery();
    }
}
