using Microsoft.Data.Sqlite;

namespace BackOffice.Kernel;

/// <summary>
/// Makes the writer's connection to the embedded database. A host has no way to put another in its place: only tests of this
/// assembly's friends do, to let calls fail that in life fail once in a year.
/// </summary>
class Connections
{
    public virtual SqliteConnection ToWrite(string connectionString) => new(connectionString);

    /// <summary>Every job in a transaction of its own, whatever else waits: which calls come, and in which order, does not depend on the machine's haste.</summary>
    public virtual bool OneByOne => false;
}
