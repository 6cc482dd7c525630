using Microsoft.Data.Sqlite;

namespace BackOffice.Kernel;

[Event("portal.compacting-due", 1)]
public sealed record CompactingDue : Event
{
    public override Words Says() => "The database is written anew, so that what was erased is gone from its free pages too";
}

// Sent by the clock in the night after an erasure.
[Needs(May.ErasePersonalData), Raises<CompactingDue>]
public sealed record CompactTonight : Command
{
    public override Task Run(Work work)
    {
        work.Raise(new CompactingDue());
        return Task.CompletedTask;
    }
}

/// <summary>Writes the embedded database anew and empties its journal: SQLite leaves what was overwritten in free space. A server sees to its own pages.</summary>
[Errand("portal.compact")]
public sealed record Compact : Errand
{
    public override async Task<ICommand?> Run(World world)
    {
        var settings = world.Get<Database>().Settings;
        if (!settings.IsSqlite) return null;
        await using var connection = new SqliteConnection(settings.ConnectionString + ";Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 600;
        foreach (var statement in new[] { "PRAGMA busy_timeout=60000", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)" })
        {
            command.CommandText = statement;
            await command.ExecuteNonQueryAsync();
        }
        return null;
    }
}
