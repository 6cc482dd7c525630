using System.Data.Common;
using System.Text.RegularExpressions;
using BackOffice.Fulfillment;
using BackOffice.Kernel;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tests.Simulation;

/// <summary>The mistakes that must be found, each as someone could really make it.</summary>
static partial class Plants
{
    public static IReadOnlyList<Func<Plant>> All { get; } =
    [
        () => new IdIgnored(), () => new CommitInTheMiddle(), () => new AllocationUnchecked(), () => new DebitAndCreditSwapped(), () => new PositionFirst(), () => new RowFilterDropped(),
        () => new ErrandBeforeCommit(), () => new ErrandTwice(), () => new ConsequenceForgotten(), () => new VersionUnchecked(), () => new NumberOutside(), () => new RefusalStays(),
    ];

    static SqliteDataReader Other(SqliteCommand command, string sql)
    {
        // Without the hook of the first: this is already the changed call.
        var other = new SqliteCommand(sql, command.Connection, command.Transaction);
        foreach (SqliteParameter parameter in command.Parameters) other.Parameters.AddWithValue(parameter.ParameterName, parameter.Value);
        return other.ExecuteReader(System.Data.CommandBehavior.Default);
    }

    static bool Is(this SqliteCommand command, string begins) => command.CommandText.StartsWith(begins, StringComparison.Ordinal);

    sealed class IdIgnored : Plant
    {
        public override string Name => "A command's id is ignored";
        public override SqliteDataReader Run(SqliteCommand command, Func<SqliteDataReader> run)
        {
            if (command.Is("SELECT \"Hash\", \"Position\", \"Answer\" FROM \"Commands\"")) return Other(command, "SELECT '', 0, NULL WHERE 0");
            return command.Is("INSERT INTO \"Commands\"") ? Other(command, command.CommandText.Replace("INSERT INTO", "INSERT OR REPLACE INTO")) : run();
        }
    }

    sealed class CommitInTheMiddle : Plant
    {
        public override string Name => "The log is committed outside the command's transaction";
        public override SqliteDataReader Run(SqliteCommand command, Func<SqliteDataReader> run)
        {
            if (!command.Is("INSERT INTO \"LogEntries\"")) return run();
            run().Dispose();
            foreach (var sql in new[] { "COMMIT", "BEGIN IMMEDIATE", "SAVEPOINT job" }) Also(command, sql);
            return Other(command, "SELECT 1 WHERE 0");
        }
    }

    sealed partial class AllocationUnchecked : Plant
    {
        public override string Name => "Allocation reads what is available and then writes without asking again";
        public override SqliteDataReader Run(SqliteCommand command, Func<SqliteDataReader> run) =>
            command.Is("UPDATE \"StockLevels\"") && Available().IsMatch(command.CommandText) ? Other(command, Available().Replace(command.CommandText, "1 = 1")) : run();

        // As EF writes "on hand less allocated less unavailable less safety stock is at least so many".
        [GeneratedRegex("""\S+"OnHand" - \S+"Allocated"[^>]*"SafetyStock"\)? >= @\w+""")]
        private static partial Regex Available();
    }

    sealed partial class DebitAndCreditSwapped : Plant
    {
        public override string Name => "Debit and credit are swapped";
        public override SqliteDataReader Run(SqliteCommand command, Func<SqliteDataReader> run)
        {
            foreach (Match insert in Inserted().Matches(command.CommandText))
            {
                var at = insert.Groups[1].Value.Split(", ").ToList().IndexOf("\"AmountMinor\"");
                var name = insert.Groups[2].Value.Split(", ")[at];
                command.Parameters[name].Value = -Convert.ToInt64(command.Parameters[name].Value);
            }
            return run();
        }

        [GeneratedRegex("""INSERT INTO "JournalLines" \(([^)]*)\)\s*VALUES \(([^)]*)\)""")]
        private static partial Regex Inserted();
    }

    sealed class PositionFirst : Plant
    {
        public override string Name => "The log's position is taken first, not last";
        public override SqliteDataReader Run(SqliteCommand command, Func<SqliteDataReader> run)
        {
            if (command.Is("SELECT \"Hash\", \"Position\", \"Answer\" FROM \"Commands\"")) Also(command, "UPDATE \"Heads\" SET \"Position\" = \"Position\" + 1");
            return command.Is("UPDATE \"Heads\"") ? Other(command, command.CommandText.Replace("+ @count", "+ @count - 1")) : run();
        }
    }

    sealed class RowFilterDropped : Plant
    {
        public override string Name => "The row filter of a read is dropped";
        public override void Serve(IServiceCollection services) => services.AddSingleton<IInterceptor>(new Unfiltered());

        sealed class Unfiltered : DbCommandInterceptor
        {
            public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData data, InterceptionResult<DbDataReader> result)
            {
                foreach (DbParameter parameter in command.Parameters) if (parameter.ParameterName.Contains("OnlyOwn", StringComparison.Ordinal)) parameter.Value = DBNull.Value;
                return result;
            }

            public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData data, InterceptionResult<DbDataReader> result, CancellationToken stop = default) => new(ReaderExecuting(command, data, result));
        }
    }

    // What is written outside the transaction stays when the command is undone.
    abstract class Survives(string table) : Plant
    {
        readonly List<(string Sql, (string, object?)[] Values)> written = [];

        public override SqliteDataReader Run(SqliteCommand command, Func<SqliteDataReader> run)
        {
            if (command.Is("BEGIN") || command.Is("SAVEPOINT")) written.Clear();
            if (command.Is($"INSERT INTO \"{table}\"") || command.Is($"UPDATE \"{table}\" SET \"Last\"")) written.Add((command.CommandText, [.. command.Parameters.Cast<SqliteParameter>().Select(p => (p.ParameterName, p.Value))]));
            if (!command.Is("ROLLBACK")) return run();
            run().Dispose();
            foreach (var (sql, values) in written)
            {
                using var again = new SqliteCommand(sql, command.Connection, command.Is("ROLLBACK TO") ? command.Transaction : null);
                foreach (var (name, value) in values) again.Parameters.AddWithValue(name, value);
                again.ExecuteNonQuery();
            }
            written.Clear();
            return Other(command, "SELECT 1 WHERE 0");
        }
    }

    sealed class ErrandBeforeCommit() : Survives("Errands")
    {
        public override string Name => "An errand goes before the commit";
    }

    sealed class NumberOutside() : Survives("NumberSeries")
    {
        public override string Name => "A gapless number is taken outside the transaction";
    }

    sealed class ErrandTwice : Plant
    {
        public override string Name => "What follows is asked for twice";
        public override SqliteDataReader Run(SqliteCommand command, Func<SqliteDataReader> run)
        {
            if (!command.Is("INSERT INTO \"Errands\"")) return run();
            Other(command, command.CommandText.Replace("VALUES (@id,", "VALUES (@id + 5000000,")).Dispose();
            return run();
        }
    }

    sealed class ConsequenceForgotten : Plant
    {
        public override string Name => "What follows from a dispatch is forgotten";
        public override void Serve(IServiceCollection services) => services.Select(s => s.ImplementationInstance).OfType<Consequences>().Single().Of(typeof(ShipmentDispatched)).Then.Clear();
    }

    sealed partial class VersionUnchecked : Plant
    {
        public override string Name => "A record's version is not raised, so that nobody is told of a change";
        public override SqliteDataReader Run(SqliteCommand command, Func<SqliteDataReader> run) =>
            command.CommandText.Contains("UPDATE \"Payments\"", StringComparison.Ordinal) ? Other(command, Raised().Replace(command.CommandText, "$1\"Version\" = \"Version\"")) : run();

        [GeneratedRegex("""(UPDATE "Payments" SET [^;]*?)"Version" = @p\d+(?=[^;]*WHERE)""", RegexOptions.Singleline)]
        private static partial Regex Raised();
    }

    sealed class RefusalStays : Plant
    {
        public override string Name => "A refused command leaves what it had written";
        public override SqliteDataReader Run(SqliteCommand command, Func<SqliteDataReader> run) =>
            command.Is("ROLLBACK TO") ? Other(command, "SELECT 1 WHERE 0") : command.Is("ROLLBACK") ? Other(command, "COMMIT") : run();
    }
}
