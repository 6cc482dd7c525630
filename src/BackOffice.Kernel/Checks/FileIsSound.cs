using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace BackOffice.Kernel;

// A server sees to its own pages.
sealed class FileIsSound : Invariant
{
    public override Words Name => "Database file sound";
    public override Words Says => "Every page of the database can be read, and they hang together.";

    public override Task<Checked> Check(Reader reader)
    {
        if (reader.Db.Database.GetDbConnection() is not SqliteConnection connection) return Task.FromResult(new Checked(0, []));
        var transaction = (SqliteTransaction?)reader.Db.Database.CurrentTransaction?.GetDbTransaction();
        using var pages = new SqliteCommand("PRAGMA page_count", connection, transaction);
        var found = Damage.In(connection, transaction).Select(line => new Violation($"The database's file is damaged ({line}): {Damage.Advice}."));
        return Task.FromResult(new Checked(Convert.ToInt64(pages.ExecuteScalar()), found.ToMany()));
    }
}
